using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>The natural logarithm in float, to one unit in the last place.</summary>
/// <remarks>As in double, with a shorter series: I. L. Taylor's float version of K. C. Ng's fdlibm, e_logf.c (Cygnus Support, 1993).</remarks>
internal readonly struct SingleLog : IUnary<float>
{
    private const float Smallest = 1.17549435e-38f;
    private const float Lift = 1 << 25;
    private const int Root = 0x3F3504F3;
    private const int ToOne = 0x3F800000 - Root;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Of(Vector<float> x)
    {
        var isTiny = Vector.LessThan(x, new(Smallest));
        var lifted = Vector.ConditionalSelect(isTiny, x * Lift, x);
        var bits = Vector.AsVectorInt32(lifted) + new Vector<int>(ToOne);
        var k =
            Vector.ConvertToSingle(Vector.ShiftRightLogical(bits, 23))
            - Vector.ConditionalSelect(isTiny, new Vector<float>(127 + 25), new Vector<float>(127));
        var m = Vector.AsVectorSingle(
            (bits & new Vector<int>((1 << 23) - 1)) + new Vector<int>(Root)
        );
        var f = m - Vector<float>.One;
        var s = f / (f + new Vector<float>(2f));
        var z = s * s;
        var w = z * z;
        var series =
            z * (w * 0.28498786688f + new Vector<float>(0.66666662693f))
            + w * (w * 0.24279078841f + new Vector<float>(0.40000972152f));
        var half = f * f * 0.5f;
        var rest = s * (half + series);
        var y = k * 6.9313812256e-1f - ((half - (rest + k * 9.0580006145e-6f)) - f);
        return AtEnds(x, y);
    }

    /// <summary>-inf at 0, NaN below it, infinity and NaN as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> AtEnds(Vector<float> x, Vector<float> y)
    {
        var isOrdinary =
            Vector.GreaterThan(x, Vector<float>.Zero)
            & Vector.LessThan(x, new Vector<float>(float.PositiveInfinity));
        var end = Vector.ConditionalSelect(
            Vector.Equals(x, Vector<float>.Zero),
            new(float.NegativeInfinity),
            Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), new(float.NaN), x)
        );
        return Vector.ConditionalSelect(isOrdinary, y, end);
    }
}
