using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>The natural logarithm in double, to one unit in the last place.</summary>
/// <remarks>
/// x = 2^k m with m between sqrt(1/2) and sqrt 2; with f = m - 1 and s = f / (2 + f), log m = f - f^2/2 + s (f^2/2 + R(s^2)), k log 2 in two
/// parts of which the first is exact: K. C. Ng, fdlibm, e_log.c (Sun Microsystems, 1993).
/// </remarks>
internal readonly struct DoubleLog : IUnary<double>
{
    private const double Smallest = 2.2250738585072014e-308;
    private const double Lift = 1L << 54;
    private const double LogOfLift = 54 * 0.69314718055994530942;

    /// <summary>The bits of sqrt(1/2), and what lies between them and those of 1.</summary>
    private const long Root = 0x3FE6A09E00000000;

    private const long ToOne = 0x3FF0000000000000 - Root;

    /// <summary>2^52: a whole number below it stands in the lowest bits of the sum.</summary>
    private const double Whole = 1L << 52;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<double> Of(Vector<double> x)
    {
        var isOrdinary =
            Vector.GreaterThanOrEqual(x, new(Smallest))
            & Vector.LessThan(x, new(double.PositiveInfinity));
        return Vector.EqualsAll(isOrdinary, Vector<long>.AllBitsSet)
            ? OfOrdinary(x)
            : WithEnds(x, isOrdinary);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> OfOrdinary(Vector<double> x)
    {
        var bits = Vector.AsVectorInt64(x) + new Vector<long>(ToOne);
        var k =
            Vector.AsVectorDouble(
                Vector.ShiftRightLogical(bits, 52) | Vector.AsVectorInt64(new Vector<double>(Whole))
            ) - new Vector<double>(Whole + 1023);
        var m = Vector.AsVectorDouble(
            (bits & new Vector<long>((1L << 52) - 1)) + new Vector<long>(Root)
        );
        var f = m - Vector<double>.One;
        var s = f / (f + new Vector<double>(2.0));
        var half = f * f * 0.5;
        var rest = s * (half + Series(s * s));
        var low = Vector.FusedMultiplyAdd(k, new(1.90821492927058770002e-10), rest);
        return k * 6.93147180369123816490e-1 - ((half - low) - f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Series(Vector<double> z)
    {
        var w = z * z;
        var even = Fused(w, new(1.531383769920937332e-1), 2.222219843214978396e-1);
        even = Fused(w, even, 3.999999999940941908e-1);
        var odd = Fused(w, new(1.479819860511658591e-1), 1.818357216161805012e-1);
        odd = Fused(w, odd, 2.857142874366239149e-1);
        odd = Fused(w, odd, 6.666666666666735130e-1);
        return Vector.FusedMultiplyAdd(z, odd, w * even);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Fused(Vector<double> a, Vector<double> b, double c) =>
        Vector.FusedMultiplyAdd(a, b, new(c));

    /// <summary>Below the smallest ordinary number by that of a multiple; -inf at 0, NaN below it, infinity and NaN as they are.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> WithEnds(Vector<double> x, Vector<long> isOrdinary)
    {
        var isTiny = Vector.GreaterThan(x, Vector<double>.Zero) & Vector.LessThan(x, new(Smallest));
        var y = OfOrdinary(Vector.ConditionalSelect(isTiny, x * Lift, x));
        y = Vector.ConditionalSelect(isTiny, y - new Vector<double>(LogOfLift), y);
        var end = Vector.ConditionalSelect(
            Vector.Equals(x, Vector<double>.Zero),
            new(double.NegativeInfinity),
            Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), new(double.NaN), x)
        );
        return Vector.ConditionalSelect(isOrdinary | isTiny, y, end);
    }
}
