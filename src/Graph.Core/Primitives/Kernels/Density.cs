using System.Numerics;

namespace FunctionalGrad;

/// <summary>The density of the normal distribution.</summary>
internal readonly struct Density : IUnary<double>
{
    /// <summary>2^27 + 1: it splits a double into two halves whose products are exact (T. Dekker, Numerische Mathematik 18, 1971).</summary>
    private const double Splitter = 134217729;

    private const double SquareRootOfTwoPi = 2.50662827463100050241576528481;

    public static void Write<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Lanes.MapDoubles(x, y, default(Density));

    /// <summary>In the tails the rounding of x^2 is multiplied by x^2, so it is carried along.</summary>
    public Vector<double> Of(Vector<double> x)
    {
        // Beyond 40 the density is 0.
        var a = Vector.Min(Vector.Abs(x), new(40.0));
        var square = a * a;
        var split = a * Splitter;
        var high = split - (split - a);
        var low = a - high;
        var rounding = (high * high - square) + 2 * (high * low) + low * low;
        var exp = default(DoubleExp).Of(-0.5 * square);
        var density =
            exp * (Vector<double>.One - 0.5 * rounding) / new Vector<double>(SquareRootOfTwoPi);
        return Vector.ConditionalSelect(Vector.Equals(x, x), density, x);
    }
}
