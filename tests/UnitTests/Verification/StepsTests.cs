namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Each of the nine steps fails by itself at what is its own business, and passes at what is another's.</summary>
public class StepsTests
{
    private static readonly Expr X = Input("x"),
        M = Input("m", 2, 3),
        K = Input("k", 3, 2);

    private static readonly Binding<double>[] AtMatrices =
    [
        (
            M,
            NDArray.Of([
                [0.1, 0.7, -0.3],
                [1.2, -0.4, 0.6],
            ])
        ),
        (
            K,
            NDArray.Of([
                [0.5, -1.1],
                [0.2, 0.9],
                [-0.8, 0.3],
            ])
        ),
    ];

    private static int[] Failed(GradientReport report) =>
        [.. report.Steps.Where(step => step.Verdict is Verdict.Fail).Select(step => step.Number)];

    [Fact]
    public void Right_rules_fail_no_step()
    {
        var report = GradientCheck.Of(Sum(Square(MatMul(M, K))), AtMatrices);
        Assert.Empty(Failed(report));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], report.Steps.Select(step => step.Number));
    }

    [Fact]
    public void A_kernel_that_remembers_in_the_gradient_alone_fails_purity()
    {
        int calls = 0;
        var moody = WrongRules.Unary("moody", x => Math.Cos(x) + 1e-12 * ++calls, (_, _) => 0);
        var sine = WrongRules.Unary("sine", Math.Sin, (x, _) => moody.Apply(x));
        var report = GradientCheck.Of(sine.Apply(X), [(X, 0.3)], new() { SecondOrder = false });
        Assert.Equal([1], Failed(report));
        Assert.Equal(
            new Verdict.Fail(
                "purity: two runs give different gradients: a kernel is not a function of its inputs"
            ),
            report.Verdict
        );
    }

    [Fact]
    public void A_transpose_that_is_none_fails_the_dot_product_and_is_linear()
    {
        var product = WrongRules.Like(
            Primitives.MatMul,
            Derivative.Bilinear(
                (y, g) => MatMul(g, Transpose(y.Inputs[1])),
                (y, g) => MatMul(Reshape(y.Inputs[0], [3, 2]), g)
            )
        );
        var report = GradientCheck.Of(product.Apply(M, K), AtMatrices);
        Assert.Contains(2, Failed(report));
        Assert.DoesNotContain(3, Failed(report));
    }

    [Fact]
    public void A_pullback_that_is_bent_fails_linearity_on_which_forward_mode_rests()
    {
        var bent = WrongRules.Like(
            Primitives.Sin,
            Derivative.Custom((y, g) => [Tanh(g) * Cos(y.Inputs[0])])
        );
        var report = GradientCheck.Of(bent.Apply(X), (X, 0.4));
        Assert.Contains(3, Failed(report));
        Assert.Equal(
            new Verdict.Inconclusive("forward mode rests on linearity"),
            report.Steps[1].Verdict
        );
    }

    [Fact]
    public void A_pullback_that_is_bent_but_right_at_1_fails_linearity_alone_and_is_blamed()
    {
        var bent = WrongRules.Like(
            Primitives.Sin,
            Derivative.Custom((y, g) => [Square(g) * Cos(y.Inputs[0])])
        );
        var report = GradientCheck.Of(bent.Apply(X), [(X, 0.4)], new() { SecondOrder = false });
        Assert.Equal([3, 9], Failed(report));
        Assert.Same(bent, report.Blame!.Primitive);
    }

    [Fact]
    public void A_wrong_factor_fails_the_differences_and_is_blamed()
    {
        var sine = WrongRules.Like(Primitives.Sin, Derivative.Elementwise((x, _) => 1.5 * Cos(x)));
        var report = GradientCheck.Of(sine.Apply(X), (X, 0.4));
        // Both modes follow from the one wrong rule, which is linear, and the slope of that is right.
        Assert.Equal([4, 9], Failed(report));
    }

    [Fact]
    public void A_rule_that_holds_what_varies_fails_the_second_order_and_is_blamed()
    {
        var report = GradientCheck.Of(WrongRules.SloppyExp.Apply(X), (X, 0.4));
        Assert.Equal([8, 9], Failed(report));
    }

    [Fact]
    public void A_slope_outside_those_of_both_sides_fails_at_the_kink()
    {
        var relu = WrongRules.Like(
            Primitives.Relu,
            Derivative.Elementwise((x, _) => Where(x >= 0, 1.5, 0))
        );
        var report = GradientCheck.Of(relu.Apply(X), (X, 0));
        Assert.Contains(5, Failed(report));
        Assert.DoesNotContain(6, Failed(report));
    }

    [Fact]
    public void A_slope_that_is_not_that_of_the_one_side_fails_the_domain()
    {
        var power = WrongRules.Like(
            Primitives.Pow,
            Derivative.Elementwise((a, b, y) => (2 + a, Zeros(a.Shape)))
        );
        var report = GradientCheck.Of(
            power.Apply(X, Constant(1.5)),
            [(X, 0)],
            new() { SecondOrder = false }
        );
        Assert.Contains(6, Failed(report));
        Assert.DoesNotContain(5, Failed(report));
    }
}
