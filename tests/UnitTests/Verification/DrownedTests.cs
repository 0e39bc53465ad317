namespace FunctionalGrad.UnitTests.Verification;

/// <summary>A derivative beside a much larger one passes only if it was seen itself.</summary>
public class DrownedTests
{
    private static readonly Expr X = Input("x"),
        Y = Input("y");

    private static Primitive NegativeExp { get; } =
        WrongRules.Unary("negativeExp", Math.Exp, (x, y) => -y);

    private static GradientReport Of(
        Func<double[], double> f,
        double[] gradient,
        params double[] at
    ) => GradientCheck.OfFunction(f, _ => gradient, at);

    [Fact]
    public void A_wrong_derivative_is_not_excused_by_a_larger_one_beside_it()
    {
        Assert.Equal(
            new Verdict.Fail(
                "the gradient that was given is wrong: at x[1] it is 5, differences give 2"
            ),
            Of(p => 1e12 * p[0] + p[1] * p[1], [1e12, 5], 0, 1).Verdict
        );
        Assert.IsType<Verdict.Fail>(Of(p => 1e6 * p[0] + 1e-6 * p[1], [1e6, -1e-6], 0, 1).Verdict);
    }

    [Fact]
    public void A_derivative_that_drowns_beside_a_huge_value_is_left_open_and_not_among_the_compared()
    {
        var report = Of(p => 1e8 * p[0] + p[1] * p[1] * p[1], [1e8, -3], 1e8, 1);
        Assert.Equal(
            new Verdict.Inconclusive(
                "1 of 2 derivatives could not be judged; at x[1] the derivative, -3, drowns in the rounding errors of the differences"
            ),
            report.Verdict
        );
        Assert.Equal(1, report.PassedCount);
        Assert.InRange(report.WorstRelativeError, 0, 1e-7);
        Assert.StartsWith("1 compared, 0 wrong", report.Steps[3].Figure);
    }

    [Fact]
    public void A_derivative_said_to_be_0_is_not_right_because_another_is_large()
    {
        Assert.IsType<Verdict.Fail>(Of(p => 1e12 * p[0] + p[1] * p[1], [1e12, 0], 0, 1).Verdict);
        Assert.IsType<Verdict.Inconclusive>(Of(p => 1e14 * p[0] + p[1], [1e14, 0], 1, 1).Verdict);
        // Neither moves at all, however far: dead units, and a product that meets a 0.
        Assert.Equal(
            new Verdict.Pass(),
            Of(p => p[0] + Math.Max(0, p[1] - 3) * p[1], [1, 0], 0.7, 0.3).Verdict
        );
    }

    [Fact]
    public void A_derivative_said_to_be_0_is_left_open_where_no_step_could_show_another()
    {
        Assert.Equal(
            new Verdict.Inconclusive(
                "1 of 2 derivatives could not be judged; at x[1] the value does not move, but neither would it if the derivative were 8.8817842 instead of 0: that drowns in its rounding"
            ),
            Of(p => 1e16 * p[0] + p[1], [1e16, 0], 1, 0).Verdict
        );
        // A right 0 that is as invisible is no more than left open either; beside a value that hides little it is right.
        Assert.IsType<Verdict.Inconclusive>(
            Of(p => 1e16 * p[0] + 0 * p[1], [1e16, 0], 1, 0).Verdict
        );
        Assert.Equal(
            new Verdict.Pass(),
            Of(p => 1e6 * p[0] + Math.Max(0, p[1] - 3), [1e6, 0], 1, 1).Verdict
        );
        // A gradient that was given of a graph is compared with what the nodes on the way make.
        Assert.Equal(
            new Verdict.Fail(
                "the gradient that was given is wrong: at y it is 0, differences give 1"
            ),
            GradientCheck
                .OfGradient(
                    1e16 * X + Y,
                    [(X, Constant(1e16)), (Y, Constant(0))],
                    [(X, 1.0), (Y, 0.0)]
                )
                .Verdict
        );
    }

