namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Expressions in float beside the same in double.</summary>
public class SingleComparisonTests
{
    private static readonly Expr X = Input("x"),
        V = Input("v", 3);

    private static SingleComparison Of(Expr f, double at) =>
        SingleComparison.Of("it", [f], [(X, at)], GradientCheckOptions.Default);

    private static Expr Off(double inDouble, float inFloat) =>
        new Primitive("off")
        {
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Of(
                (x, y) => y[0] = inDouble * x[0][0],
                (x, y) => y[0] = inFloat * x[0][0]
            ),
            Derivative = Derivative.Elementwise((_, _) => 1),
            Notation = Notation.Function("off"),
        }.Apply(X);

    [Fact]
    public void What_is_exact_in_both_has_no_error()
    {
        var exact = Of(3 * X, 2);
        Assert.Equal(new SingleComparison(new Verdict.Pass(), 0, 6), exact);
        Assert.Equal(0, exact.Worst);
        Assert.Equal(0, Of(0 * X, 2).Worst);
    }

    [Fact]
    public void Errors_of_some_dozen_last_digits_pass_and_of_more_fail()
    {
        var near = Of(Off(1, 1.000005f), 1);
        Assert.Equal(new Verdict.Pass(), near.Verdict);
        Assert.Equal(5e-6, near.Worst, 1e-7);
        var far = Of(Off(1, 1.00001f), 1);
        Assert.Equal(
            new Verdict.Fail(
                "it is 1 in double and 1.00001001 in float, further apart than rounding explains"
            ),
            far.Verdict
        );
        Assert.Equal((1e-5, 1), (Math.Round(far.Error, 6), far.Scale));
        Assert.IsType<Verdict.Fail>(Of(Off(1, 0.99999f), -1).Verdict);
        Assert.Equal(new Verdict.Pass(), Of(Off(1000, 1000.005f), 1).Verdict);
    }

    [Fact]
    public void The_worst_is_the_largest_error_over_the_largest_element()
    {
        var comparison = SingleComparison.Of(
            "it",
            [Off(1, 1.000005f), 4 * X],
            [(X, -2)],
            GradientCheckOptions.Default
        );
        Assert.Equal(8, comparison.Scale);
        Assert.Equal(1e-5, comparison.Error, 1e-7);
        Assert.Equal(comparison.Error / 8, comparison.Worst);
    }

    [Fact]
    public void The_point_is_rounded_to_float_for_both() => Assert.Equal(0, Of(X, 0.1).Error);

    [Fact]
    public void What_is_not_finite_in_double_is_not_compared()
    {
        Assert.Equal(new Verdict.Pass(), Of(Log(X), 0).Verdict);
        Assert.Equal(0, Of(Log(X), 0).Scale);
        Assert.IsType<Verdict.Fail>(Of(Off(1, float.NaN), 1).Verdict);
    }

    [Fact]
    public void A_rule_whose_derivative_is_far_off_in_float_is_blamed_in_the_tenth_step()
    {
        var slope = ((Apply)Off(1, 1.5f)).Primitive;
        var straight = WrongRules.Unary("straight", x => x, (x, _) => slope.Apply(1 + 0 * x));
        var report = GradientCheck.Of(
            straight.Apply(X),
            [(X, 2)],
            new() { ElementType = ElementType.Single }
        );
        Assert.Equal(("straight", 1), (report.Blame!.Primitive.Name, report.Blame.Order));
        Assert.Equal("its derivative in float is far from that in double", report.Blame.Reason);
        var step = report.Steps[9];
        Assert.Equal(
            "a derivative is 1 in double and 1.5 in float, further apart than rounding explains",
            step.Figure
        );
        Assert.Equal(new Verdict.Fail(step.Figure), step.Verdict);
    }

    [Fact]
    public void Overflow_underflow_and_other_branches_are_excuses()
    {
        Assert.Equal(
            "it is 1E+38 in double and Infinity in float: float overflows",
            Of(Off(1e38, float.PositiveInfinity), 1).Verdict.Why
        );
        Assert.Equal(
            "it is 1E-37 in double and 1 in float: float underflows",
            Of(Off(1e-37, 1), 1).Verdict.Why
        );
        Assert.IsType<Verdict.Fail>(Of(Off(1e-35, 1), 1).Verdict);
        Assert.IsType<Verdict.Fail>(Of(Off(1e35, 1), 1).Verdict);
        // 0.7 in float is a little less; ten times that is 7 in float and less in double.
        var step = SingleComparison.Of(
            "it",
            [Floor(10 * V)],
            [(V, NDArray.Of([0.7, 0.7, 0.7]))],
            GradientCheckOptions.Default
        );
        Assert.Equal(
            new Verdict.Inconclusive(
                "it is 6 in double and 7 in float: rounding leads to another branch"
            ),
            step.Verdict
        );
    }
}
