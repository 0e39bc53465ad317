using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>e^x in float, to one unit in the last place; TensorPrimitives yields 1.0000001 for e^0.</summary>
/// <remarks>x = n log 2 + r, log 2 in two parts of which n times the first is exact; e^r by a polynomial: S. Moshier, Cephes, expf.c.</remarks>
internal readonly struct SingleExp : IUnary<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Of(Vector<float> x)
    {
        // Beyond these ends the result is infinite or 0; two factors of 2^(n/2) reach both.
        var inside = Vector.MinNative(Vector.MaxNative(x, new(-104f)), new(89f));
        var n = Vector.Floor(Fused(inside, new(1.44269504088896341f), 0.5f));
        var r = inside - n * 0.693359375f + n * 2.12194440e-4f;
        var p = Fused(r, new(1.9875691500e-4f), 1.3981999507e-3f);
        p = Fused(p, r, 8.3334519073e-3f);
        p = Fused(p, r, 4.1665795894e-2f);
        p = Fused(p, r, 1.6666665459e-1f);
        p = Fused(p, r, 5.0000001201e-1f);
        var exp = Vector.FusedMultiplyAdd(p * r, r, r) + Vector<float>.One;
        var power = Vector.ConvertToInt32(n);
        var half = Vector.ShiftRightArithmetic(power, 1);
        var y = exp * PowerOfTwo(half) * PowerOfTwo(power - half);
        return Vector.ConditionalSelect(Vector.Equals(x, x), y, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Fused(Vector<float> a, Vector<float> b, float c) =>
        Vector.FusedMultiplyAdd(a, b, new(c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> PowerOfTwo(Vector<int> n) =>
        Vector.AsVectorSingle(Vector.ShiftLeft(n + new Vector<int>(127), 23));
}
