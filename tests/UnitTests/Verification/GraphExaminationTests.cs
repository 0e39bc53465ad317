namespace FunctionalGrad.UnitTests.Verification;

/// <summary>What is examined of a graph, which rules are asked, and what stands in the report of it.</summary>
public class GraphExaminationTests
{
    private static readonly Expr X = Input("x"),
        Y = Input("y"),
        None = Input("none", 0);

    private static readonly NDArray<double> Nothing = NDArray<double>.Fill([0], 0);

    private static NDArray<double> Ones(int count) => NDArray<double>.Fill([count], 1);

    private static string Coverage(GradientReport report) => report.Steps[6].Figure;

    [Fact]
    public void Without_elements_on_either_side_there_is_nothing_to_compare()
    {
        var none = new Verdict.Pass("there are no elements to compare");
        Assert.Equal(none, GradientCheck.Of(Sum(None), (None, Nothing)).Verdict);
        Assert.Equal(none, GradientCheck.Of(None * X, (None, Nothing), (X, 2)).Verdict);
        var some = GradientCheck.Of(Sum(None) + Square(X), (None, Nothing), (X, 2));
        Assert.Equal(new Verdict.Pass(), some.Verdict);
        Assert.Single(some.Entries);
    }

    [Fact]
    public void The_rows_are_weighted_where_the_Jacobian_with_respect_to_all_inputs_is_large()
    {
        Expr a = Input("a", 5),
            b = Input("b", 5);
        var report = GradientCheck.Of(Concat([Sin(a), Sin(b)], 0), (a, Ones(5)), (b, Ones(5)));
        Assert.Equal("10 of 10 entries, of a random weighting of the 10 outputs", Coverage(report));
        var v = Input("v", 65);
        Assert.DoesNotContain("weighting", Coverage(GradientCheck.Of(Sum(v), (v, Ones(65)))));
    }

    [Fact]
    public void A_weighting_that_overflows_is_said_to_be_not_finite()
    {
        var v = Input("v", 100);
        Assert.Equal(
            new Verdict.Inconclusive("the value is not finite at the point"),
            GradientCheck.Of(1e308 * v, (v, Ones(100))).Verdict
        );
    }

    [Fact]
    public void A_derivative_of_0_that_drowns_is_confirmed_by_the_rules()
    {
        var report = GradientCheck.Of(1e6 + 0 * X, (X, 1));
        Assert.StartsWith("too small beside the value", Assert.Single(report.Entries).Note);
    }

    [Fact]
    public void A_given_gradient_is_judged_where_the_function_jumps_and_where_it_bends()
    {
        var jump = GradientCheck.OfGradient(Floor(X) + X, [(X, 1 + 0 * X)], [(X, 1)]);
        Assert.Equal(
            new Verdict.Inconclusive(
                "1 of 1 derivatives could not be judged; at x the function jumps at the point"
            ),
            jump.Verdict
        );
        var bend = GradientCheck.OfGradient(Abs(X), [(X, 1.5 + 0 * X)], [(X, 0)]);
        Assert.Equal(
            new Verdict.Fail(
                "the gradient that was given is wrong: at x it is 1.5, differences give 1"
            ),
            bend.Verdict
        );
    }

    [Fact]
    public void Where_a_rule_is_blamed_what_is_disputed_fails()
    {
        var relu = WrongRules.Like(
            Primitives.Relu,
            Derivative.Elementwise((x, _) => Where(x >= 0, 1.5, 0))
        );
        var report = GradientCheck.Of(relu.Apply(X), (X, 0));
        Assert.Equal((1, 0), (report.FailedCount, report.InconclusiveCount));
        Assert.Equal(new Verdict.Fail("the rule of wrong relu"), report.Steps[8].Verdict);
        Assert.Equal("the rule of wrong relu", report.Steps[8].Figure);
    }

    [Fact]
    public void A_rule_that_forgets_an_operand_is_found_though_the_whole_jumps_along_it()
    {
        var forgetful = WrongRules.Like(Primitives.Sin, Derivative.Custom((_, _) => [null]));
        var report = GradientCheck.Of(
            forgetful.Apply(Y) + Floor(Y) + X,
            [(X, 2), (Y, 1)],
            new() { SecondOrder = false }
        );
        Assert.Same(forgetful, report.Blame?.Primitive);
        Assert.Equal(0, report.Blame!.Operand);
    }

    [Fact]
    public void A_primitive_that_the_gradient_alone_is_made_of_is_blamed_itself()
    {
        var cosine = WrongRules.Unary("cosine", Math.Cos, (x, _) => Sin(x));
        var sine = WrongRules.Unary("sine", Math.Sin, (x, _) => cosine.Apply(x));
        var blame = GradientCheck.Of(sine.Apply(X), (X, 1)).Blame!;
        Assert.Equal(("cosine", 1), (blame.Primitive.Name, blame.Order));
    }

    [Fact]
    public void Inputs_are_bound_by_name_though_the_gradient_is_made_of_others()
    {
        var options = new GradientCheckOptions { ElementType = ElementType.Single };
        Binding<double>[] at = [("x", NDArray<double>.Scalar(2)), ("y", NDArray<double>.Scalar(3))];
        var report = GradientCheck.Of(3 * X + X * StopGradient(Exp(X)) - Square(Y), at, options);
        Assert.Equal(new Verdict.Pass(), report.Verdict);
        Assert.Equal(
            new Verdict.Pass(),
            GradientCheck.Of(3 * X, ("x", NDArray<double>.Scalar(2))).Verdict
        );
        Assert.Equal(
            new Verdict.Pass(),
            GradientCheck
                .OfGradient(3 * X, [(X, Constant(3))], [("x", NDArray<double>.Scalar(2))])
                .Verdict
        );
    }

    [Fact]
    public void An_input_that_is_missing_is_an_error()
    {
        Assert.Throws<ArgumentNullException>(() =>
            GradientCheck.Of(X, [(X, 1)], new() { Wrt = [null!] })
        );
    }

    [Fact]
    public void An_input_is_connected_through_any_number_of_rows()
    {
        var inputs = new[] { X, Y };
        Binding<double>[] at = [(X, 2), (Y, 3)];
        var options = GradientCheckOptions.Default;
        var both = GraphComparison.Of(Stack([X, 2 * X]), inputs, at, options);
        Assert.Equal([true, false], both.Connected);
        Assert.Equal(
            [
                [1, 0],
                [2, 0],
            ],
            both.Comparison.Analytic
        );
        var scalar = GraphComparison.Of(X * Y, inputs, at, options);
        Assert.Equal([true, true], scalar.Connected);
        Assert.Equal(
            [
                [3, 2],
            ],
            scalar.Comparison.Analytic
        );
    }
}
