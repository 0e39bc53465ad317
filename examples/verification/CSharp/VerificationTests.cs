namespace VerificationExample;

public class VerificationTests
{
    private static readonly Expr Images = Input("images", 5, 3);
    private static readonly Expr Labels = Input("labels", 5);

    private static Expr Network(Expr x, Func<Expr, Expr> activation) =>
        Layer.Dense("output", 7, 4)(activation(Layer.Dense("hidden", 3, 7)(x)));

    [Fact]
    public void The_loss_of_my_network_has_the_right_gradient() =>
        Verify.Model(Loss.SoftmaxCrossEntropy(Network(Images, Tanh), Labels));

    [Fact]
    public void My_function_has_the_right_gradient_for_every_shape() =>
        Verify.Model(x => x / (1 + Abs(x)));

    [Fact]
    public void My_primitive_keeps_the_laws() => Verify.Primitive(Mish.Primitive);

    [Fact]
    public void My_plain_function_has_the_right_gradient() =>
        Verify.Function(
            x => Math.Pow(1 - x[0], 2) + 100 * Math.Pow(x[1] - x[0] * x[0], 2),
            x => [-2 * (1 - x[0]) - 400 * x[0] * (x[1] - x[0] * x[0]), 200 * (x[1] - x[0] * x[0])],
            length: 2
        );

    [Fact]
    public void A_planted_bug_is_found_shrunk_and_blamed() =>
        Verify.Model(Loss.SoftmaxCrossEntropy(Network(Images, x => Mish.Wrong.Apply(x)), Labels));
}
