using System.Numerics;

namespace FunctionalGrad;

/// <summary>The number that a run of numbers is reduced to.</summary>
internal delegate T Fold<T>(ReadOnlySpan<T> x);

/// <summary>Associative reductions over axes, group by group of adjacent axes, last group first; nothing is transposed.</summary>
internal static class Reduce
{
    /// <summary>How many numbers of a run are reduced one after another.</summary>
    public const int Block = 256;

    /// <summary>How many rows are combined one after another.</summary>
    public const int RowsAtOnce = 16;

    /// <summary>Reduces with a function of a contiguous run, and with the same function of two rows, element by element.</summary>
    public static void Run<T>(Operands<T> x, Span<T> y, T empty, Fold<T> fold, Zip<T> combine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shape = x.ShapeOf(0);
        var axes = x.Get<Axes>().Values.Span;
        if (x[0].IsEmpty)
        {
            y.Fill(empty);
            return;
        }
        var from = x[0];
        using var evenRoom = new Rented<T>(RoomBeyondFirst(shape, axes));
        using var oddRoom = new Rented<T>(evenRoom.Span.Length);
        bool even = true;
        int inner = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            if (!axes.Contains(axis))
            {
                inner *= shape[axis];
                continue;
            }
            int length = shape[axis];
            while (axis > 0 && Joins(shape, axes, axis - 1))
                length *= shape[--axis];
            int made = from.Length / length;
            var to =
                made == y.Length ? y
                : even ? evenRoom.Span[..made]
                : oddRoom.Span[..made];
            Group(from, length, inner, to, fold, combine);
            from = to;
            even = !even;
            if (made == y.Length)
                return;
        }
        from.CopyTo(y);
    }

    /// <summary>How many numbers are left when the last group of axes is reduced, where other groups remain.</summary>
    private static int RoomBeyondFirst(Shape shape, ReadOnlySpan<int> axes)
    {
        int left = shape.Size,
            groups = 0,
            room = 0;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            if (!axes.Contains(axis))
                continue;
            left /= shape[axis];
            while (axis > 0 && Joins(shape, axes, axis - 1))
                left /= shape[--axis];
            if (++groups == 1)
                room = left;
        }
        return groups > 1 ? room : 0;
    }

    /// <summary>Whether an axis belongs to the group inside of it; one of length 1 parts nothing, so that what lies in one run is one run.</summary>
    private static bool Joins(Shape shape, ReadOnlySpan<int> axes, int axis) =>
        shape[axis] == 1 || axes.Contains(axis);

    /// <summary>A contiguous run in blocks, combined pairwise: what a program that cuts it into tiles of whole blocks computes too.</summary>
    public static T Whole<T>(ReadOnlySpan<T> x, Fold<T> fold, Zip<T> combine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Length <= Block)
            return fold(x);
        if (SharedReduction.Pays(x.Length))
            return SharedReduction.Whole(x, fold, combine);
        int half = Half(x.Length);
        T a = Whole(x[..half], fold, combine),
            b = Whole(x[half..], fold, combine);
        combine(new(in a), new(in b), new(ref a));
        return a;
    }

    /// <summary>The same of a run of the given length whose blocks are already reduced.</summary>
    public static T OfBlocks<T>(ReadOnlySpan<T> blocks, int length, Zip<T> combine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (length <= Block)
            return blocks[0];
        int half = Half(length);
        T a = OfBlocks(blocks[..(half / Block)], half, combine),
            b = OfBlocks(blocks[(half / Block)..], length - half, combine);
        combine(new(in a), new(in b), new(ref a));
        return a;
    }

    private static int Half(int length) => (length / 2 + Block - 1) / Block * Block;

    /// <summary>Reduces the middle axis of [outer, length, inner].</summary>
    private static void Group<T>(
        ReadOnlySpan<T> x,
        int length,
        int inner,
        Span<T> y,
        Fold<T> fold,
        Zip<T> combine
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (SharedReduction.Pays(x.Length))
            SharedReduction.Group(x, length, inner, y, fold, combine);
        else
            Part(x, length, inner, y, 0, y.Length, fold, combine);
    }

    /// <summary>The results from one to another.</summary>
    public static void Part<T>(
        ReadOnlySpan<T> x,
        int length,
        int inner,
        Span<T> y,
        int from,
        int to,
        Fold<T> fold,
        Zip<T> combine
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (inner == 1)
        {
            for (int at = from; at < to; at++)
                y[at] = Whole(x.Slice(at * length, length), fold, combine);
            return;
        }
        using var room = new Rented<T>(RoomToCombine(length, Math.Min(inner, to - from)));
        for (int at = from, width; at < to; at += width)
        {
            int outer = Math.DivRem(at, inner, out int column);
            width = Math.Min(inner - column, to - at);
            Combine(
                x[(outer * length * inner + column)..],
                length,
                inner,
                y.Slice(at, width),
                room.Span,
                combine
            );
        }
    }

    /// <summary>How much room it takes to combine so many rows.</summary>
    public static int RoomToCombine(int rows, int width) =>
        width * BitOperations.Log2((uint)rows + 1);

    /// <summary>Combines rows, so far apart, pairwise: halves first, so that a sum keeps its accuracy.</summary>
    public static void Combine<T>(
        ReadOnlySpan<T> x,
        int rows,
        int step,
        Span<T> y,
        Span<T> work,
        Zip<T> combine
    )
    {
        int width = y.Length;
        if (rows > RowsAtOnce)
        {
            int half = rows / 2;
            Combine(x, half, step, y, work, combine);
            Combine(x[(half * step)..], rows - half, step, work[..width], work[width..], combine);
            combine(y, work[..width], y);
            return;
        }
        x[..width].CopyTo(y);
        for (int row = 1; row < rows; row++)
            combine(y, x.Slice(row * step, width), y);
    }
}
