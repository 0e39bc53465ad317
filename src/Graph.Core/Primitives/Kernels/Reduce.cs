using System.Numerics;

namespace FunctionalGrad;

/// <summary>The number that a run of numbers is reduced to.</summary>
internal delegate T Fold<T>(ReadOnlySpan<T> x);

/// <summary>Associative reductions over axes, group by group of adjacent axes, last group first; nothing is transposed.</summary>
internal static class Reduce
{
    private const int RowsAtOnce = 16;

    /// <summary>Reduces with a function of a contiguous run, and with the same function of two rows, element by element.</summary>
    public static void Run<T>(Operands<T> x, Span<T> y, T empty, Fold<T> fold, Zip<T> combine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shape = x.ShapeOf(0);
        var axes = x.Get<Axes>().Values;
        if (x[0].IsEmpty)
        {
            y.Fill(empty);
            return;
        }
        var from = x[0];
        int inner = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            if (!axes.Contains(axis))
            {
                inner *= shape[axis];
                continue;
            }
            int length = shape[axis];
            while (axis > 0 && axes.Contains(axis - 1))
                length *= shape[--axis];
            var to = new T[from.Length / length];
            Group(from, length, inner, to, fold, combine);
            from = to;
        }
        from.CopyTo(y);
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
    {
        var work = new T[inner == 1 ? 0 : inner * BitOperations.Log2((uint)length + 1)];
        for (int at = 0, row = 0; at < y.Length; at += inner, row += length * inner)
            if (inner == 1)
                y[at] = fold(x.Slice(row, length));
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
