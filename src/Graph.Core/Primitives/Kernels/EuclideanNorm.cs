using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>sqrt(sum x^2), scaled by a power of two where a square would leave the range of numbers.</summary>
internal static class EuclideanNorm
{
    /// <summary>The norm of any number of elements.</summary>
    public static T Of<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        Reduce.Whole(x, OfBlock, OfTwo);

    /// <summary>The norm of at most <see cref="Reduce.Block"/> elements.</summary>
    public static T OfBlock<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var sum = Summation.OfProducts(x, x);
        return IsSafe(sum) ? T.Sqrt(sum) : Scaled(x);
    }

    /// <summary>The norms of what two norms were made of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfTwo<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        for (int i = 0; i < y.Length; i++)
        {
            var sum = a[i] * a[i] + b[i] * b[i];
            y[i] = IsSafe(sum) ? T.Sqrt(sum) : Scaled<T>([a[i], b[i]]);
        }
    }

    private static bool IsSafe<T>(T sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        sum >= Safe<T>.Least && T.IsFinite(sum);

    private static T Scaled<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        int exponent = Exponent(x);
        Span<T> scaled = stackalloc T[x.Length];
        x.CopyTo(scaled);
        for (int i = 0; exponent != 0 && i < x.Length; i++)
            scaled[i] = T.ScaleB(x[i], -exponent);
        var norm = T.Sqrt(Summation.OfProducts<T>(scaled, scaled));
        return exponent == 0 ? norm : T.ScaleB(norm, exponent);
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
        var largest = T.Zero;
        foreach (var element in x)
            largest = T.Max(largest, T.Abs(element));
        if (!T.IsFinite(largest) || largest == T.Zero)
            return 0;
        int exponent = T.ILogB(largest);
        // A sum of 2^31 squares stays below the largest number, and the digits of the largest square above the smallest.
        return Math.Abs(exponent) < (T.ILogB(T.MaxValue) - 60) / 2 ? 0 : exponent;
    }
}
