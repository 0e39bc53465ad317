namespace FunctionalGrad.UnitTests.Graph;

/// <summary>Forward mode keeps the same exact zeros as reverse mode: what does not move stays 0 through infinite slopes.</summary>
public class StrongZeroForwardTests
{
    private static readonly Expr S = Input("s");
    private static readonly Expr X = Input("x", 2);

    public static TheoryData<string, Expr, double> DeadSlopes =>
        new()
        {
            { "sqrt of relu", Sqrt(Relu(S)), -1 },
            { "sqrt of max", Sqrt(Max(S, 0)), -1 },
            { "sqrt of select", Sqrt(Where(S > 0, S, 0)), -1 },
            { "sqrt of clip", Sqrt(Clip(S, 0, 4)), -1 },
            { "sum of sqrt of a broadcast", Sum(Sqrt(Broadcast(Relu(S), [3]))), -1 },
            { "sqrt of the largest", Sqrt(Max(Broadcast(Relu(S), [3]))), -1 },
            { "sum of sqrt of a pad", Sum(Sqrt(Pad(Reshape(S, [1]), [1], [1]))), 4 },
            { "sqrt beside a constant", Sum(Sqrt(Stack([S, Constant(0)]))), 4 },
            { "sqrt of a scatter", Sum(Sqrt(ScatterAdd(Reshape(S, [1]), Ones([1]), 0, 3))), 4 },
        };

    [Theory]
    [MemberData(nameof(DeadSlopes))]
    public void Forward_mode_agrees_with_reverse_mode_behind_a_dead_branch(
        string name,
        Expr f,
        double at
    )
    {
        double reverse = Evaluate.Value(Gradient(f, S)[0], (S, at)).ToScalar();
        double forward = Evaluate.Value(Jvp(f, [S], [Constant(1)]), (S, at)).ToScalar();
        Assert.True(reverse == (at < 0 ? 0 : 0.25), $"{name}: reverse {reverse}");
        Assert.True(forward == reverse, $"{name}: forward {forward}");
    }

    [Theory]
    [InlineData(JacobianMode.Forward)]
    [InlineData(JacobianMode.Reverse)]
    public void A_jacobian_is_0_off_the_diagonal_beside_an_infinite_slope(JacobianMode mode) =>
        Assert.Equal(
            [0.25, 0, 0, double.PositiveInfinity],
            Evaluate.Value(Jacobian(Sqrt(X), X, mode), (X, NDArray.Of([4.0, 0]))).ToArray()
        );

    [Fact]
    public void A_direction_given_as_zeros_is_exactly_0() =>
        Assert.Equal(
            [0, 0],
            Evaluate.Value(Jvp(Sqrt(X), [X], [Zeros([2])]), (X, NDArray.Of([4.0, 0]))).ToArray()
        );

    public static TheoryData<string, Func<Expr, Expr>> SteepMaps =>
        new()
        {
            { "matmul", x => MatMul(Fill([2, 2], double.PositiveInfinity), x) },
            { "matmul of a sum", x => MatMul(Fill([2, 1], double.NaN), Reshape(Sum(x), [1])) },
            { "softmax", x => Softmax(Concat([x, Fill([1], double.NaN)], 0)) },
            { "both sides", x => MatMul(x * double.NaN, MatMul(Fill([2, 2], double.NaN), x)) },
        };

    [Theory]
    [MemberData(nameof(SteepMaps))]
    public void What_is_dead_as_a_whole_stays_dead_through_maps_that_follow_no_mask(
        string name,
        Func<Expr, Expr> map
    )
    {
        var f = map(Where(Zeros([2]), X, Ones([2])));
        var derivative = Jvp(Sum(Sqrt(f)), [X], [Ones([2])]);
        double forward = Evaluate.Value(derivative, (X, NDArray.Of([4.0, 0]))).ToScalar();
        Assert.True(forward == 0, $"{name}: forward {forward}");
    }

    [Fact]
    public void A_nan_that_was_masked_by_nothing_is_still_seen() =>
        Assert.Equal(
            [double.NaN],
            Evaluate
                .Value(
                    Jvp(Gather(Relu(X), Fill([1], double.NaN)), [X], [Ones([2])]),
                    (X, NDArray.Of([1.0, 2]))
                )
                .ToArray()
        );

    [Fact]
    public void The_ends_of_the_normal_density_and_of_the_tanh_gelu_are_limits()
    {
        Expr[] f = [NormalPdf(S), Gradient(Erf(S), S)[0], GeluTanh(S)];
        foreach (double end in new[] { double.NegativeInfinity, double.PositiveInfinity })
        {
            double[] slopes = [0, 0, end > 0 ? 1 : 0];
            for (int i = 0; i < f.Length; i++)
                Assert.Equal(slopes[i], Evaluate.Value(Gradient(f[i], S)[0], (S, end)).ToScalar());
        }
        Assert.Equal(0, Evaluate.Value(f[2], (S, double.NegativeInfinity)).ToScalar());
    }
}
