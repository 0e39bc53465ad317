namespace FunctionalGrad.UnitTests.Structure;

public class StructureGradientTests
{
    private static readonly Expr Indices = Constant(NDArray<double>.Of([2, 3], [0, 1, 1, 0, 1, 1]));

    public static TheoryData<string> Cases => [.. Functions.Keys];

    // Each function is cubed where it is linear, so that its second derivative is not 0.
    private static readonly Dictionary<string, (Func<Expr, Expr> F, int[] Shape)> Functions = new()
    {
        ["broadcast"] = (x => Cube(Broadcast(x, [5, 2, 3])), [2, 1]),
        ["reshape"] = (x => Cube(Reshape(x, [3, 2])), [2, 3]),
        ["permute"] = (x => Cube(Permute(x, [2, 0, 1])), [2, 3, 5]),
        ["transpose"] = (x => Cube(Transpose(x)), [2, 3, 5]),
        ["slice"] = (x => Cube(Slice(x, [1, 0], [3, 5])), [3, 5]),
        ["slice by steps"] = (x => Cube(Slice(x, [1, 0], [6, 5], [2, 3])), [7, 5]),
        ["slice to the last step"] = (x => Cube(Slice(x, [0, 1], [7, 5], [3, 2])), [7, 5]),
        ["pad"] = (x => Cube(Pad(x, [1, 0], [0, 2])), [2, 3]),
        ["concat"] = (x => Cube(Concat([x, x * x, x], 1)), [2, 3]),
        ["stack"] = (x => Cube(Stack([x, x * x], -1)), [2, 3]),
        ["split"] = (x => Cube(Split(x, [1, 4], 1)[1]) + Cube(Split(x, 5, 1)[0]), [2, 5]),
        ["gather"] = (x => Cube(Gather(x, Indices)), [2, 3]),
        ["gather along the last axis"] = (x => Cube(Gather(x, Indices, -1)), [2, 3]),
        ["scatterAdd"] = (x => Cube(ScatterAdd(x, Indices, 1, 4)), [2, 2, 3, 2]),
        ["sum over the first axis"] = (x => Cube(Sum(x, [0])), [2, 3, 5]),
        ["sum over the middle axis"] = (x => Cube(Sum(x, [1])), [2, 3, 5]),
        ["sum over two axes apart"] = (x => Cube(Sum(x, [0, 2])), [2, 3, 5]),
        ["max"] = (x => Cube(Max(x, [1])), [2, 3, 5]),
        ["min"] = (x => Cube(Min(x, [0, -1])), [2, 3, 5]),
        ["prod"] = (x => Prod(x), [7]),
        ["prod over the first axis"] = (x => Prod(x, [0]), [3, 2]),
        ["prod over two axes apart"] = (x => Prod(x, [0, 2]), [2, 3, 3]),
        ["logSumExp"] = (x => LogSumExp(x, [1]), [2, 3, 2]),
        ["logSumExp over all"] = (x => LogSumExp(x), [2, 3]),
        ["softmax"] = (x => Softmax(x), [2, 3]),
        ["softmax over the first axis"] = (x => Softmax(x, 0), [3, 2]),
        ["logSoftmax"] = (x => LogSoftmax(x), [2, 3]),
        ["logSoftmax over two axes apart"] = (x => LogSoftmax(x, [0, 2]), [2, 3, 2]),
        ["mean"] = (x => Cube(Mean(x, [1])), [2, 3]),
        ["variance"] = (x => Variance(x, [0]), [3, 2]),
        ["standardDeviation"] = (x => StandardDeviation(x, [-1]), [2, 3]),
        ["norm2"] = (x => Norm2(x, [0]), [3, 2]),
        ["dot"] = (x => Dot(x, x * x), [5]),
        ["flatten"] = (x => Cube(Flatten(x)), [2, 3]),
        ["squeeze"] = (x => Cube(Squeeze(ExpandDims(x, 1), [1])), [2, 3]),
        ["rank 5"] = (
            x => Cube(Sum(Permute(Slice(x, 1.., .., ..2), [4, 2, 0, 1, 3]), [1, 3])),
            [2, 3, 3, 2, 2]
        ),
        ["prod of rank 5"] = (x => Prod(x, [1, 3]), [2, 2, 1, 3, 2]),
        ["softmax of rank 5"] = (x => Softmax(x, [1, 3]), [2, 2, 1, 3, 2]),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Derivatives_of_both_modes_and_orders_are_as_differences_say(string name)
    {
        var (f, shape) = Functions[name];
        Gradients.AreRight(x => f(x[0]), Gradients.Random(3, Shape.Of(shape)));
    }

    [Theory]
    [InlineData(new[] { 4 }, new[] { 4 })]
    [InlineData(new[] { 4 }, new[] { 4, 3 })]
    [InlineData(new[] { 2, 4 }, new[] { 4 })]
    [InlineData(new[] { 2, 4 }, new[] { 4, 3 })]
    [InlineData(new[] { 5, 2, 4 }, new[] { 5, 4, 3 })]
    [InlineData(new[] { 5, 2, 4 }, new[] { 4, 3 })]
    [InlineData(new[] { 2, 1, 2, 4 }, new[] { 3, 4, 1 })]
    public void Derivatives_of_a_matrix_product_are_as_differences_say(int[] left, int[] right) =>
        Gradients.AreRight(
            x => MatMul(x[0], x[1]),
            Gradients.Random(3, Shape.Of(left)),
            Gradients.Random(4, Shape.Of(right))
        );

    private static Expr Cube(Expr x) => x * x * x;
}
