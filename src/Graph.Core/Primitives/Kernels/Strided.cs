namespace FunctionalGrad;

/// <summary>Copies between a dense array and a strided view: broadcast, permute, slice and pad are views.</summary>
internal static class Strided
{
    private const int Tile = 8;

    /// <summary>Writes the view of x that has the given strides and shape, dense, to y.</summary>
    public static void Copy<T>(
        ReadOnlySpan<T> x,
        int offset,
        ReadOnlySpan<int> strides,
        Shape shape,
        Span<T> y
    )
    {
        if (y.IsEmpty)
            return;
        var (lengths, steps) = Merged(shape, strides);
        int last = lengths.Length - 1;
        bool transposed = last > 0 && steps[last] > 1 && steps[last - 1] == 1;
        int outer = transposed ? last - 1 : last,
            size = transposed ? lengths[last - 1] * lengths[last] : lengths[last];
        var index = new int[outer];
        for (int at = 0; at < y.Length; at += size)
        {
            if (transposed)
                Transpose(x[offset..], steps[last], y.Slice(at, size), lengths[last]);
            else
                Row(x, offset, steps[last], y.Slice(at, size));
            offset = Advance(index, steps, lengths, offset);
        }
    }

    /// <summary>Writes dense x, of the given shape, to the view of y that has the given strides, the last of them 1.</summary>
    public static void Place<T>(
        ReadOnlySpan<T> x,
        Shape shape,
        Span<T> y,
        int offset,
        ReadOnlySpan<int> strides
    )
    {
        if (x.IsEmpty)
            return;
        int inner = shape.Rank == 0 ? 1 : shape[^1];
        var index = new int[Math.Max(0, shape.Rank - 1)];
        for (int at = 0; at < x.Length; at += inner)
        {
            x.Slice(at, inner).CopyTo(y[offset..]);
            offset = Advance(index, strides, shape.Lengths, offset);
        }
    }

    /// <summary>The same view with neighbouring axes that are one run made one, and axes of length 1 left out.</summary>
    private static (int[] Lengths, int[] Steps) Merged(Shape shape, ReadOnlySpan<int> strides)
    {
        var axes = new List<(int Length, int Step)>(shape.Rank);
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            var (length, step) = (shape[axis], strides[axis]);
            if (length == 1)
                continue;
            if (axes.Count > 0 && axes[^1].Step == step * length)
                axes[^1] = (axes[^1].Length * length, step);
            else
                axes.Add((length, step));
        }
        if (axes.Count == 0)
            axes.Add((1, 1));
        return ([.. axes.Select(axis => axis.Length)], [.. axes.Select(axis => axis.Step)]);
    }

    /// <summary>The offset of the next row, in row-major order of the outer axes, which the index counts.</summary>
    private static int Advance(
        int[] index,
        ReadOnlySpan<int> strides,
        ReadOnlySpan<int> lengths,
        int offset
    )
    {
        for (int axis = index.Length - 1; axis >= 0; axis--)
        {
            offset += strides[axis];
            if (++index[axis] < lengths[axis])
                return offset;
            offset -= strides[axis] * lengths[axis];
            index[axis] = 0;
        }
        return offset;
    }

    /// <summary>Columns of x made rows of y, tile by tile, so that what is read and what is written both stay in cache.</summary>
    private static void Transpose<T>(ReadOnlySpan<T> x, int step, Span<T> y, int columns)
    {
        int rows = y.Length / columns;
        for (int top = 0; top < rows; top += Tile)
        for (int left = 0; left < columns; left += Tile)
        {
            int bottom = Math.Min(top + Tile, rows),
                right = Math.Min(left + Tile, columns);
            for (int row = top; row < bottom; row++)
            {
                var target = y.Slice(row * columns + left, right - left);
                int from = left * step + row;
                for (int column = 0; column < target.Length; column++, from += step)
                    target[column] = x[from];
            }
        }
    }

    private static void Row<T>(ReadOnlySpan<T> x, int offset, int step, Span<T> y)
    {
        if (step == 1)
            x.Slice(offset, y.Length).CopyTo(y);
        else if (step == 0)
            y.Fill(x[offset]);
        else
            for (int i = 0; i < y.Length; i++, offset += step)
                y[i] = x[offset];
    }
}
