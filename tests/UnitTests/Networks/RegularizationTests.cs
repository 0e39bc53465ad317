namespace FunctionalGrad.UnitTests.Networks;

public class RegularizationTests
{
    private static readonly Expr x = Input("x", 2);
    private static readonly Expr loss = Sum(Layer.Dense("a", 2, 1)(x));
    private static readonly Binding<double>[] at =
    [
        ("a.weight", NDArray<double>.Of([2, 1], [3, -4])),
        ("a.bias", NDArray<double>.Of([1], [-5])),
    ];

    [Fact]
    public void Weights_alone_or_all_parameters_are_found_in_the_graph()
    {
        Assert.Equal(["a.weight", "a.bias"], Parameters.Of(loss).Select(p => p.Name));
        Assert.Equal(["a.weight"], Parameters.WeightsOf(loss).Select(p => p.Name));
    }

    [Fact]
    public void L2_is_the_sum_of_squares_with_gradient_2_lambda_w()
    {
        Assert.Equal(
            25,
            Evaluate.Value(Regularization.L2(Parameters.WeightsOf(loss)), at[0]).ToScalar()
        );
        Assert.Equal(50, Evaluate.Value(Regularization.L2(Parameters.Of(loss)), at).ToScalar());
        var penalty = 0.5 * Regularization.L2(Parameters.WeightsOf(loss));
        var w = Parameters.WeightsOf(loss)[0];
        Assert.Equal([3, -4], Evaluate.Value(Gradient(penalty, w)[0], at[0]).ToArray());
    }

    [Fact]
    public void L1_is_the_sum_of_absolute_values_with_gradient_lambda_sign_w()
    {
        var penalty = 0.5 * Regularization.L1(Parameters.Of(loss));
        Assert.Equal(6, Evaluate.Value(penalty, at).ToScalar());
        var w = Parameters.WeightsOf(loss)[0];
        Assert.Equal([0.5, -0.5], Evaluate.Value(Gradient(penalty, w)[0], at[0]).ToArray());
    }

    [Fact]
    public void The_penalty_of_no_parameters_is_zero() =>
        Assert.Equal(0, Evaluate.Value(Regularization.L2()).ToScalar());
}
