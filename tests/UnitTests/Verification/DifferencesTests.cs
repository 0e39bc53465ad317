namespace FunctionalGrad.UnitTests.Verification;

/// <summary>What differences make of functions of one number whose slopes are known, and how little they look at.</summary>
public class DifferencesTests
{
    private const double Epsilon = 2.220446049250313e-16;
    private const double Tolerance = 1e-7;

    private readonly List<double> asked = [];

    private Differences Of(
        Func<double, double> f,
        double point = 0,
        Func<double, double>? branch = null,
        Func<Direction, double[]>? noise = null
    ) =>
        new(
            p =>
            {
                asked.Add(p[0]);
                return new([f(p[0])], (ulong)(branch?.Invoke(p[0]) + 2 ?? 0), null);
            },
            [point],
            knowsBranches: branch is not null,
            noise
        );

    private static Estimate Along(
        Differences differences,
        double expected,
        double tolerance = Tolerance
    ) => differences.Along(Direction.Of(differences.Point, 0), [expected], tolerance)[0];

    private static double Smooth(double _) => 0;

    [Fact]
    public void Two_steps_are_enough_where_they_agree_and_a_finer_one_where_there_are_no_branches()
    {
        var exact = new Estimate.Slope(3, 0, false);
        Assert.Equal(exact, Along(Of(x => 3 * x, branch: Smooth), 3, tolerance: 0));
        Assert.Equal(1 + 4, asked.Count);
        asked.Clear();
        Assert.Equal(exact, Along(Of(x => 3 * x), 3, tolerance: 0));
        Assert.Equal(1 + 4 + 2, asked.Count);
        asked.Clear();
        Assert.IsType<Estimate.Slope>(Along(Of(x => 3 * x, branch: Smooth), 2));
        Assert.InRange(asked.Count, 1 + 32, 1 + 32);
    }

    [Fact]
    public void The_finer_step_may_differ_by_the_tolerance_and_by_its_own_rounding()
    {
        // By 1e4 / 2^40 of 1000, and by the rounding of 1e5 over a step of 2^-20.
        Along(Of(x => 1000 * x + 1e4 * x * x * x), 1000);
        Assert.Equal(1 + 4 + 2, asked.Count);
        asked.Clear();
        Along(Of(x => 1e5 + 0.3 * x), 0.3, tolerance: 1e-5);
        Assert.Equal(1 + 4 + 2, asked.Count);
        asked.Clear();
        Along(Of(x => 3 * x + 1e-9 * Math.Sin(1e6 * x)), 3);
        Assert.InRange(asked.Count, 33, 100);
    }

    [Fact]
    public void Where_nothing_moves_only_wider_steps_are_looked_at_and_what_they_leave_unseen_is_told()
    {
        var estimate = Along(Of(_ => 3), 0);
        Assert.Equal(
            new Estimate.Slope(0, 3 * Epsilon * 4096, false) { Unseen = 3 * Epsilon * 4 },
            estimate
        );
        Assert.Equal(1 + 4 + 2, asked.Count);
    }

    [Fact]
    public void What_moves_only_at_wide_steps_and_faintly_is_looked_at_more_closely()
    {
        // 1e-14 of what is seen at a step of 1/4 is lost in the last digits of 1 at finer ones.
        Along(Of(x => 1 + 1e-14 * Math.Round(4 * x)), 0);
        Assert.InRange(asked.Count, 33, 100);
    }

    [Fact]
    public void Without_a_value_at_the_point_the_reason_is_handed_on()
    {
        var problem = new Differences(_ => new([double.NaN], 0, "no whole number"), [0], true);
        Assert.Equal(new Estimate.Nothing("no whole number"), Along(problem, 1));
        Assert.Equal(
            new Estimate.Nothing("the value is NaN at the point"),
            Along(Of(_ => double.NaN), 1)
        );
    }

    [Fact]
    public void A_clear_slope_needs_no_finer_steps_whatever_was_expected()
    {
        foreach (double expected in new[] { 0.0, 5, 1000 })
        {
            asked.Clear();
            Along(Of(x => 3 + 2 * x, branch: Smooth), expected);
            Assert.Equal(1 + 32, asked.Count);
        }
    }

    [Fact]
    public void Finer_steps_do_not_replace_a_slope_that_is_known_better()
    {
        var wide = Along(Of(x => 1e12 + x, noise: _ => [1]), 0);
        Assert.Equal(1 + 46, asked.Count);
        Assert.InRange(Assert.IsType<Estimate.Slope>(wide).Error, 1e-3, 1);
    }

    [Fact]
    public void A_slope_that_ends_growing_below_the_usual_steps_is_found_by_finer_ones()
    {
        var root = Along(Of(x => Math.Sqrt(x + 1e-12)), 1);
        Assert.Equal(5e5, Assert.IsType<Estimate.Slope>(root).Value, 5e5 * 1e-3);
        // But not one that is flatter than what was seen.
        static double Late(double x) => x < 0 ? double.NaN : x + Math.Sqrt(Math.Max(0, x - 1e-11));
        Assert.IsType<Estimate.Vertical>(Along(Of(Late, branch: x => x < 0 ? -1 : 0), 1));
    }

    [Fact]
    public void Noise_counts_where_branches_are_known_and_is_asked_once()
    {
        int times = 0;
        double[] Noise(Direction direction)
        {
            times++;
            return [1e-6, 0];
        }
        var two = new Differences(
            p => new([1 + p[0], 2 * p[0]], 0, null),
            [0],
            knowsBranches: true,
            Noise
        );
        var estimates = two.Along(Direction.Exactly([1]), [0, 0], Tolerance);
        Assert.InRange(Assert.IsType<Estimate.Slope>(estimates[0]).Error, 1e-6, 1);
        Assert.Equal(0, Assert.IsType<Estimate.Slope>(estimates[1]).Error);
        Assert.Equal(1, times);
        Along(Of(x => 1 + x, noise: Noise), 0);
        Assert.Equal(1, times);
    }

    [Fact]
    public void The_slope_to_one_side_is_free_of_what_goes_with_the_step()
    {
        Assert.Equal((1, 0), Of(x => x + x * x).Forward(Direction.Exactly([1]), 0));
        Assert.Null(Of(x => x > 0 ? double.NaN : x).Forward(Direction.Exactly([1]), 0));
    }
}
