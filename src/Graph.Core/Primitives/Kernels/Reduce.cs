using System.Numerics;

namespace FunctionalGrad;

/// <summary>The number that a run of numbers is reduced to.</summary>
internal delegate T Fold<T>(ReadOnlySpan<T> x);

/// <summary>Associative reductions over axes, group by group of adjacent axes, last group first; nothing is transposed.</summary>
internal static class Reduce
{
    /// <summary>How many numbers of a run are reduced one after another.</summary>
    public const int Block = 256;

    /// <summary>How many blocks are reduced together: no more than vectors hold side by side, so that a sum over all of them keeps its accuracy.</summary>
    private const int BlocksAtOnce = 32;

    /// <summary>How many rows are combined one after another.</summary>
    public const int RowsAtOnce = 16;

    /// <summary>Rows of so many numbers are combined at the speed of the arithmetic.</summary>
    private const int WideRow = 128;

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

    /// <summary>A contiguous run, block by block: what a program that cuts it into tiles of whole blocks computes too.</summary>
    public static T Whole<T>(ReadOnlySpan<T> x, Fold<T> fold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Length <= Block)
            return fold(x);
        using var blocks = new Rented<T>(BlocksOf(x.Length));
        if (SharedReduction.Pays(x.Length))
            SharedReduction.InBlocks(x, blocks.Span, fold);
        else
            InBlocks(x, blocks.Span, fold);
        return OfBlocks(blocks.Span, fold);
    }

    /// <summary>The same where the blocks are reduced already; their numbers are lost.</summary>
    public static T OfBlocks<T>(Span<T> blocks, Fold<T> fold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int left = blocks.Length, made; left > 1; left = made)
        {
            made = 0;
            for (int at = 0; at < left; at += BlocksAtOnce)
                blocks[made++] = fold(blocks[at..Math.Min(at + BlocksAtOnce, left)]);
        }
        return blocks[0];
    }

    /// <summary>How many blocks a run has, the last of them perhaps shorter.</summary>
    public static int BlocksOf(int length) => (int)(((long)length + Block - 1) / Block);

    /// <summary>Writes one number per block.</summary>
    public static void InBlocks<T>(ReadOnlySpan<T> x, Span<T> y, Fold<T> fold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int at = 0, block = 0; at < x.Length; at += Block, block++)
            y[block] = fold(x.Slice(at, Math.Min(Block, x.Length - at)));
    }

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
        int together = RowsTogether(length, inner);
        if (together > 1)
        {
            // As many narrow rows as make a wide one, then what they gave.
            int wide = together * inner;
            using var room = new Rented<T>(x.Length / length * together);
            Group(x, length / together, wide, room.Span, fold, combine);
            Part(room.Span, together, inner, y, 0, y.Length, fold, combine);
        }
        else if (SharedReduction.Pays(x.Length))
            SharedReduction.Group(x, length, inner, y, fold, combine);
        else
            Part(x, length, inner, y, 0, y.Length, fold, combine);
    }

    /// <summary>How many rows are combined as one: adding up a few numbers takes no longer than beginning to.</summary>
    private static int RowsTogether(int length, int inner)
    {
        if (inner == 1 || length < 2 * RowsAtOnce)
            return 1;
        int most = Math.Min(WideRow / inner, length / RowsAtOnce);
        while (most > 1 && length % most != 0)
            most--;
        return Math.Max(most, 1);
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
                y[at] = Whole(x.Slice(at * length, length), fold);
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
