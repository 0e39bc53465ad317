namespace FunctionalGrad.UnitTests.Passes;

public class LintTests
{
    private static readonly Expr W = Parameter("w", [2], Initializer.Zeros);
    private static readonly Expr X = Input("x", 2);

    [Fact]
    public void A_sound_graph_has_no_findings()
    {
        Assert.Empty(Lint.Of(Sum(W * X)));
        Assert.Empty(Lint.Of(Sum(Where(X > 0, W, X * 2)), W, X));
        Assert.Empty(Lint.Of(Sum(X)));
    }

    [Fact]
    public void A_node_that_the_output_does_not_depend_on_is_found() =>
        Assert.Equal(
            [
                "b [3]: the output does not depend on it, so its gradient is zeros. Connect it, or leave it out.",
            ],
            Lint.Of(Sum(W * X), W, Input("b", 3))
        );

    [Fact]
    public void A_parameter_behind_gates_that_block_is_found() =>
        Assert.Equal(
            [
                "w [2]: the output depends on it, but only through floor and stopGradient, so its gradient is zeros.",
            ],
            Lint.Of(Sum(StopGradient(W) * X + Floor(Exp(W))))
        );

    [Fact]
    public void A_parameter_that_is_only_a_condition_is_found() =>
        Assert.Equal(
            [
                "w [2]: the output depends on it, but only through greater, so its gradient is zeros.",
            ],
            Lint.Of(Sum(Where(W > 0, X, -X)))
        );

    [Fact]
    public void A_path_through_a_primitive_without_derivative_is_found() =>
        Assert.Equal(
            [
                "gradient: greater has no derivative: its value jumps between 0 and 1. Use it as the condition of a select, or behind stopGradient?",
            ],
            Lint.Of(Sum((W > 0) * X))
        );

    [Fact]
    public void A_choice_that_is_never_made_is_found() =>
        Assert.Equal(
            [
                "select [2] in gate: it always yields its input 1, so nothing else that it is given is ever used.",
                "select [2]: it always yields its input 2, so nothing else that it is given is ever used.",
            ],
            Lint.Of(
                Sum(
                    ModulePath.Named("gate", () => Where(Ones([2]), W, X))
                        + Where(Constant(0), X, W)
                )
            )
        );
}
