namespace FunctionalGrad;

public sealed partial class NDArray<T>
{
    /// <summary>The given positions of the first axis, in the given order, as often as they are given.</summary>
    /// <exception cref="ShapeException">The array is a scalar, or a position lies outside its first axis.</exception>
    public NDArray<T> TakeRows(params ReadOnlySpan<int> rows)
    {
        if (Shape.Rank == 0)
            throw new ShapeException(
                "takeRows: the array is [], a scalar, which has no rows. Reshape it first?"
            );
        var row = Shape.Of(Shape.Lengths[1..]);
        var taken = new T[Shape.Of([rows.Length, .. row]).Size];
        for (int i = 0; i < rows.Length; i++)
        {
            if ((uint)rows[i] >= (uint)Shape[0])
                throw new ShapeException(
                    $"takeRows: there is no row {rows[i]} in {Shape}: rows are counted from 0 to {Shape[0] - 1}."
                );
            elements.AsSpan(rows[i] * row.Size, row.Size).CopyTo(taken.AsSpan(i * row.Size));
        }
        return new([rows.Length, .. row], taken);
    }

    /// <summary>Some neighbouring columns of a matrix.</summary>
    /// <param name="first">The first column.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ShapeException">The array is not of rank 2, or has not all of these columns.</exception>
    public NDArray<T> Columns(int first, int count)
    {
        RequireRank(2, "columns", "a matrix");
        if (first < 0 || count < 0 || count > Shape[1] - first)
            throw new ShapeException(
                $"columns: {count} columns from column {first} are not all in {Shape}, which has {Shape[1]}."
            );
        var taken = new T[Shape[0] * count];
        for (int row = 0; row < Shape[0]; row++)
            elements.AsSpan(row * Shape[1] + first, count).CopyTo(taken.AsSpan(row * count));
        return new([Shape[0], count], taken);
    }

    /// <summary>One column of a matrix, as a vector.</summary>
    /// <exception cref="ShapeException">The array is not of rank 2, or has no such column.</exception>
    public NDArray<T> Column(int column) => Columns(column, 1).Reshape([Shape[0]]);

    /// <summary>A copy as rows.</summary>
    /// <exception cref="ShapeException">The array is not of rank 2.</exception>
    public T[][] ToRows()
    {
        RequireRank(2, "toRows", "rows");
        var rows = new T[Shape[0]][];
        for (int row = 0; row < rows.Length; row++)
            rows[row] = elements.AsSpan(row * Shape[1], Shape[1]).ToArray();
        return rows;
    }
}
