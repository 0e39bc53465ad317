using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>e^x in float, to one unit in the last place; TensorPrimitives yields 1.0000001 for e^0.</summary>
/// <remarks>x = n log 2 + r, log 2 in two parts of which n times the first is exact; e^r by a polynomial: S. Moshier, Cephes, expf.c.</remarks>
internal readonly struct SingleExp : IExp<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Of(Vector<float> x)
    {
        var y = Scale(Significand(x, out var n), n);
        return Vector.ConditionalSelect(Vector.Equals(x, x), y, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Significand(Vector<float> x, out Vector<float> n)
    {
        Reduce(x, out n, out var r);
        return Curve(r, r) + Vector<float>.One;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Reduce(Vector<float> x, out Vector<float> n, out Vector<float> r)
    {
        // Beyond these ends the result is infinite or 0, also 800 times it.
        var inside = Vector.MinNative(Vector.MaxNative(x, new(-120f)), new(89f));
        n = Vector.Floor(Fused(inside, new(1.44269504088896341f), 0.5f));
        var high = inside - n * 0.693359375f;
        var low = n * 2.12194440e-4f;
        r = high + low;
        return high - r + low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Curve(Vector<float> r, Vector<float> more)
    {
        var p = Fused(r, new(1.9875691500e-4f), 1.3981999507e-3f);
        p = Fused(p, r, 8.3334519073e-3f);
        p = Fused(p, r, 4.1665795894e-2f);
        p = Fused(p, r, 1.6666665459e-1f);
        p = Fused(p, r, 5.0000001201e-1f);
        return Vector.FusedMultiplyAdd(p * r, r, more);
    }

    /// <summary>Two factors of 2^(n/2) reach both ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Scale(Vector<float> y, Vector<float> n)
    {
        var power = Vector.ConvertToInt32(n);
        var half = Vector.ShiftRightArithmetic(power, 1);
        return y * PowerOfTwo(half) * PowerOfTwo(power - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> PowerOfTwo(Vector<float> n) => PowerOfTwo(Vector.ConvertToInt32(n));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Fused(Vector<float> a, Vector<float> b, float c) =>
        Vector.FusedMultiplyAdd(a, b, new(c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> PowerOfTwo(Vector<int> n) =>
        Vector.AsVectorSingle(Vector.ShiftLeft(n + new Vector<int>(127), 23));
}
