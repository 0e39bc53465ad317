using System.Numerics;

namespace FunctionalGrad;

/// <summary>Parts a data set into rows to train on and rows held out.</summary>
public static class TrainTest
{
    /// <summary>Parts the rows at random: a pure function of the rows and the seed.</summary>
    /// <param name="rows">The data, a row an example; labels as a further column, so that they go with their rows.</param>
    /// <param name="testFraction">Which part is held out, between 0 and 1; the number of rows is rounded.</param>
    /// <param name="seed">Chooses the rows.</param>
    /// <returns>Both parts, their rows in random order.</returns>
    /// <exception cref="ShapeException">The array is a scalar, or one of the parts would be empty.</exception>
    public static (NDArray<T> Train, NDArray<T> Test) Split<T>(
        NDArray<T> rows,
        double testFraction,
        long seed
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        int count = rows.Shape.Rank == 0 ? 0 : rows.Shape[0];
        double held = Math.Round(count * testFraction);
        if (!(held >= 1 && held < count))
            throw new ShapeException(
                $"split: {Literal.Format(testFraction)} of the {count} rows of {rows.Shape} leave one of the parts empty: both must have a row."
            );
        var order = new SeededRandom(seed, "split").Permutation(count).AsSpan();
        return (rows.TakeRows(order[(int)held..]), rows.TakeRows(order[..(int)held]));
    }
}
