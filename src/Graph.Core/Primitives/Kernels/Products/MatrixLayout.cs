namespace FunctionalGrad;

/// <summary>Where the elements of a matrix lie in a span: its first, the steps to the next row and column, and to the next matrix of a batch.</summary>
internal readonly record struct MatrixLayout(
    int Offset,
    int RowStride,
    int ColumnStride,
    int BatchStride = 0
)
{
    /// <summary>Dense matrices, row by row.</summary>
    public static MatrixLayout Dense(int rows, int columns) => new(0, columns, 1, rows * columns);

    /// <summary>The same elements, transposed.</summary>
    public MatrixLayout Transposed() =>
        this with
        {
            RowStride = ColumnStride,
            ColumnStride = RowStride,
        };

    /// <summary>Whether all elements lie within a span.</summary>
    public bool FitsIn(int length, int rows, int columns, int batches)
    {
        if (rows == 0 || columns == 0 || batches == 0)
            return true;
        long down = (long)RowStride * (rows - 1),
            across = (long)ColumnStride * (columns - 1),
            along = (long)BatchStride * (batches - 1);
        long least = Offset + Math.Min(down, 0) + Math.Min(across, 0) + Math.Min(along, 0);
        long most = Offset + Math.Max(down, 0) + Math.Max(across, 0) + Math.Max(along, 0);
        return least >= 0 && most < length;
    }
}
