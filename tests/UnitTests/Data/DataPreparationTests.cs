namespace FunctionalGrad.UnitTests;

public class DataPreparationTests
{
    private static readonly NDArray<double> Numbered = NDArray<double>.Create(
        [10, 2],
        elements =>
        {
            for (int i = 0; i < elements.Length; i++)
                elements[i] = i;
        }
    );

    [Fact]
    public void A_split_puts_every_row_into_one_part_and_the_seed_chooses()
    {
        var (train, test) = TrainTest.Split(Numbered, 0.3, seed: 1);
        Assert.Equal([7, 2], train.Shape);
        Assert.Equal([3, 2], test.Shape);
        Assert.Equal(
            Numbered.Column(0).ToArray(),
            train.Column(0).ToArray().Concat(test.Column(0).ToArray()).Order()
        );
        foreach (double[] row in train.ToRows().Concat(test.ToRows()))
            Assert.Equal(row[0] + 1, row[1]);
        Assert.True(train.SameBits(TrainTest.Split(Numbered, 0.3, seed: 1).Train));
        Assert.False(train.SameBits(TrainTest.Split(Numbered, 0.3, seed: 2).Train));
    }

    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(double.NaN, "nan")]
    public void A_split_with_an_empty_part_is_an_error(double fraction, string text) =>
        Assert.Equal(
            $"split: {text} of the 10 rows of [10, 2] leave one of the parts empty: both must have a row.",
            Assert
                .Throws<ShapeException>(() => TrainTest.Split(Numbered, fraction, seed: 1))
                .Message
        );

    [Fact]
    public void Standardized_columns_have_mean_zero_and_variance_one_and_constant_ones_are_shifted()
    {
        var rows = NDArray.Of([
            [1e9 + 1, 5.0],
            [1e9 + 3, 5.0],
        ]);
        var standardizer = Standardizer.Of(rows);
        Assert.Equal([1e9 + 2, 5], standardizer.Mean.ToArray());
        Assert.Equal([1.0, 1.0], standardizer.Scale.ToArray());
        Assert.Equal([-1.0, 0, 1, 0], standardizer.Apply(rows).ToArray());
        Assert.Equal(
            [2.0, -5],
            standardizer
                .Apply(
                    NDArray.Of([
                        [1e9 + 4, 0.0],
                    ])
                )
                .ToArray()
        );
        Assert.Equal(
            "standardizer: the data are [3], but must be [rows, 2], like those it was made from.",
            Assert
                .Throws<ShapeException>(() => standardizer.Apply(NDArray.Of([1.0, 2.0, 3.0])))
                .Message
        );
        Assert.Equal(
            "standardizer: the data are [0, 2], but must be [rows, columns] with at least one row.",
            Assert
                .Throws<ShapeException>(() => Standardizer.Of(NDArray<double>.Fill([0, 2], 0)))
                .Message
        );
    }

    [Fact]
    public void Rows_and_columns_are_taken_as_copies()
    {
        Assert.Equal([4.0, 5, 0, 1, 4, 5], Numbered.TakeRows(2, 0, 2).ToArray());
        Assert.Equal([0, 2], Numbered.TakeRows().Shape);
        Assert.Equal([2, 2, 1], Numbered.Reshape([5, 2, 2]).TakeRows(1).Reshape([2, 2, 1]).Shape);
        Assert.Equal([1.0, 3, 5, 7, 9, 11, 13, 15, 17, 19], Numbered.Column(1).ToArray());
        Numbered.ToRows()[0][0] = 99;
        Assert.Equal(0, Numbered[0, 0]);
    }

    [Fact]
    public void Rows_and_columns_that_are_not_there_are_errors()
    {
        Check(
            () => Numbered.TakeRows(10),
            "takeRows: there is no row 10 in [10, 2]: rows are counted from 0 to 9."
        );
        Check(
            () => NDArray.Scalar(1.0).TakeRows(0),
            "takeRows: the array is [], a scalar, which has no rows. Reshape it first?"
        );
        Check(
            () => Numbered.Columns(1, 2),
            "columns: 2 columns from column 1 are not all in [10, 2], which has 2."
        );
        Check(
            () => NDArray.Of([1.0]).Columns(0, 1),
            "columns: the array is [1], of rank 1: only rank 2 makes a matrix. Reshape it first?"
        );
        Check(
            () => NDArray.Of([1.0]).ToRows(),
            "toRows: the array is [1], of rank 1: only rank 2 makes rows. Reshape it first?"
        );

        static void Check(Func<object> ask, string message) =>
            Assert.Equal(message, Assert.Throws<ShapeException>(ask).Message);
    }
}
