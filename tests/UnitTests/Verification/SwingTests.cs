namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Swings that rounding hides, whole or from the steps that would see their slope.</summary>
public class SwingTests
{
    [Fact]
    public void A_swing_no_larger_than_the_rounding_of_a_sum_accuses_nobody()
    {
        Expr x = Input("x"),
            y = Input("y");
        var f = 1e16 * y + Sin(5384 * x);
        Binding<double>[] at = [(x, 0.3), (y, 1.1)];
        for (int seed = 0; seed < 8; seed++)
        {
            var options = new GradientCheckOptions { Seed = seed };
            Assert.IsNotType<Verdict.Fail>(GradientCheck.Of(f, at, options).Verdict);
            Verdict Given(double factor) =>
                GradientCheck
                    .OfGradient(
                        f,
                        [(x, factor * 5384 * Cos(5384 * x)), (y, Constant(1e16))],
                        at,
                        options
                    )
                    .Verdict;
            Assert.IsNotType<Verdict.Fail>(Given(1));
            // What every node speaks against is not defended by them, however near it is.
            Assert.IsType<Verdict.Fail>(Given(1.001));
        }
    }

    [Fact]
    public void A_swing_that_is_over_within_steps_that_still_see_it_accuses_nobody()
    {
        // Of 128.4 the smaller term adds a few last digits: only steps where these are lost see its slope, from wider ones it is a step.
        var x = Input("x");
        foreach (double rate in new[] { 2400, 2e4, 1e5, 3e6 })
        foreach (double smaller in new[] { 98, 99.87, 100.5, 102, 104 })
        {
            var f = LogSumExp(Stack([Constant(128.4), rate * (x - 0.3) + smaller]));
            Assert.IsNotType<Verdict.Fail>(GradientCheck.Of(f, (x, 0.3)).Verdict);
        }
    }

    [Fact]
    public void A_swing_that_differences_take_for_scatter_of_a_steep_line_accuses_nobody()
    {
        var x = Input("x");
        var line = 6.5e11 * x;
        for (int seed = 0; seed < 8; seed++)
            Assert.IsNotType<Verdict.Fail>(
                GradientCheck.Of(line + Cos(line / 7), [(x, 0.3)], new() { Seed = seed }).Verdict
            );
    }
}
