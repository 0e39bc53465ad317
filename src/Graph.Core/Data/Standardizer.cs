namespace FunctionalGrad;

/// <summary>Shifts and scales each column so that the rows it was made from have mean 0 and variance 1.</summary>
/// <remarks>Made from the rows to train on, applied to all: the held-out rows must not be looked at. A constant column is only shifted.</remarks>
/// <param name="Mean">The mean of each column.</param>
/// <param name="Scale">The standard deviation of each column, with n in the denominator; 1 where that is 0.</param>
public sealed record Standardizer(NDArray<double> Mean, NDArray<double> Scale)
{
    /// <summary>The mean of each column.</summary>
    public NDArray<double> Mean { get; init; } = Argument.NotNull(Mean);

    /// <summary>The standard deviation of each column, with n in the denominator; 1 where that is 0.</summary>
    public NDArray<double> Scale { get; init; } = Argument.NotNull(Scale);

    /// <summary>The one for the given rows.</summary>
    /// <exception cref="ShapeException">The array is not of rank 2, or has no rows.</exception>
    public static Standardizer Of(NDArray<double> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Shape.Rank != 2 || rows.Shape[0] == 0)
            throw new ShapeException(
                $"standardizer: the data are {rows.Shape}, but must be [rows, columns] with at least one row."
            );
        int count = rows.Shape[0],
            columns = rows.Shape[1];
        var mean = new double[columns];
        var scale = new double[columns];
        for (int i = 0; i < rows.Span.Length; i++)
            mean[i % columns] += rows.Span[i] / count;
        // About the mean, in a second pass: the difference of two large squares would lose the digits of a small variance.
        for (int i = 0; i < rows.Span.Length; i++)
        {
            double deviation = rows.Span[i] - mean[i % columns];
            scale[i % columns] += deviation * deviation / count;
        }
        for (int column = 0; column < columns; column++)
            scale[column] = scale[column] > 0 ? Math.Sqrt(scale[column]) : 1;
        return new(NDArray.Of(mean), NDArray.Of(scale));
    }

    /// <summary>(x - mean) / scale, column by column.</summary>
    /// <exception cref="ShapeException">The number of columns is another.</exception>
    public NDArray<double> Apply(NDArray<double> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int columns = Mean.Shape[0];
        if (rows.Shape.Rank != 2 || rows.Shape[1] != columns)
            throw new ShapeException(
                $"standardizer: the data are {rows.Shape}, but must be [rows, {columns}], like those it was made from."
            );
        return NDArray<double>.Create(
            rows.Shape,
            elements =>
            {
                for (int i = 0; i < elements.Length; i++)
                    elements[i] = (rows.Span[i] - Mean.Span[i % columns]) / Scale.Span[i % columns];
            }
        );
    }
}
