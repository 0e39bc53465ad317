namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Claimed rows of a Jacobian against differences: what is appealed before anybody is accused, and what each claim costs.</summary>
public class JacobianComparisonTests
{
    private int noiseAsked;
    private int extremesAsked;

    private JacobianComparison Of(
        Func<double, double> f,
        Func<double, double> slope,
        double at,
        double noise = 0,
        Extremes extremes = default,
        double reach = 0,
        Func<double, ulong>? branch = null,
        GradientCheckOptions? options = null
    ) =>
        new(
            new Differences(
                p => new([f(p[0])], branch?.Invoke(p[0]) ?? 0, null),
                [at],
                knowsBranches: true
            ),
            p =>
                [
                    [slope(p[0])],
                ],
            () =>
            {
                noiseAsked++;
                return [noise];
            },
            () =>
            {
                extremesAsked++;
                return extremes;
            },
            _ => reach,
            options ?? GradientCheckOptions.Default
        );

    private static Finding Along(JacobianComparison comparison) =>
        comparison.Along(Direction.Of(comparison.Point, 0))[0];

    private static double Square(double x) => x * x;

    [Fact]
    public void An_entry_is_a_derivative_per_unit_however_long_the_direction()
    {
        var comparison = Of(Square, x => 2 * x, 8);
        var finding = Along(comparison);
        Assert.Equal(
            (16, 16),
            (finding.Numeric, comparison.AnalyticAlong(Direction.Of([8], 0), 0))
        );
        Assert.Equal(48, comparison.AnalyticAlong(Direction.Exactly([3]), 0));
        Assert.Equal(new Verdict.Pass(), finding.Verdict);
        Assert.Equal((0, 0), (noiseAsked, extremesAsked));
    }

    [Fact]
    public void What_is_wrong_at_both_lengths_of_step_stays_wrong()
    {
        Assert.Equal(
            new Verdict.Fail("the gradient is 17, differences give 16"),
            Along(Of(Square, x => 2 * x + 1, 8)).Verdict
        );
        Assert.Equal(1, noiseAsked);
        Assert.Equal(1, extremesAsked);
    }

    [Fact]
    public void What_its_own_rounding_explains_is_left_open()
    {
        var open = Along(Of(Square, x => 2 * x + 1, 8, noise: 0.11));
        Assert.Equal(
            new Verdict.Inconclusive("the gradient, 17, is lost in its own rounding errors"),
            open.Verdict
        );
        Assert.IsType<Verdict.Fail>(Along(Of(Square, x => 2 * x + 1, 8, noise: 0.09)).Verdict);
        // Beside the point, within its last digits, the gradient is another one.
        static double Fickle(double x) => x == 8 ? 17 : 17.2;
        Assert.IsType<Verdict.Inconclusive>(Along(Of(Square, Fickle, 8)).Verdict);
        static double LessFickle(double x) => x == 8 ? 17 : 16.95;
        Assert.IsType<Verdict.Fail>(Along(Of(Square, LessFickle, 8)).Verdict);
    }

    [Fact]
    public void A_slope_that_may_be_lost_beside_the_largest_value_that_it_moves_is_left_open_however_large_the_gradient_is()
    {
        Finding Of(double claimed, double largestValue) =>
            Along(
                this.Of(_ => 3, _ => claimed, 1, extremes: new(1e30, false), reach: largestValue)
            );
        Assert.Equal(
            new Verdict.Inconclusive(
                "differences see no slope, but one of 1 may be lost on the way to the value"
            ),
            Of(1, 1e15).Verdict
        );
        Assert.IsType<Verdict.Fail>(Of(1, 1e14).Verdict);
        Assert.IsType<Verdict.Fail>(Of(1, 0).Verdict);
    }

    [Fact]
    public void The_error_of_the_differences_counts_beside_it()
    {
        // Differences are wrong by 64 times their noise, 0.05; ten times 0.05 + 0.06 is more than 1, each alone is less.
        Verdict Judged(double rounding) =>
            Along(
                new(
                    new Differences(
                        p => new([p[0] * p[0]], 0, null),
                        [1],
                        knowsBranches: true,
                        _ => [0.05 / 64]
                    ),
                    p =>
                        [
                            [2 * p[0] + 1],
                        ],
                    () => [rounding],
                    () => default,
                    _ => 0,
                    GradientCheckOptions.Default
                )
            ).Verdict;
        Assert.IsType<Verdict.Inconclusive>(Judged(0.06));
        Assert.IsType<Verdict.Fail>(Judged(0.04));
    }

