using System.Numerics;

namespace FunctionalGrad;

/// <summary>The number that a run of numbers is reduced to.</summary>
internal delegate T Fold<T>(ReadOnlySpan<T> x);

/// <summary>Associative reductions over axes, group by group of adjacent axes, last group first; nothing is transposed.</summary>
internal static class Reduce
{
    /// <summary>How many numbers of a run are reduced one after another.</summary>
    public const int Block = 256;

    private const int RowsAtOnce = 16;

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
        using var room = new Rented<T>(
            inner == 1 ? 0 : inner * BitOperations.Log2((uint)length + 1)
        );
        var work = room.Span;
        for (int at = 0, row = 0; at < y.Length; at += inner, row += length * inner)
            if (inner == 1)
                y[at] = Whole(x.Slice(row, length), fold, combine);
            else
                Combine(x.Slice(row, length * inner), y.Slice(at, inner), work, combine);
    }

    /// <summary>Combines rows pairwise: halves first, so that a sum keeps its accuracy.</summary>
    private static void Combine<T>(ReadOnlySpan<T> x, Span<T> y, Span<T> work, Zip<T> combine)
    {
        int inner = y.Length,
            rows = x.Length / inner;
        if (rows > RowsAtOnce)
        {
            int half = rows / 2 * inner;
            Combine(x[..half], y, work, combine);
            Combine(x[half..], work[..inner], work[inner..], combine);
            combine(y, work[..inner], y);
            return;
        }
        x[..inner].CopyTo(y);
        for (int at = inner; at < x.Length; at += inner)
            combine(y, x.Slice(at, inner), y);
    }
}
