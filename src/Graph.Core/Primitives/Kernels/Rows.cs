using System.Numerics;

namespace FunctionalGrad;

/// <summary>Functions of whole rows: the axes named are moved last, where they make contiguous rows. Threads share them where there are many.</summary>
internal static unsafe class Rows
{
    /// <summary>So many numbers take tens of microseconds.</summary>
    private const int LeastShared = 1 << 16;

    /// <summary>Writes one number per row.</summary>
    public static void Fold<T>(Operands<T> x, Span<T> y, Fold<T> fold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var layout = RowLayout.Of(x);
        using var room = new Rented<T>(layout.IsContiguous ? 0 : x[0].Length);
        var rows = layout.Rows(x[0], room.Span);
        fixed (
            T* from = rows,
                to = y
        )
            Run(y.Length, rows.Length, new Folded<T>(from, layout.Length, to, fold));
    }

    /// <summary>Writes a row per row, back where it came from.</summary>
    public static void Map<T>(Operands<T> x, Span<T> y, Map<T> map)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (y.IsEmpty)
            return;
        var layout = RowLayout.Of(x);
        using var room = new Rented<T>(layout.IsContiguous ? 0 : y.Length);
        using var resultRoom = new Rented<T>(room.Span.Length);
        var rows = layout.Rows(x[0], room.Span);
        var results = layout.IsContiguous ? y : resultRoom.Span;
        fixed (
            T* from = rows,
                to = results
        )
            Run(y.Length / layout.Length, y.Length, new Mapped<T>(from, layout.Length, to, map));
        if (!layout.IsContiguous)
            layout.Back<T>(results, y);
    }

    /// <summary>Writes a row per two rows, of the first two inputs, back where they came from.</summary>
    public static void Zip<T>(Operands<T> x, Span<T> y, Zip<T> zip)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (y.IsEmpty)
            return;
        var layout = RowLayout.Of(x);
        using var leftRoom = new Rented<T>(layout.IsContiguous ? 0 : y.Length);
        using var rightRoom = new Rented<T>(leftRoom.Span.Length);
        using var resultRoom = new Rented<T>(leftRoom.Span.Length);
        ReadOnlySpan<T> left = layout.Rows(x[0], leftRoom.Span),
            right = layout.Rows(x[1], rightRoom.Span);
        var results = layout.IsContiguous ? y : resultRoom.Span;
        fixed (
            T* a = left,
                b = right,
                to = results
        )
            Run(y.Length / layout.Length, y.Length, new Zipped<T>(a, b, layout.Length, to, zip));
        if (!layout.IsContiguous)
            layout.Back<T>(results, y);
    }

    private static void Run<TRanges>(int rows, int numbers, TRanges work)
        where TRanges : struct, IRanges
    {
        if (numbers >= LeastShared)
            Workers.Run(rows, work);
        else
            work.Run(0, rows);
    }

    private readonly struct Folded<T>(T* x, int length, T* y, Fold<T> fold) : IRanges
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            for (int row = from; row < to; row++)
                y[row] = fold(new(x + (nint)row * length, length));
        }
    }

    private readonly struct Mapped<T>(T* x, int length, T* y, Map<T> map) : IRanges
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            for (int row = from; row < to; row++)
            {
                nint at = (nint)row * length;
                map(new(x + at, length), new(y + at, length));
            }
        }
    }

    private readonly struct Zipped<T>(T* a, T* b, int length, T* y, Zip<T> zip) : IRanges
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int from, int to)
        {
            for (int row = from; row < to; row++)
            {
                nint at = (nint)row * length;
                zip(new(a + at, length), new(b + at, length), new(y + at, length));
            }
        }
    }
}
