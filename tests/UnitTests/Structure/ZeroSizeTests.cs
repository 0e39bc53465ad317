namespace FunctionalGrad.UnitTests.Structure;

public class ZeroSizeTests
{
    private static readonly Expr None = Constant(NDArray<double>.Of([0], []));

    private static readonly Dictionary<string, (Func<Expr, Expr> F, int[] From, int[] To)> Cases =
        new()
        {
            ["broadcast to none"] = (x => Broadcast(x, [0, 3]), [1, 3], [0, 3]),
            ["broadcast of none"] = (x => Broadcast(x, [2, 0, 3]), [0, 1], [2, 0, 3]),
            ["broadcast of a scalar"] = (x => Broadcast(x, [2, 1]), [], [2, 1]),
            ["reshape"] = (x => Reshape(x, [0, 7]), [3, 0], [0, 7]),
            ["reshape to a scalar"] = (x => Reshape(x, []), [1, 1], []),
            ["permute"] = (x => Permute(x, [2, 0, 1]), [2, 0, 3], [3, 2, 0]),
            ["permute of a scalar"] = (x => Permute(x, []), [], []),
            ["slice to none"] = (x => Slice(x, [1], [1]), [2, 3], [0, 3]),
            ["slice of none"] = (x => Slice(x, [0, 0], [0, 3], [2, 2]), [0, 3], [0, 2]),
            ["slice of a scalar"] = (x => Slice(x, [], []), [], []),
            ["pad of none"] = (x => Pad(x, [1, 0], [1, 0]), [0, 3], [2, 3]),
            ["concat with none"] = (x => Concat([x, Zeros([2, 3])]), [0, 3], [2, 3]),
            ["concat of none"] = (x => Concat([x, x], 1), [0, 3], [0, 6]),
            ["stack of scalars"] = (x => Stack([x, x]), [], [2]),
            ["stack of none"] = (x => Stack([x, x], 1), [0], [0, 2]),
            ["split of none"] = (x => Split(x, 2, 1)[1], [0, 4], [0, 2]),
            ["gather of none"] = (x => Gather(x, None, 1), [2, 3], [2, 0]),
            ["gather from an empty array"] = (x => Gather(x, Zeros([2]), 1), [0, 3], [0, 2]),
            ["gather one"] = (x => Gather(x, Constant(1), 0), [3], []),
            ["scatterAdd of none"] = (x => ScatterAdd(x, None, 0, 3), [0, 2], [3, 2]),
            ["scatterAdd to an empty array"] = (
                x => ScatterAdd(x, Zeros([2]), 1, 3),
                [0, 2],
                [0, 3]
            ),
            ["scatterAdd of a scalar"] = (x => ScatterAdd(x, Constant(1), 0, 3), [], [3]),
            ["stopGradient"] = (StopGradient, [0, 2], [0, 2]),
            ["sum of none"] = (x => Sum(x, [1]), [2, 0, 3], [2, 3]),
            ["sum over the others of none"] = (x => Sum(x, [0, 2]), [2, 0, 3], [0]),
            ["sum of a scalar"] = (Sum, [], []),
            ["max beside none"] = (x => Max(x, [0]), [2, 0], [0]),
            ["min beside none"] = (x => Min(x, [2]), [2, 0, 3], [2, 0]),
            ["max of a scalar"] = (Max, [], []),
            ["prod of none"] = (x => Prod(x, [1]), [2, 0, 3], [2, 3]),
            ["prod beside none"] = (x => Prod(x, [0]), [2, 0, 3], [0, 3]),
            ["prod of a scalar"] = (Prod, [], []),
            ["logSumExp of none"] = (x => LogSumExp(x, [1]), [2, 0], [2]),
            ["logSumExp beside none"] = (x => LogSumExp(x, [0]), [2, 0], [0]),
            ["softmax of none"] = (x => Softmax(x), [2, 0], [2, 0]),
            ["softmax beside none"] = (x => Softmax(x, 0), [2, 0], [2, 0]),
            ["logSoftmax of none"] = (x => LogSoftmax(x), [2, 0], [2, 0]),
            ["logSoftmax beside none"] = (x => LogSoftmax(x, 0), [2, 0], [2, 0]),
            ["softmax of a scalar"] = (x => Softmax(x, []), [], []),
            ["matmul over none"] = (x => MatMul(x, Zeros([0, 3])), [2, 0], [2, 3]),
            ["matmul to none"] = (x => MatMul(x, Zeros([3, 0])), [2, 3], [2, 0]),
            ["matmul in no batch"] = (x => MatMul(x, Ones([3, 2])), [0, 5, 3], [0, 5, 2]),
            ["dot of none"] = (x => Dot(x, x), [0], []),
            ["norm2 of none"] = (x => Norm2(x, [1]), [2, 0], [2]),
            ["norm2 of a scalar"] = (Norm2, [], []),
            ["variance of a scalar"] = (Variance, [], []),
            ["oneHot of none"] = (x => x * OneHot(None, 4), [4], [0, 4]),
            ["flatten of a scalar"] = (Flatten, [], [1]),
            ["expandDims of a scalar"] = (x => ExpandDims(x, -1), [], [1]),
            ["squeeze to a scalar"] = (Squeeze, [1, 1], []),
        };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_and_scalars_are_ordinary_shapes_in_value_and_both_modes(string name)
    {
        var (f, from, to) = Cases[name];
        var x = Input("x", from);
        var y = f(x);
        Assert.Equal(to, y.Shape);
        var at = NDArray<double>.Fill(Shape.Of(from), 2);
        Assert.Equal(to, Evaluate.Value(y, (x, at)).Shape);
        Gradients.AreRight(inputs => f(inputs[0]), at);
    }

    [Fact]
    public void Reductions_of_nothing_are_their_neutral_elements()
    {
        var x = Zeros([2, 0]);
        Assert.Equal([0, 0], Evaluate.Value(Sum(x, [1])).ToArray());
        Assert.Equal([1, 1], Evaluate.Value(Prod(x, [1])).ToArray());
        double inf = double.NegativeInfinity;
        Assert.Equal([inf, inf], Evaluate.Value(LogSumExp(x, [1])).ToArray());
        Assert.True(double.IsNaN(Evaluate.Value(Mean(x)).ToScalar()));
        Assert.Equal([0, 0, 0, 0], Evaluate.Value(MatMul(x, Zeros([0, 2]))).ToArray());
    }
}
