using System.Numerics;
using System.Numerics.Tensors;

namespace FunctionalGrad;

/// <summary>The kernel of prodOthersOver: products of what stands before and after each element, without division.</summary>
/// <remarks>
/// Each factor is x + e1 t1 + e2 t2 + ... with e1^2 = e2^2 = ... = 0: what stands with all the e in a product is its derivative in
/// all the directions. A product is kept as one number per set of the e, and a set is a number whose bits are its members.
/// </remarks>
internal static class ProductsOfOthers
{
    public static void Write<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (y.IsEmpty)
            return;
        var layout = RowLayout.Of(x);
        int length = layout.Length,
            sets = 1 << (x.Count - 1);
        using var room = new Rented<T>(x.Count * y.Length);
        var factors = new Factors<T>(room.Span, y.Length, x.Count);
        for (int i = 0; i < x.Count; i++)
            layout.Rows(x[i], factors[i]).CopyTo(factors[i]);
        using var othersRoom = new Rented<T>(y.Length);
        using var afterRoom = new Rented<T>((length + 1) * sets);
        using var beforeRoom = new Rented<T>(sets);
        Span<T> others = othersRoom.Span,
            after = afterRoom.Span,
            before = beforeRoom.Span;
        for (int row = 0; row < y.Length; row += length)
        {
            var part = others.Slice(row, length);
            Row(factors, row, length, before, after, part);
            // With as many directions as others no factor is left in the products, and a NaN among them would be forgotten.
            if (x.Count >= length && HasNaN(factors, row, length))
                part.Fill(T.NaN);
        }
        layout.Back<T>(others, y);
    }

    private static void Row<T>(
        Factors<T> factors,
        int row,
        int length,
        Span<T> before,
        Span<T> after,
        Span<T> others
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int sets = before.Length;
        One(after[(length * sets)..]);
        for (int i = length - 1; i > 0; i--)
            Times(after.Slice((i + 1) * sets, sets), factors, row + i, after.Slice(i * sets, sets));
        One(before);
        for (int i = 0; i < length; i++)
        {
            var rest = after.Slice((i + 1) * sets, sets);
            var sum = before[0] * rest[^1];
            for (int set = 1; set < sets; set++)
                sum += before[set] * rest[sets - 1 - set];
            others[i] = sum;
            Times(before, factors, row + i, before);
        }
    }

    /// <summary>The product with one factor; larger sets first, so that it may be written in place.</summary>
    private static void Times<T>(ReadOnlySpan<T> product, Factors<T> factors, int at, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int set = product.Length - 1; set >= 0; set--)
        {
            var sum = product[set] * factors[0][at];
            for (int direction = 1; direction < factors.Count; direction++)
                if ((set & (1 << (direction - 1))) is var member and not 0)
                    sum += product[set ^ member] * factors[direction][at];
            y[set] = sum;
        }
    }

    private static void One<T>(Span<T> product)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        product.Clear();
        product[0] = T.One;
    }

    private static bool HasNaN<T>(Factors<T> factors, int row, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < factors.Count; i++)
            if (TensorPrimitives.IsNaNAny<T>(factors[i].Slice(row, length)))
                return true;
        return false;
    }

    /// <summary>The factors and their directions, each as rows one after another.</summary>
    private readonly ref struct Factors<T>(Span<T> elements, int size, int count)
    {
        private readonly Span<T> elements = elements;

        public int Count => count;

        public Span<T> this[int i] => elements.Slice(i * size, size);
    }
}
