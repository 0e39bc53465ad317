using System.Numerics;

namespace FunctionalGrad;

/// <summary>Functions of whole rows: the axes named are moved last, where they make contiguous rows.</summary>
internal static class Rows
{
    /// <summary>Writes one number per row.</summary>
    public static void Fold<T>(Operands<T> x, Span<T> y, Fold<T> fold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (shape, order, length) = Layout(x);
        var rows = Permuted(x[0], shape, order);
        for (int i = 0; i < y.Length; i++)
            y[i] = fold(rows.Slice(i * length, length));
    }

    /// <summary>Writes a row per row, back where it came from.</summary>
    public static void Map<T>(Operands<T> x, Span<T> y, Map<T> map)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (shape, order, length) = Layout(x);
        var rows = Permuted(x[0], shape, order);
        bool inPlace = IsIdentity(order);
        var results = inPlace ? y : new T[y.Length];
        for (int at = 0; at < y.Length; at += length)
            map(rows.Slice(at, length), results.Slice(at, length));
        if (inPlace)
            return;
        Back<T>(results, shape, order).CopyTo(y);
    }

    /// <summary>Rows that <see cref="Permuted"/> made contiguous, back in the order of the axes.</summary>
    public static ReadOnlySpan<T> Back<T>(ReadOnlySpan<T> rows, Shape shape, int[] order)
    {
        var back = new int[order.Length];
        for (int axis = 0; axis < order.Length; axis++)
            back[order[axis]] = axis;
        return Permuted(rows, Shape.Of(Array.ConvertAll(order, axis => shape[axis])), back);
    }

    /// <summary>The shape of the first input, the order that moves its reduced axes last, and the length of a row of them.</summary>
    public static (Shape Shape, int[] Order, int Length) Layout<T>(Operands<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shape = x.ShapeOf(0);
        var axes = x.Get<Axes>().Values;
        var kept = Enumerable.Range(0, shape.Rank).Where(axis => !axes.Contains(axis));
        return (shape, [.. kept, .. axes], axes.Aggregate(1, (n, axis) => n * shape[axis]));
    }

    /// <summary>The elements with the axes in another order.</summary>
    public static ReadOnlySpan<T> Permuted<T>(ReadOnlySpan<T> x, Shape shape, int[] order)
    {
        if (IsIdentity(order))
            return x;
        var strides = shape.Strides();
        var moved = new T[x.Length];
        Strided.Copy(
            x,
            0,
            Array.ConvertAll(order, axis => strides[axis]),
            Shape.Of(Array.ConvertAll(order, axis => shape[axis])),
            moved
        );
        return moved;
    }

    private static bool IsIdentity(int[] order) =>
        order.AsSpan().SequenceEqual([.. Enumerable.Range(0, order.Length)]);
}
