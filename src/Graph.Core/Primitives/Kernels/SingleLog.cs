using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>The natural logarithm in float, to one unit in the last place.</summary>
/// <remarks>As in double, with a shorter series: I. L. Taylor's float version of K. C. Ng's fdlibm, e_logf.c (Cygnus Support, 1993).</remarks>
internal readonly struct SingleLog : IUnary<float>
{
    private const float Smallest = 1.17549435e-38f;
    private const float Lift = 1 << 25;
    private const float LogOfLift = 25 * 0.69314718055994530942f;
    private const int Root = 0x3F3504F3;
    private const int ToOne = 0x3F800000 - Root;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Of(Vector<float> x)
    {
        var isOrdinary =
            Vector.GreaterThanOrEqual(x, new(Smallest))
            & Vector.LessThan(x, new(float.PositiveInfinity));
        return Vector.EqualsAll(isOrdinary, Vector<int>.AllBitsSet)
            ? OfOrdinary(x)
            : WithEnds(x, isOrdinary);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> OfOrdinary(Vector<float> x)
    {
        var bits = Vector.AsVectorInt32(x) + new Vector<int>(ToOne);
        var k = Vector.ConvertToSingle(Vector.ShiftRightLogical(bits, 23)) - new Vector<float>(127);
        var m = Vector.AsVectorSingle(
            (bits & new Vector<int>((1 << 23) - 1)) + new Vector<int>(Root)
        );
        var f = m - Vector<float>.One;
        var s = f / (f + new Vector<float>(2f));
        var z = s * s;
        var w = z * z;
        var odd = Vector.FusedMultiplyAdd(w, new(0.28498786688f), new(0.66666662693f));
        var even = Vector.FusedMultiplyAdd(w, new(0.24279078841f), new(0.40000972152f));
        var half = f * f * 0.5f;
        var rest = s * (half + Vector.FusedMultiplyAdd(z, odd, w * even));
        var low = Vector.FusedMultiplyAdd(k, new(9.0580006145e-6f), rest);
        return k * 6.9313812256e-1f - ((half - low) - f);
    }

    /// <summary>Below the smallest ordinary number by that of a multiple; -inf at 0, NaN below it, infinity and NaN as they are.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<float> WithEnds(Vector<float> x, Vector<int> isOrdinary)
    {
        var isTiny = Vector.GreaterThan(x, Vector<float>.Zero) & Vector.LessThan(x, new(Smallest));
        var y = OfOrdinary(Vector.ConditionalSelect(isTiny, x * Lift, x));
        y = Vector.ConditionalSelect(isTiny, y - new Vector<float>(LogOfLift), y);
        var end = Vector.ConditionalSelect(
            Vector.Equals(x, Vector<float>.Zero),
            new(float.NegativeInfinity),
            Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), new(float.NaN), x)
        );
        return Vector.ConditionalSelect(isOrdinary | isTiny, y, end);
    }
}
