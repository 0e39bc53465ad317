using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>sqrt(sum x^2), scaled by a power of two where a square would leave the range of numbers.</summary>
internal static class EuclideanNorm
{
    /// <summary>The norm of any number of elements.</summary>
    public static T Of<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        Reduce.Whole(x, OfBlock);

    /// <summary>The norm of at most <see cref="Reduce.Block"/> elements.</summary>
    public static T OfBlock<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var sum = Summation.OfProducts(x, x);
        if (IsSafe(sum) || T.IsNaN(sum))
            return T.Sqrt(sum);
        // Gradients have whole blocks of zeros: what a dead unit or a dark pixel leads to.
        int exponent = Exponent(x);
        return exponent == 0 ? T.Sqrt(sum) : Scaled(x, exponent);
    }

    private static bool IsSafe<T>(T sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        sum >= Safe<T>.Least && T.IsFinite(sum);

    private static T Scaled<T>(ReadOnlySpan<T> x, int exponent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> scaled = stackalloc T[x.Length];
        for (int i = 0; i < x.Length; i++)
            scaled[i] = T.ScaleB(x[i], -exponent);
        return T.ScaleB(T.Sqrt(Summation.OfProducts<T>(scaled, scaled)), exponent);
    }

    /// <summary>A sum of squares from here on has lost nothing to squares that are too small for a number.</summary>
    private static class Safe<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        public static readonly T Least = T.ScaleB(T.One, -T.ILogB(T.MaxValue) * 2 / 3);
    }

    /// <summary>The exponent of the largest element; 0 where squares and their sum are safe without scaling, or nothing helps.</summary>
    private static int Exponent<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var largest = Largest(x);
        if (!T.IsFinite(largest) || largest == T.Zero)
            return 0;
        int exponent = T.ILogB(largest);
        // A sum of 2^31 squares stays below the largest number, and the digits of the largest square above the smallest.
        return Math.Abs(exponent) < (T.ILogB(T.MaxValue) - 60) / 2 ? 0 : exponent;
    }

    /// <summary>The largest magnitude of numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Largest<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        var lanes = Vector<T>.Zero;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
            lanes = Vector.Max(lanes, Vector.Abs(new Vector<T>(x[i..])));
        var largest = T.Zero;
        for (int lane = 0; lane < Vector<T>.Count; lane++)
            largest = T.Max(largest, lanes[lane]);
        for (; i < x.Length; i++)
            largest = T.Max(largest, T.Abs(x[i]));
        return largest;
    }
}
