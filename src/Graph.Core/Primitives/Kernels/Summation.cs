using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FunctionalGrad;

/// <summary>Pairwise summation: the error grows with the logarithm of the number of terms, and the order is always the same.</summary>
/// <remarks>TensorPrimitives.Sum is not used: its order depends on where the array happens to lie in memory.</remarks>
internal static class Summation
{
    private const int Block = 256;

    /// <summary>The sum of all elements.</summary>
    public static T Of<T>(ReadOnlySpan<T> x)
        where T : unmanaged, INumberBase<T>
    {
        if (x.Length <= Block)
            return InBlock(x);
        int half = (x.Length / 2 + Block - 1) / Block * Block;
        return Of(x[..half]) + Of(x[half..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T InBlock<T>(ReadOnlySpan<T> x)
        where T : unmanaged, INumberBase<T>
    {
        int lanes = Vector<T>.Count,
            i = 0;
        var sum = T.Zero;
        if (x.Length >= 4 * lanes)
        {
            ref T at = ref MemoryMarshal.GetReference(x);
            Vector<T> s0 = default,
                s1 = default,
                s2 = default,
                s3 = default;
            for (; i <= x.Length - 4 * lanes; i += 4 * lanes)
            {
                s0 += Load(ref at, i);
                s1 += Load(ref at, i + lanes);
                s2 += Load(ref at, i + 2 * lanes);
                s3 += Load(ref at, i + 3 * lanes);
            }
            sum = Vector.Sum((s0 + s1) + (s2 + s3));
        }
        for (; i < x.Length; i++)
            sum += x[i];
        return sum;
    }

    /// <summary>Writes the sum of a[i] b[i] to every element of y.</summary>
    public static void CopiesOfDot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arithmetic.Multiply(a, b, y);
        y.Fill(Of<T>(y));
    }

    /// <summary>The sum of a[i] b[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T OfProducts<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : unmanaged, INumberBase<T>
    {
        if (a.Length > Block)
        {
            int half = (a.Length / 2 + Block - 1) / Block * Block;
            return OfProducts(a[..half], b[..half]) + OfProducts(a[half..], b[half..]);
        }
        int lanes = Vector<T>.Count,
            i = 0;
        var sum = T.Zero;
        if (a.Length >= 4 * lanes)
        {
            ref T x = ref MemoryMarshal.GetReference(a);
            ref T y = ref MemoryMarshal.GetReference(b[..a.Length]);
            Vector<T> s0 = default,
                s1 = default,
                s2 = default,
                s3 = default;
            for (; i <= a.Length - 4 * lanes; i += 4 * lanes)
            {
                s0 += Load(ref x, i) * Load(ref y, i);
                s1 += Load(ref x, i + lanes) * Load(ref y, i + lanes);
                s2 += Load(ref x, i + 2 * lanes) * Load(ref y, i + 2 * lanes);
                s3 += Load(ref x, i + 3 * lanes) * Load(ref y, i + 3 * lanes);
            }
            sum = Vector.Sum((s0 + s1) + (s2 + s3));
        }
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load<T>(ref T first, int index) =>
        Vector.LoadUnsafe(ref first, (nuint)index);
}
