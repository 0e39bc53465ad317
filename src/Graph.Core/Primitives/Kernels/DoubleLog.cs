using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>The natural logarithm in double, to one unit in the last place.</summary>
/// <remarks>
/// x = 2^k m with m between sqrt(1/2) and sqrt 2; with f = m - 1 and s = f / (2 + f), log m = f - f^2/2 + s (f^2/2 + R(s^2)), k log 2 in two
/// parts of which the first is exact: K. C. Ng, fdlibm, e_log.c (Sun Microsystems, 1993). No operation is fused that a platform may lack.
/// </remarks>
internal readonly struct DoubleLog : IUnary<double>
{
    private const double Smallest = 2.2250738585072014e-308;
    private const double Lift = 1L << 54;

    /// <summary>The bits of sqrt(1/2), and what lies between them and those of 1.</summary>
    private const long Root = 0x3FE6A09E00000000;

    private const long ToOne = 0x3FF0000000000000 - Root;

    /// <summary>2^52: a whole number below it stands in the lowest bits of the sum.</summary>
    private const double Whole = 1L << 52;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<double> Of(Vector<double> x)
    {
        var isTiny = Vector.LessThan(x, new(Smallest));
        var lifted = Vector.ConditionalSelect(isTiny, x * Lift, x);
        var bits = Vector.AsVectorInt64(lifted) + new Vector<long>(ToOne);
        var exponent = Vector.AsVectorDouble(
            Vector.ShiftRightLogical(bits, 52) | Vector.AsVectorInt64(new Vector<double>(Whole))
        );
        var k =
            exponent
            - Vector.ConditionalSelect(
                isTiny,
                new Vector<double>(Whole + 1023 + 54),
                new Vector<double>(Whole + 1023)
            );
        var m = Vector.AsVectorDouble(
            (bits & new Vector<long>((1L << 52) - 1)) + new Vector<long>(Root)
        );
        var f = m - Vector<double>.One;
        var s = f / (f + new Vector<double>(2.0));
        var half = f * f * 0.5;
        var rest = s * (half + Series(s * s));
        var y =
            k * 6.93147180369123816490e-1 - ((half - (rest + k * 1.90821492927058770002e-10)) - f);
        return AtEnds(x, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Series(Vector<double> z)
    {
        var w = z * z;
        var even = w * 1.531383769920937332e-1 + new Vector<double>(2.222219843214978396e-1);
        even = w * even + new Vector<double>(3.999999999940941908e-1);
        var odd = w * 1.479819860511658591e-1 + new Vector<double>(1.818357216161805012e-1);
        odd = w * odd + new Vector<double>(2.857142874366239149e-1);
        odd = w * odd + new Vector<double>(6.666666666666735130e-1);
        return z * odd + w * even;
    }

    /// <summary>-inf at 0, NaN below it, infinity and NaN as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> AtEnds(Vector<double> x, Vector<double> y)
    {
        var isOrdinary =
            Vector.GreaterThan(x, Vector<double>.Zero)
            & Vector.LessThan(x, new Vector<double>(double.PositiveInfinity));
        var end = Vector.ConditionalSelect(
            Vector.Equals(x, Vector<double>.Zero),
            new(double.NegativeInfinity),
            Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), new(double.NaN), x)
        );
        return Vector.ConditionalSelect(isOrdinary, y, end);
    }
}
