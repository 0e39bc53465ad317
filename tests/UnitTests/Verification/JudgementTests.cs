namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Where a derivative begins to be wrong, to be left open and to pass, at numbers that meet the limits exactly.</summary>
public class JudgementTests
{
    private static Judgement Judge(
        double relative = 0,
        double absolute = 0,
        double rounding = 0,
        bool hasRules = false
    ) => new(relative, absolute, () => rounding, hasRules);

    private static Estimate.Slope Slope(double value, double error = 0) => new(value, error, false);

    private static string Outcome(Finding finding) => finding.Verdict.Word;

    private static string Outcome(Judgement judgement, double analytic, Estimate estimate) =>
        Outcome(judgement.Of(analytic, estimate));

    [Fact]
    public void The_tolerances_are_relative_to_the_larger_magnitude_and_add_up()
    {
        Assert.Equal("pass", Outcome(Judge(relative: 0.5), 1, Slope(2)));
        Assert.Equal("pass", Outcome(Judge(relative: 0.5), 2, Slope(1)));
        Assert.Equal("FAIL", Outcome(Judge(relative: 0.5), 0.9, Slope(2)));
        Assert.Equal("pass", Outcome(Judge(relative: 0.5, absolute: 0.5), 0.5, Slope(2)));
        Assert.Equal("FAIL", Outcome(Judge(relative: 0.5, absolute: 0.5), 0.4, Slope(2)));
    }

    [Fact]
    public void A_derivative_passes_if_ten_times_the_error_is_a_hundredth_of_it_at_most()
    {
        Assert.Equal("pass", Outcome(Judge(), 100, Slope(100, 0.1)));
        var open = Judge().Of(100, Slope(100, 0.2));
        Assert.Equal(
            new Verdict.Inconclusive(
                "the derivative, 100, drowns in the rounding errors of the differences"
            ),
            open.Verdict
        );
        Assert.True(open.Drowned);
    }

    [Fact]
    public void What_the_absolute_tolerance_accepts_with_its_doubt_needs_not_be_seen()
    {
        Assert.Equal("pass", Outcome(Judge(absolute: 2), 1, Slope(1, 0.1)));
        Assert.Equal("inconclusive", Outcome(Judge(absolute: 1.5), 1, Slope(1, 0.1)));
    }

    [Fact]
    public void What_its_own_rounding_explains_counts_as_0_where_the_function_moves_beside_the_point()
    {
        Estimate Beside(double around) => Slope(8, 1) with { Around = around };
        Assert.Equal("pass", Outcome(Judge(rounding: 0.8), 8, Beside(1e7)));
        Assert.Equal("inconclusive", Outcome(Judge(rounding: 0.8), 8, Beside(9.99e6)));
        Assert.Equal("inconclusive", Outcome(Judge(rounding: 0.7), 8, Beside(1e7)));
        Assert.Equal("pass", Outcome(Judge(), 0, Beside(1e7)));
        // On the edge of a domain slopes may shrink no faster than the root of the step.
        static Estimate Edge(double around) =>
            new Estimate.Slope(8, 1, true, OnEdge: true) { Around = around };
        Assert.Equal("pass", Outcome(Judge(), 0, Edge(1000)));
        Assert.Equal("inconclusive", Outcome(Judge(), 0, Edge(999)));
    }

    [Fact]
    public void Where_nothing_moves_a_plain_function_must_show_a_millionth_and_a_graph_has_rules_to_ask()
    {
        static Estimate Flat(double error, double unseen) =>
            Slope(0, error) with
            {
                Unseen = unseen,
            };
        Assert.Equal("pass", Outcome(Judge(), 0, Flat(1, 1e-6)));
        Assert.Equal(
            new Verdict.Inconclusive(
                "the value does not move, but neither would it if the derivative were 2E-06 instead of 0: that drowns in its rounding"
            ),
            Judge().Of(0, Flat(1, 2e-6)).Verdict
        );
        Assert.Equal("pass", Outcome(Judge(hasRules: true), 0, Flat(1e-7, double.NaN)));
        Assert.Equal("inconclusive", Outcome(Judge(hasRules: true), 0, Flat(1, 1e-6)));
    }

