using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>e^x in double, to one unit in the last place, by multiplications that are always fused with the additions they are for.</summary>
/// <remarks>
/// TensorPrimitives.Exp fuses them once the JIT has optimised it and not before, so that its last bits change while a program runs.
/// x = n log 2 + r with |r| at most log 2 / 2, log 2 in two parts of which n times the first is exact (W. Cody, W. Waite, Software
/// Manual for the Elementary Functions, 1980); e^r = (1 + r) + r^2 / 2! + ... + r^13 / 13!, and what rounding takes from r and 1 + r is added to the small part.
/// </remarks>
internal readonly struct DoubleExp : IExp<double>
{
    /// <summary>1.5 * 2^52: in a sum with it a whole number stands in the lowest bits.</summary>
    private const double Whole = 6755399441055744;

    private const int Bias = 1023;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<double> Of(Vector<double> x)
    {
        var y = Scale(Significand(x, out var n), n);
        return Vector.ConditionalSelect(Vector.Equals(x, x), y, x);
    }

    /// <summary>e^(x + carry) for a carry of the size of the rounding of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<double> Of(Vector<double> x, Vector<double> carry)
    {
        var lost = Reduce(x, out var n, out var r);
        var sum = r + carry;
        return Scale(FromOne(sum, lost + (r - sum + carry)), n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<double> Significand(Vector<double> x, out Vector<double> n)
    {
        var lost = Reduce(x, out n, out var r);
        return FromOne(r, lost);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<double> FromOne(Vector<double> r, Vector<double> lost)
    {
        var one = Vector<double>.One + r;
        return one + Curve(r, lost + (r - (one - Vector<double>.One)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<double> Reduce(Vector<double> x, out Vector<double> n, out Vector<double> r)
    {
        // Beyond these ends the result is infinite or 0, also 800 times it.
        var inside = Vector.MinNative(Vector.MaxNative(x, new(-800.0)), new(750.0));
        n = Vector.Floor(Fused(inside, new(1.4426950408889634), 0.5));
        var high = inside - n * 6.93147180369123816490e-1;
        var low = n * 1.90821492927058770002e-10;
        r = high - low;
        return high - r - low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<double> Curve(Vector<double> r, Vector<double> more) =>
        Vector.FusedMultiplyAdd(Tail(r) * r, r, more);

    /// <summary>Two factors of 2^(n/2) reach both ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<double> Scale(Vector<double> y, Vector<double> n)
    {
        var half = Vector.Floor(n * 0.5);
        return y * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <summary>1 / 2! + r / 3! + ... + r^11 / 13!.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Tail(Vector<double> r)
    {
        var tail = Fused(r, new(1.0 / 6227020800), 1.0 / 479001600);
        tail = Fused(tail, r, 1.0 / 39916800);
        tail = Fused(tail, r, 1.0 / 3628800);
        tail = Fused(tail, r, 1.0 / 362880);
        tail = Fused(tail, r, 1.0 / 40320);
        tail = Fused(tail, r, 1.0 / 5040);
        tail = Fused(tail, r, 1.0 / 720);
        tail = Fused(tail, r, 1.0 / 120);
        tail = Fused(tail, r, 1.0 / 24);
        tail = Fused(tail, r, 1.0 / 6);
        return Fused(tail, r, 0.5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Fused(Vector<double> a, Vector<double> b, double c) =>
        Vector.FusedMultiplyAdd(a, b, new(c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<double> PowerOfTwo(Vector<double> n) =>
        Vector.AsVectorDouble(
            Vector.ShiftLeft(Vector.AsVectorInt64(n + new Vector<double>(Whole + Bias)), 52)
        );
}
