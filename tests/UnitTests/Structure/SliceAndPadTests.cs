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
    }

    private static double[] Elements(Expr y) => Evaluate.Value(y, (X, At)).Span.ToArray();
}
