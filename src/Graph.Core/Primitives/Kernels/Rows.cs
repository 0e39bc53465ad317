using System.Numerics;

namespace FunctionalGrad;

/// <summary>Functions of whole rows: the axes named are moved last, where they make contiguous rows.</summary>
internal static class Rows
{
    /// <summary>Writes one number per row.</summary>
    public static void Fold<T>(Operands<T> x, Span<T> y, Fold<T> fold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var layout = RowLayout.Of(x);
        using var room = new Rented<T>(layout.IsContiguous ? 0 : x[0].Length);
        var rows = layout.Rows(x[0], room.Span);
        for (int i = 0; i < y.Length; i++)
            y[i] = fold(rows.Slice(i * layout.Length, layout.Length));
    }

    /// <summary>Writes a row per row, back where it came from.</summary>
    public static void Map<T>(Operands<T> x, Span<T> y, Map<T> map)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var layout = RowLayout.Of(x);
        using var room = new Rented<T>(layout.IsContiguous ? 0 : y.Length);
        using var resultRoom = new Rented<T>(room.Span.Length);
        var rows = layout.Rows(x[0], room.Span);
        var results = layout.IsContiguous ? y : resultRoom.Span;
        for (int at = 0; at < y.Length; at += layout.Length)
            map(rows.Slice(at, layout.Length), results.Slice(at, layout.Length));
        if (!layout.IsContiguous)
            layout.Back<T>(results, y);
    }

    /// <summary>Writes a row per two rows, of the first two inputs, back where they came from.</summary>
    public static void Zip<T>(Operands<T> x, Span<T> y, Zip<T> zip)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var layout = RowLayout.Of(x);
        using var leftRoom = new Rented<T>(layout.IsContiguous ? 0 : y.Length);
        using var rightRoom = new Rented<T>(leftRoom.Span.Length);
        using var resultRoom = new Rented<T>(leftRoom.Span.Length);
        ReadOnlySpan<T> left = layout.Rows(x[0], leftRoom.Span),
            right = layout.Rows(x[1], rightRoom.Span);
        var results = layout.IsContiguous ? y : resultRoom.Span;
        for (int at = 0; at < y.Length; at += layout.Length)
            zip(
                left.Slice(at, layout.Length),
                right.Slice(at, layout.Length),
                results.Slice(at, layout.Length)
            );
        if (!layout.IsContiguous)
            layout.Back<T>(results, y);
    }
}
