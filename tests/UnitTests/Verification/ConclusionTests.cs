namespace FunctionalGrad.UnitTests.Verification;

/// <summary>What a report says of the whole: the worst derivative by name, and which steps were left open.</summary>
public class ConclusionTests
{
    private static readonly Expr X = Input("x");

    private static Verdict OfSum(params double[] gradient) =>
        GradientCheck.OfFunction(p => p.Sum(), _ => gradient, [1, 2, 3]).Verdict;

    [Fact]
    public void Of_several_wrong_derivatives_the_worst_is_named()
    {
        Assert.Equal(
            new Verdict.Fail(
                "the gradient that was given is wrong: at x[1] it is 3, differences give 1"
            ),
            OfSum(1.1, 3, 1.2)
        );
    }

    [Fact]
    public void None_is_worse_than_what_is_no_number()
    {
        Assert.Equal(
            new Verdict.Fail(
                "the gradient that was given is wrong: at x[2] it is NaN, differences give 1"
            ),
            OfSum(1.1, 3, double.NaN)
        );
    }

    [Fact]
    public void Where_the_function_jumps_in_its_only_direction_nothing_was_compared()
    {
        var steps = GradientCheck.Of(Floor(X) + X, (X, 1)).Steps;
        Assert.Equal(new Verdict.Inconclusive("nothing could be compared"), steps[3].Verdict);
        Assert.Equal(new Verdict.Inconclusive("the function jumps at the point"), steps[4].Verdict);
        Assert.Equal("1 derivative on a kink or jump", steps[4].Figure);
        Assert.Equal(new Verdict.Pass(), steps[5].Verdict);
    }

    [Fact]
    public void A_rule_that_is_right_at_inputs_alone_is_not_blamed_but_the_whole_is_wrong()
    {
        var fickle = WrongRules.Unary("fickle", x => x * x, (x, _) => x is Input ? 2 * x : 3 * x);
        var report = GradientCheck.Of(fickle.Apply(X + 1), (X, 1));
        Assert.Equal(
            new Verdict.Fail(
                "every rule is right where it is used, but the gradient made of them is wrong: at x it is 6, differences give 4"
            ),
            report.Verdict
        );
        Assert.Null(report.Blame);
    }
}
