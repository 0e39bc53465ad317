namespace FunctionalGrad.UnitTests.Training;

public class MinibatchesTests
{
    private static readonly Expr x = Input("x", 3, 2);
    private static readonly Expr y = Input("y", 3);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1437)]
    public void An_epoch_of_batches_of_one_goes_through_every_row_once(int rows)
    {
        var batches = Of(size: 1, rows);
        for (int epoch = 0; epoch < 3; epoch++)
            Assert.Equal(
                Enumerable.Range(0, rows),
                Enumerable
                    .Range(epoch * rows, rows)
                    .Select(step => batches.RowsAt(7, step).Single())
                    .Order()
            );
    }

    [Fact]
    public void Rows_are_a_pure_function_of_seed_and_step()
    {
        var rows = Of(size: 32, rows: 1437).RowsAt(1, 100_000_000_000);
        Assert.Equal(rows, Of(size: 32, rows: 1437).RowsAt(1, 100_000_000_000));
        Assert.NotEqual(rows, Of(size: 32, rows: 1437).RowsAt(2, 100_000_000_000));
        Assert.NotEqual(rows, Of(size: 32, rows: 1437).RowsAt(1, 100_000_000_001));
    }

    [Fact]
    public void Epochs_differ_in_order_and_each_place_sees_every_row_about_equally_often()
    {
        const int rows = 10,
            epochs = 4000;
        var batches = Of(size: 1, rows);
        var seen = new int[rows, rows];
        for (int step = 0; step < rows * epochs; step++)
            seen[step % rows, batches.RowsAt(3, step)[0]]++;
        // 400 expected, standard deviation 19: five of them either way
        Assert.All(seen.Cast<int>(), count => Assert.InRange(count, 305, 495));
    }

    [Fact]
    public void The_rows_left_over_at_the_end_of_an_epoch_are_left_out_of_it()
    {
        var batches = Of(size: 4, rows: 10);
        Assert.Equal(2, batches.PerEpoch);
        int[] epoch = [.. batches.RowsAt(1, 0), .. batches.RowsAt(1, 1)];
        Assert.Equal(8, epoch.Distinct().Count());
    }

    [Fact]
    public void All_inputs_of_a_batch_get_the_same_rows()
    {
        var xs = NDArray<double>.Of([5, 2], [0, 1, 10, 11, 20, 21, 30, 31, 40, 41]);
        var ys = NDArray<double>.Of([5], [0, 10, 20, 30, 40]);
        var batches = new Minibatches<double>((x, xs), (y, ys));
        var state = TrainingStep
            .Of(Sum(y) * Parameter("w", [], Initializer.Zeros), Optimizer.GradientDescent(1))
            .Initial<double>(5);
        var batch = batches.At(state);
        Assert.Equal(["x", "y"], batch.Select(b => b.Name));
        Assert.Equal(
            batch.SelectMany(b => b.Value.ToArray()),
            batches.At(5, 0).SelectMany(b => b.Value.ToArray())
        );
        Assert.Equal(
            batches.RowsAt(5, 0).SelectMany(row => new double[] { row * 10, row * 10 + 1 }),
            batch[0].Value.ToArray()
        );
        Assert.Equal(batches.RowsAt(5, 0).Select(row => row * 10.0), batch[1].Value.ToArray());
    }

    [Fact]
    public void Data_that_do_not_fit_the_input_are_named() =>
        Assert.Equal(
            "minibatches: the input x [3, 2] cannot be filled with rows of [5, 4]: it needs at least one row and no more than there are, and all axes but the first must be equal.",
            Error((x, NDArray<double>.Fill([5, 4], 0)))
        );

    [Fact]
    public void Fewer_rows_than_a_batch_needs_are_an_error() =>
        Assert.Equal(
            "minibatches: the input y [3] cannot be filled with rows of [2]: it needs at least one row and no more than there are, and all axes but the first must be equal.",
            Error((y, NDArray<double>.Fill([2], 0)))
        );

    [Fact]
    public void Inputs_that_disagree_about_the_rows_are_named() =>
        Assert.Equal(
            "minibatches: x has batches of 3 out of 5 rows, but y of 3 out of 6: both numbers must agree.",
            Error((x, NDArray<double>.Fill([5, 2], 0)), (y, NDArray<double>.Fill([6], 0)))
        );

    [Fact]
    public void An_input_bound_by_name_alone_is_an_error() =>
        Assert.Equal(
            "minibatches: x is bound by name, but the input itself is needed, as its first axis says how many rows a batch has.",
            Error(("x", NDArray<double>.Fill([5, 2], 0)))
        );

    private static string Error(params Binding<double>[] data) =>
        Assert.Throws<BindingException>(() => new Minibatches<double>(data)).Message;

    private static Minibatches<double> Of(int size, int rows) =>
        new((Input("x", size), NDArray<double>.Fill([rows], 0)));
}