    [Fact]
    public void Rounding_adds_that_of_the_point_to_that_on_the_way_per_unit()
    {
        static double Fickle(double x) => x == 8 ? 17 : 16.75;
        var comparison = Of(Square, Fickle, 8, noise: 0.5);
        Assert.Equal(0.75, comparison.Rounding(Direction.Of([8], 0), 0));
        Assert.Equal(3 * 0.75, comparison.Rounding(Direction.Exactly([-3]), 0));
        Assert.Equal(1, noiseAsked);
        var elsewhere = Of(Square, Fickle, 8, noise: 0.5, branch: x => x == 8 ? 1UL : 0);
        Assert.Equal(0.5, elsewhere.Rounding(Direction.Of([8], 0), 0));
    }

    [Fact]
    public void Two_lengths_of_step_that_do_not_agree_accuse_nobody()
    {
        // Wrong by a slope of 1 at the steps of one length alone.
        static double Moody(double x)
        {
            double h = Math.Abs(x - 1);
            return x + (h != 0 && Math.Log2(h) % 2 == 0 ? x - 1 : 0);
        }
        Assert.Equal(
            new Verdict.Inconclusive(
                "differences of two sizes of step do not agree with one another"
            ),
            Along(Of(Moody, _ => 1, 1)).Verdict
        );
    }

    [Fact]
    public void What_overflows_is_left_open_and_beside_what_is_infinite_a_failure_is_disputed()
    {
        Assert.Equal(
            new Verdict.Inconclusive("the derivative overflows, or numbers on the way to it do"),
            Along(Of(Square, _ => double.PositiveInfinity, 8, extremes: new(1e301, false))).Verdict
        );
        var infinite = Along(Of(Square, _ => double.PositiveInfinity, 8));
        Assert.Equal(
            new Verdict.Fail("the gradient is Infinity, differences give 16"),
            infinite.Verdict
        );
        var beside = Along(Of(Square, x => 2 * x + 1, 8, extremes: new(1e301, true)));
        Assert.IsType<Verdict.Fail>(beside.Verdict);
        Assert.True(beside.Disputed);
        Assert.False(Along(Of(Square, x => 2 * x + 1, 8, extremes: new(1e301, false))).Disputed);
    }

    [Fact]
    public void Tolerances_are_those_of_the_options()
    {
        var wide = new GradientCheckOptions { RelativeTolerance = 0.1 };
        Assert.IsType<Verdict.Pass>(Along(Of(Square, x => 2 * x + 1, 8, options: wide)).Verdict);
        var loose = new GradientCheckOptions { AbsoluteTolerance = 1 };
        Assert.IsType<Verdict.Pass>(Along(Of(Square, x => 2 * x + 1, 8, options: loose)).Verdict);
    }

    [Fact]
    public void Every_output_has_a_row_and_a_finding_of_its_own()
    {
        var comparison = new JacobianComparison(
            new Differences(
                p => new([p[0] * p[1], p[0] - p[1]], 0, null),
                [3, 5],
                knowsBranches: true
            ),
            _ =>
                [
                    [5, 3],
                    [1, 70],
                ],
            () => [1, 2, 3, 4],
            () => default,
            _ => 0,
            GradientCheckOptions.Default
        );
        var findings = comparison.Along(Direction.Of(comparison.Point, 1));
        Assert.Equal([3, -1], findings.Select(finding => Math.Round(finding.Numeric, 6)));
        Assert.Equal(["pass", "FAIL"], findings.Select(finding => finding.Verdict.Word));
        Assert.Equal([15, -2.0], comparison.Here.Values);
        Assert.Equal((2, 4), (Rounding(0, 1), Rounding(1, 1)));

        double Rounding(int row, int element) =>
            comparison.Rounding(Direction.Exactly([1 - element, element]), row);
    }
}
