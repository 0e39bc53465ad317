namespace FunctionalGrad;

/// <summary>Copies from a strided view to a dense array, and back.</summary>
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
        where T : unmanaged => new StridedView(offset, strides, shape).Copy(x, y);

    /// <summary>Writes dense x, of the given shape, to where its first element lies at the offset and the others in the strides, the last of them 1.</summary>
    public static void Place<T>(
        ReadOnlySpan<T> x,
        Shape shape,
        Span<T> y,
        int offset,
        ReadOnlySpan<int> strides
    )
    {
        int inner = shape.Rank == 0 ? 1 : shape[^1];
        for (int at = 0; at < x.Length; at += inner)
        {
            int to = offset;
            for (int axis = shape.Rank - 2, row = at / inner; axis >= 0; axis--)
            {
                row = Math.DivRem(row, shape[axis], out int index);
                to += index * strides[axis];
            }
            x.Slice(at, inner).CopyTo(y[to..]);
        }
    }
}
