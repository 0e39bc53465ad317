using System.Numerics;
using System.Numerics.Tensors;

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

    private static T InBlock<T>(ReadOnlySpan<T> x)
        where T : unmanaged, INumberBase<T>
    {
        int lanes = Vector<T>.Count,
            i = 0;
        var sum = T.Zero;
        if (x.Length >= 4 * lanes)
        {
            Vector<T> a = default,
                b = default,
                c = default,
                d = default;
            for (; i <= x.Length - 4 * lanes; i += 4 * lanes)
            {
                a += new Vector<T>(x[i..]);
                b += new Vector<T>(x[(i + lanes)..]);
                c += new Vector<T>(x[(i + 2 * lanes)..]);
                d += new Vector<T>(x[(i + 3 * lanes)..]);
            }
            sum = Vector.Sum((a + b) + (c + d));
        }
        for (; i < x.Length; i++)
            sum += x[i];
        return sum;
    }

    /// <summary>Writes the sum of a[i] b[i] to every element of y.</summary>
    public static void CopiesOfDot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Multiply(a, b, y);
        y.Fill(Of<T>(y));
    }

    /// <summary>The sum of a[i] b[i].</summary>
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
        Vector<T> even = default,
            odd = default;
        for (; i <= a.Length - 2 * lanes; i += 2 * lanes)
        {
            even += new Vector<T>(a[i..]) * new Vector<T>(b[i..]);
            odd += new Vector<T>(a[(i + lanes)..]) * new Vector<T>(b[(i + lanes)..]);
        }
        var sum = Vector.Sum(even + odd);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
