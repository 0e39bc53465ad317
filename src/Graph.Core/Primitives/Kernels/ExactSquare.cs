using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>Squares with what rounding takes from them: e^-x^2 multiplies that by x^2.</summary>
internal static class ExactSquare
{
    /// <summary>2^27 + 1: it splits a double into two halves whose products are exact (T. Dekker, Numerische Mathematik 18, 1971).</summary>
    private const double Splitter = 134217729;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Of(Vector<double> a, out Vector<double> rounding)
    {
        var square = a * a;
        var split = a * Splitter;
        var high = split - (split - a);
        var low = a - high;
        rounding = (high * high - square) + 2 * (high * low) + low * low;
        return square;
    }
}