    [Fact]
    public void In_a_graph_what_drowns_is_confirmed_node_by_node()
    {
        var report = GradientCheck.Of(1e12 * Y + Exp(X), (X, 1.3), (Y, 1));
        Assert.IsType<Verdict.Pass>(report.Verdict);
        Assert.Equal(0, report.InconclusiveCount);
        var small = report.Entries.Single(entry => entry.Input == "x");
        Assert.Equal(
            "too small beside the value for differences of the whole: confirmed node by node",
            small.Note
        );
        Assert.True(double.IsNaN(small.Numeric));
        Assert.StartsWith("1 compared, 1 confirmed node by node, 0 wrong", report.Steps[3].Figure);
        Assert.InRange(report.WorstRelativeError, 0, 1e-7);
    }

    [Fact]
    public void In_a_graph_a_wrong_rule_that_drowns_is_found_and_blamed()
    {
        foreach (double large in new[] { 1e6, 1e12, 1e15, 1e18 })
        {
            var report = GradientCheck.Of(large * Y + NegativeExp.Apply(X), (X, 1.3), (Y, 1));
            Assert.Equal(
                new Verdict.Fail("the derivative of negativeExp is wrong"),
                report.Verdict
            );
        }
    }

    [Fact]
    public void A_rule_that_forgets_an_operand_is_found_beside_any_magnitude()
    {
        var forgets = new Primitive("forgets")
        {
            Arity = Arity.Two,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Zip((a, b) => a * b),
            Derivative = Derivative.Custom((n, g) => [g * n.Inputs[1], null]),
            Notation = Notation.Function("forgets"),
        };
        Expr z = Input("z");
        foreach (double large in new[] { 1, 1e12, 1e18 })
            Assert.Equal(
                new Verdict.Fail("the derivative of forgets is wrong"),
                GradientCheck.Of(large * z + forgets.Apply(X, Y), (X, 2), (Y, 3.5), (z, 1)).Verdict
            );
        // The value jumps at y, which used to hide that no gradient flows into it.
        Assert.Equal(
            new Verdict.Fail("the derivative of forgets is wrong"),
            GradientCheck.Of(forgets.Apply(X, Y) + Floor(Y), (X, 2), (Y, 3)).Verdict
        );
    }

    [Fact]
    public void A_rule_of_what_is_constant_by_decree_must_be_0()
    {
        var decree = new Primitive("decree")
        {
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Map(x => x * x),
            Derivative = Derivative.Elementwise((x, y) => 5 * x),
            Notation = Notation.Function("decree"),
            IsConstantByDecree = true,
        };
        var report = GradientCheck.Of(decree.Apply(X) + 2 * X, (X, 2));
        Assert.Equal(new Verdict.Fail("the derivative of decree is wrong"), report.Verdict);
        Assert.Equal(
            "it is constant by decree, but its rule passes a gradient on",
            report.Blame!.Reason
        );
    }

    [Fact]
    public void A_wrong_rule_that_no_derivative_goes_through_is_not_blamed()
    {
        var report = GradientCheck.Of(StopGradient(NegativeExp.Apply(X)) + Y, (X, 1.3), (Y, 1));
        Assert.IsType<Verdict.Pass>(report.Verdict);
    }

    [Fact]
    public void A_wrong_second_derivative_is_found_beside_a_large_one()
    {
        var sloppy = WrongRules.Unary(
            "sloppyCube",
            x => x * x * x,
            (x, _) => 3 * x * StopGradient(x)
        );
        foreach (double large in new[] { 1, 1e6, 1e12 })
            Assert.Equal(
                new Verdict.Fail("the second derivative of sloppyCube is wrong"),
                GradientCheck.Of(sloppy.Apply(X) + large * Square(Y), (X, 1.3), (Y, 1)).Verdict
            );
    }
}
