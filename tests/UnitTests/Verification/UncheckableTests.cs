namespace FunctionalGrad.UnitTests.Verification;

/// <summary>What cannot be checked, or passes without meaning anything, is said in a sentence.</summary>
public class UncheckableTests
{
    private static readonly Expr X = Input("x"),
        Y = Input("y"),
        V = Input("v", 3);

    private static readonly NDArray<double> OneTwoThree = NDArray.Of([1.0, 2, 3]);

    [Fact]
    public void An_expression_without_inputs_passes_vacuously()
    {
        Assert.Equal(
            new Verdict.Pass(
                "the expression has no inputs, so there is nothing to differentiate with respect to"
            ),
            GradientCheck.Of(Constant(3)).Verdict
        );
    }

    [Fact]
    public void A_function_that_is_locally_constant_passes_vacuously()
    {
        const string constant =
            "every derivative is 0: the function is constant near the point, which says nothing about its parts";
        Assert.Equal(new Verdict.Pass(constant), GradientCheck.Of(Floor(X), (X, 0.5)).Verdict);
        Assert.Equal(new Verdict.Pass(constant), GradientCheck.Of(Sign(X) * 7, (X, 2)).Verdict);
        Assert.Equal(new Verdict.Pass(constant), GradientCheck.Of(Relu(X), (X, -1)).Verdict);
        Assert.Equal(new Verdict.Pass(constant), GradientCheck.Of(0 * X + 5, (X, 1)).Verdict);
    }

    [Fact]
    public void A_stationary_point_is_told_from_a_function_that_is_constant()
    {
        const string stationary =
            "every derivative is 0: the point is stationary, where a wrong factor does not show";
        Assert.Equal(new Verdict.Pass(stationary), GradientCheck.Of(Cos(X), (X, 0)).Verdict);
        Assert.Equal(new Verdict.Pass(stationary), GradientCheck.Of(Square(X), (X, 0)).Verdict);
        Assert.Equal(
            new Verdict.Pass(stationary),
            GradientCheck.OfFunction(p => p[0] * p[0], p => [2 * p[0]], [0]).Verdict
        );
        foreach (var f in (Expr[])[Abs(X) * Abs(X), Square(Relu(X))])
            Assert.StartsWith(
                $"pass, vacuous: {stationary}",
                GradientCheck.Of(f, (X, 0)).Verdict.ToString()
            );
    }

    [Fact]
    public void Where_an_integer_valued_function_jumps_no_slope_is_made_up()
    {
        var entry = Assert.Single(GradientCheck.Of(Floor(X), (X, 1)).Entries);
        Assert.Equal(
            new Verdict.Pass(
                "no gradient flows into it, and it cannot be moved: the value jumps there"
            ),
            entry.Verdict
        );
        Assert.Equal(
            new Verdict.Pass(
                "every derivative is 0; x: no gradient flows into it, and it cannot be moved: the value jumps there"
            ),
            GradientCheck.Of(Floor(X), (X, 1)).Verdict
        );
        Assert.Equal(
            new Verdict.Inconclusive(
                "1 of 1 derivatives could not be judged; at x the function jumps at the point"
            ),
            GradientCheck.Of(Floor(X) + X, (X, 1)).Verdict
        );
    }

    [Fact]
    public void A_value_that_is_not_finite_is_traced_to_the_first_node_that_is_not()
    {
        Assert.Equal(
            new Verdict.Inconclusive(
                "the value is not finite at the point: the first that is not is NaN, of log"
            ),
            GradientCheck.Of(Exp(Log(X)) + 1, (X, -1)).Verdict
        );
        Assert.Equal(
            new Verdict.Inconclusive(
                "the value is not finite at the point: the first that is not is Infinity, of x"
            ),
            GradientCheck.Of(2 * X, (X, double.PositiveInfinity)).Verdict
        );
    }

    [Fact]
    public void A_report_without_steps_says_that_none_was_run()
    {
        Assert.Equal(
            """
            gradient check: inconclusive: the value is not finite at the point: the first that is not is -Infinity, of log

              no step was run
            """,
            GradientCheck.Of(Log(X), (X, 0)).ToString()
        );
    }

    [Fact]
    public void What_has_no_derivative_is_said_in_its_own_words()
    {
        Assert.Equal(
            new Verdict.Inconclusive(
                "gradient: greater has no derivative: its value jumps between 0 and 1. Use it as the condition of a select, or behind stopGradient?"
            ),
            GradientCheck.Of(X > 0, (X, 1)).Verdict
        );
    }

    [Fact]
    public void What_is_not_scalar_is_checked_as_a_Jacobian()
    {
        var report = GradientCheck.Of(Square(V) * X, (V, OneTwoThree), (X, 2));
        Assert.Equal(new Verdict.Pass(), report.Verdict);
        Assert.Equal(12, report.Entries.Count);
        Assert.Contains(
            report.Entries,
            entry => entry.Place == "d[2] / v[2]" && entry.Analytic == 12
        );
        Assert.Contains(report.Entries, entry => entry.Place == "d[1] / x" && entry.Analytic == 4);
    }

