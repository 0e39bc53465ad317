namespace FunctionalGrad;

/// <summary>Copies between a dense array and a strided view: broadcast, permute, slice and pad are views.</summary>
internal static class Strided
{
    /// <summary>Writes the view of x that has the given strides and shape, dense, to y.</summary>
    public static void Copy<T>(
        ReadOnlySpan<T> x,
        int offset,
        ReadOnlySpan<int> strides,
        Shape shape,
        Span<T> y
    )
    {
        if (shape.Size == 0)
            return;
        if (shape.Rank == 0)
        {
            y[0] = x[offset];
            return;
        }
        int inner = shape[^1],
            step = strides[^1];
        var index = new int[shape.Rank - 1];
        for (int at = 0; at < y.Length; at += inner)
        {
            Row(x, offset, step, y.Slice(at, inner));
            offset = Advance(index, strides, shape, offset);
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
        if (shape.Size == 0)
            return;
        int inner = shape.Rank == 0 ? 1 : shape[^1];
        var index = new int[Math.Max(0, shape.Rank - 1)];
        for (int at = 0; at < x.Length; at += inner)
        {
            x.Slice(at, inner).CopyTo(y[offset..]);
            offset = Advance(index, strides, shape, offset);
        }
    }

    /// <summary>The offset of the next row, in row-major order of the axes before the last.</summary>
    private static int Advance(int[] index, ReadOnlySpan<int> strides, Shape shape, int offset)
    {
        for (int axis = index.Length - 1; axis >= 0; axis--)
        {
            offset += strides[axis];
            if (++index[axis] < shape[axis])
                return offset;
            offset -= strides[axis] * shape[axis];
            index[axis] = 0;
        }
        return offset;
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
