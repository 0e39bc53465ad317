namespace FunctionalGrad.UnitTests.Structure;

public class SliceAndPadTests
{
    private static readonly Expr X = Input("x", 3, 4);
    private static readonly NDArray<double> At = NDArray<double>.Of(
        [3, 4],
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    );

    [Fact]
    public void A_slice_takes_what_numpys_slice_takes()
    {
        Assert.Equal([5, 6], Elements(Slice(X, [1, 1], [2, 3])));
        Assert.Equal([1, 3, 9, 11], Elements(Slice(X, [0, 1], [3, 4], [2, 2])));
        Assert.Equal([4, 5, 6, 7], Elements(Slice(X, [-2], [-1])));
        Assert.Equal([6, 10], Elements(Slice(X, 1.., ^2..^1)));
        Assert.Equal([], Elements(Slice(X, [1], [1])));
    }

    [Fact]
    public void A_step_past_the_end_takes_one_position_however_long_it_is()
    {
        var slice = Slice(X, [0, 1], [3, 4], [2, int.MaxValue]);
        Assert.Equal([1, 9], Elements(slice));
        Assert.Equal([0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0], Elements(Gradient(Sum(slice), X)[0]));
    }

    [Fact]
    public void A_slice_of_all_is_the_array_itself() => Assert.Same(X, Slice(X, [0], [3]));

    [Fact]
    public void A_pad_puts_zeros_around()
    {
        var corner = Slice(X, 1..2, 1..3);
        Assert.Equal([0, 0, 0, 0, 5, 6, 0, 0, 0], Elements(Pad(corner, [1, 1], [1, 0])));
        Assert.Equal([0, 5, 6, 0, 0, 0, 0, 0], Elements(Pad(corner, [0, 1], [1, 1])));
        Assert.Equal([0, 0], Elements(Pad(Slice(X, 0..0), [1, 0], [1, 0]))[..2]);
    }

    [Fact]
    public void Concat_joins_along_any_axis()
    {
        var (left, right) = (Slice(X, .., ..1), Slice(X, .., 2..));
        Assert.Equal([0, 2, 3, 4, 6, 7, 8, 10, 11], Elements(Concat([left, right], -1)));
        Assert.Equal([0, 4, 8, 0, 4, 8], Elements(Concat([left, left])));
        Assert.Equal([0, 4, 8], Elements(Concat([left, Slice(X, .., ..0)], 1)));
    }

    [Fact]
    public void Stack_joins_along_a_new_axis_and_split_takes_apart()
    {
        var rows = Split(X, 3).Select(row => Squeeze(row, [0])).ToArray();
        Assert.Equal([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11], Elements(Stack(rows, -1)));
        Assert.Equal(At.ToArray(), Elements(Stack(rows)));
        Assert.Equal(At.ToArray(), Elements(Concat(Split(X, [1, 0, 3], 1), 1)));
    }

    [Theory]
    [InlineData(new[] { 1, 0 })]
    [InlineData(new[] { 0, 2, 1 })]
    [InlineData(new[] { 2, 0, 1 })]
    [InlineData(new[] { 1, 2, 0 })]
    [InlineData(new[] { 2, 1, 0 })]
    [InlineData(new[] { 3, 1, 4, 0, 2 })]
    public void A_permute_moves_each_element_to_its_place(int[] order)
    {
        int[] lengths = [9, 11, 1, 10, 2];
        var shape = Shape.Of(lengths[..order.Length]);
        var x = Gradients.Random(1, shape);
        var y = Evaluate.Value(Permute(Constant(x), Ints.Of(order)));
        var index = new int[order.Length];
        for (int i = 0; i < y.Span.Length; i++)
        {
            for (int axis = index.Length - 1, rest = i; axis >= 0; rest /= y.Shape[axis--])
                index[order[axis]] = rest % y.Shape[axis];
            Assert.Equal(x[index], y.Span[i]);
        }
    }

    [Fact]
    public void One_hundred_thousand_scalars_are_joined_and_taken_apart_again()
    {
        var x = Input("x");
        Expr[] parts = [.. Enumerable.Range(0, 100_000).Select(i => Reshape(x * i, [1]))];
        var gradient = Gradient(Sum(Concat(parts)), x)[0];
        Assert.Equal(4_999_950_000, Evaluate.Value(gradient, (x, 1.0)).ToScalar());
    }

    private static double[] Elements(Expr y) => Evaluate.Value(y, (X, At)).ToArray();
}