    [Fact]
    public void Indices_and_labels_are_not_moved_and_that_is_said()
    {
        Expr labels = Input("labels", 2),
            scores = Input("scores", 2, 3);
        var report = GradientCheck.Of(
            Loss.SoftmaxCrossEntropy(scores, labels),
            (labels, NDArray.Of([2.0, 0])),
            (
                scores,
                NDArray.Of([
                    [0.1, 0.2, -0.3],
                    [1.5, -0.2, 0.4],
                ])
            )
        );
        Assert.Equal(new Verdict.Pass(), report.Verdict);
        Assert.All(
            report.Entries.Where(entry => entry.Input == "labels"),
            entry =>
                Assert.StartsWith(
                    "no gradient flows into it, and it cannot be moved: ",
                    entry.Verdict.Why
                )
        );
        Assert.Equal(8, report.Entries.Count);
    }

    [Theory]
    [InlineData(1e12)]
    [InlineData(1e-12)]
    [InlineData(1e100)]
    public void Tolerances_follow_the_magnitude_of_the_function(double magnitude)
    {
        Assert.Equal(
            new Verdict.Pass(),
            GradientCheck.Of(magnitude * Tanh(X) * Y, (X, 0.3), (Y, 2)).Verdict
        );
        Assert.Equal(
            new Verdict.Fail("the derivative of wrongTanh is wrong"),
            GradientCheck.Of(magnitude * WrongRules.Tanh.Apply(X) * Y, (X, 0.3), (Y, 2)).Verdict
        );
        var slightly = WrongRules.Unary(
            "slightlyWrong",
            Math.Tanh,
            (x, y) => 1.00001 * (1 - y * y)
        );
        Assert.Equal(
            new Verdict.Fail("the derivative of slightlyWrong is wrong"),
            GradientCheck.Of(magnitude * slightly.Apply(X), (X, 0.3)).Verdict
        );
        Assert.IsType<Verdict.Fail>(
            GradientCheck
                .OfFunction(
                    p => magnitude * Math.Sin(p[0]),
                    p => [magnitude * Math.Cos(p[0]) * 1.00001],
                    [0.7]
                )
                .Verdict
        );
    }

    [Fact]
    public void A_small_slope_of_a_large_value_is_not_called_right()
    {
        Assert.Equal(
            new Verdict.Inconclusive(
                "1 of 1 derivatives could not be judged; at x[0] the derivative, 1E-12, drowns in the rounding errors of the differences"
            ),
            GradientCheck.OfFunction(p => 1e6 + 1e-12 * p[0], _ => [1e-12], [1]).Verdict
        );
    }

    [Fact]
    public void An_argument_that_does_not_fit_is_named()
    {
        Assert.Equal(
            "evaluate: the input y [] is not bound. Bind it to an array of that shape.",
            Assert.Throws<BindingException>(() => GradientCheck.Of(X * Y, (X, 1))).Message
        );
        Assert.Equal(
            "gradient check: mul [] is not an input, so it cannot be moved. Name the inputs below it.",
            Assert
                .Throws<BindingException>(() =>
                    GradientCheck.Of(X, [(X, 1)], new() { Wrt = [X * Y] })
                )
                .Message
        );
        Assert.Equal(
            "gradient check: v is [3], its gradient is []: a gradient has the shape of its input.",
            Assert
                .Throws<ShapeException>(() => GradientCheck.OfGradient(Sum(V), [(V, X)], []))
                .Message
        );
        Assert.Equal(
            "gradient check: the expression is [3], but only a scalar [] has a gradient to compare with. Sum it?",
            Assert.Throws<ShapeException>(() => GradientCheck.OfGradient(V, [(V, V)], [])).Message
        );
        Assert.Equal(
            "gradient check: no gradient is given. Give a pair of input and gradient for at least one input.",
            Assert.Throws<ShapeException>(() => GradientCheck.OfGradient(X, [], [])).Message
        );
        Assert.Equal(
            "gradient check: the point has 2 elements, the gradient has 1: it must have one for each. (Parameter 'gradient')",
            Assert
                .Throws<ArgumentException>(() =>
                    GradientCheck.OfFunction(p => p[0], p => [1], [1, 2])
                )
                .Message
        );
    }

    [Fact]
    public void A_function_that_varies_faster_than_any_step_is_not_called_wrong()
    {
        Assert.IsType<Verdict.Pass>(GradientCheck.Of(Sin(X), (X, 1e10)).Verdict);
        Assert.IsType<Verdict.Inconclusive>(GradientCheck.Of(Sin(X), (X, 1e15)).Verdict);
        Assert.IsType<Verdict.Inconclusive>(GradientCheck.Of(Cos(Pow(X, 50)), (X, 2)).Verdict);
        Assert.IsNotType<Verdict.Fail>(GradientCheck.Of(1 - Square(Tanh(X)), (X, 14)).Verdict);
        Assert.IsNotType<Verdict.Fail>(GradientCheck.Of(Floor(X), (X, 3e34)).Verdict);
    }

    [Fact]
    public void A_stopped_gradient_is_no_error()
    {
        Assert.Equal(
            new Verdict.Pass(),
            GradientCheck.Of(X * StopGradient(Exp(X)), (X, 1)).Verdict
        );
    }

    [Fact]
    public void A_kernel_that_remembers_is_found_impure()
    {
        int calls = 0;
        var primitive = WrongRules.Unary("moody", x => x + 1e-3 * ++calls, (x, y) => 1);
        var report = GradientCheck.Of(primitive.Apply(X), (X, 1));
        Assert.Equal(
            new Verdict.Fail(
                "two runs give different values: a kernel is not a function of its inputs"
            ),
            report.Steps[0].Verdict
        );
        Assert.IsType<Verdict.Fail>(report.Verdict);
    }
}