    [Fact]
    public void A_gradient_that_is_not_finite_is_disputed_unless_the_slope_itself_drowns()
    {
        var wrong = Judge().Of(double.NaN, Slope(100, 0.1));
        Assert.Equal(new Verdict.Fail("the gradient is NaN, differences give 100"), wrong.Verdict);
        Assert.True(wrong.Disputed);
        Assert.Equal(
            new Verdict.Inconclusive(
                "the gradient is NaN, and the slope drowns in the rounding errors of the differences"
            ),
            Judge().Of(double.NaN, Slope(100, 0.2)).Verdict
        );
        Assert.Equal("FAIL", Outcome(Judge(), double.NaN, Slope(0, 1)));
    }

    [Fact]
    public void On_an_edge_an_infinite_gradient_is_left_open_only_with_the_sign_of_the_slope()
    {
        static Estimate Edge(double value) => new Estimate.Slope(value, 0, true, OnEdge: true);
        Assert.Equal("inconclusive", Outcome(Judge(), double.PositiveInfinity, Edge(2)));
        Assert.Equal("inconclusive", Outcome(Judge(), double.NegativeInfinity, Edge(-2)));
        Assert.Equal("FAIL", Outcome(Judge(), double.NegativeInfinity, Edge(2)));
        Assert.Equal("FAIL", Outcome(Judge(), double.PositiveInfinity, Edge(0)));
        Assert.Equal("FAIL", Outcome(Judge(), double.PositiveInfinity, Slope(2)));
    }

    [Fact]
    public void A_failure_is_disputed_on_an_edge_and_on_a_kink_alone()
    {
        Assert.False(Judge().Of(1, Slope(2)).Disputed);
        Assert.True(Judge().Of(1, new Estimate.Slope(2, 0, true, OnEdge: true)).Disputed);
        Assert.True(Judge().Of(2, new Estimate.Kink(0, 1, 0)).Disputed);
    }

    [Fact]
    public void On_a_kink_the_limits_are_the_slopes_widened_by_tolerances_and_ten_times_the_error()
    {
        // By half of the steeper slope, and 0.25, and ten times 0.125.
        var judge = Judge(relative: 0.5, absolute: 0.25);
        foreach (var kink in new Estimate.Kink[] { new(-1, 3, 0.125), new(3, -1, 0.125) })
        {
            Assert.Equal("pass", Outcome(judge, 6, kink));
            Assert.Equal("pass", Outcome(judge, -4, kink));
            Assert.Equal("FAIL", Outcome(judge, 6.001, kink));
            Assert.Equal("FAIL", Outcome(judge, -4.001, kink));
            Assert.Equal("FAIL", Outcome(judge, double.NaN, kink));
            Assert.Equal(
                (3, -1, 2),
                (Seen(judge, 6, kink), Seen(judge, -4, kink), Seen(judge, 2, kink))
            );
        }

        static double Seen(Judgement judge, double analytic, Estimate estimate) =>
            judge.Of(analytic, estimate).Numeric;
    }

    [Fact]
    public void Where_the_slope_grows_without_bound_half_of_what_was_seen_is_not_yet_too_flat()
    {
        static Estimate Steep(double seen, bool last = true) => new Estimate.Vertical(seen, last);
        var flat = Judge().Of(3.99, Steep(8));
        Assert.Equal(
            new Verdict.Fail(
                "the gradient is 3.99, but the slope grows without bound at the point"
            ),
            flat.Verdict
        );
        Assert.True(flat.Disputed);
        Assert.Equal("inconclusive", Outcome(Judge(), 4, Steep(8)));
        Assert.Equal("inconclusive", Outcome(Judge(), -4, Steep(-8)));
        Assert.Equal("FAIL", Outcome(Judge(), 8, Steep(-8)));
        Assert.Equal("inconclusive", Outcome(Judge(), 3.99, Steep(8, last: false)));
    }

    [Fact]
    public void Where_the_slope_grows_without_bound_only_infinity_of_its_sign_passes()
    {
        const double infinity = double.PositiveInfinity;
        Assert.Equal("pass", Outcome(Judge(), infinity, new Estimate.Vertical(8, true)));
        Assert.Equal("pass", Outcome(Judge(), -infinity, new Estimate.Vertical(-8, true)));
        Assert.Equal("inconclusive", Outcome(Judge(), infinity, new Estimate.Vertical(8, false)));
        // Which infinity it is may hang on the sign of a zero: no wrong one is accused.
        Assert.Equal(
            new Verdict.Inconclusive(
                "the gradient is -Infinity; the slope grows to 8 at the finest step, as on the edge of a domain or just beside it"
            ),
            Judge().Of(-infinity, new Estimate.Vertical(8, true)).Verdict
        );
    }
}
