namespace FunctionalGrad.UnitTests.Verification;

/// <summary>What is seen where two branches meet, by where the point itself lies and by which side settles.</summary>
public class SidesTests
{
    private static Estimate At0(
        Func<double, double> f,
        Func<double, ulong>? branch = null,
        double expected = 7,
        int size = 1
    ) =>
        new Differences(
            p => new([f(p[0])], branch?.Invoke(p[0]) ?? 0, null),
            new double[size],
            knowsBranches: branch is not null
        ).Along(size == 1 ? Direction.Of([0], 0) : Direction.Exactly([1, 1]), [expected], 1e-7)[0];

    private static ulong Sign(double x) => (ulong)(Math.Sign(x) + 1);

    private static ulong Above(double x) => x > 0 ? 1UL : 0;

    private static ulong NotBelow(double x) => x >= 0 ? 1UL : 0;

    private static (double Value, bool OneSided, bool OnEdge) Slope(Estimate estimate)
    {
        var slope = Assert.IsType<Estimate.Slope>(estimate);
        return (slope.Value, slope.OneSided, slope.OnEdge);
    }

    [Fact]
    public void The_slope_is_that_of_the_side_whose_branch_the_point_is_on()
    {
        static double Bend(double x) => x > 0 ? 3 * x : x;
        Assert.Equal((1, true, false), Slope(At0(Bend, Above)));
        Assert.Equal((3, true, false), Slope(At0(Bend, NotBelow)));
        Assert.Equal(new Estimate.Kink(1, 3, 0), At0(Bend, Sign));
        Assert.Equal(new Estimate.Kink(1, 3, 0), At0(Bend));
    }

    [Fact]
    public void Where_both_sides_agree_on_an_edge_there_is_a_slope_of_both() =>
        Assert.Equal((2, false, true), Slope(At0(x => 2 * x, Sign)));

    [Fact]
    public void A_side_that_grows_without_bound_does_not_count_against_the_one_the_point_is_on()
    {
        static double Root(double x) => x > 0 ? Math.Sqrt(x) : x;
        Assert.Equal((1, true, false), Slope(At0(Root, Above)));
        Assert.IsType<Estimate.Vertical>(At0(Root, NotBelow));
        static double Mirrored(double x) => -Root(-x);
        Assert.Equal((1, true, false), Slope(At0(Mirrored, NotBelow)));
        Assert.IsType<Estimate.Vertical>(At0(Mirrored, Above));
    }

    [Fact]
    public void A_side_without_values_leaves_the_slope_of_the_other_on_an_edge()
    {
        Assert.Equal((3, true, true), Slope(At0(x => x < 0 ? double.NaN : 3 * x)));
        Assert.Equal((3, true, true), Slope(At0(x => x > 0 ? double.NaN : 3 * x)));
        Assert.Equal((3, true, false), Slope(At0(x => x > 0 ? double.NaN : 3 * x, Above)));
    }

    [Fact]
    public void A_side_that_does_not_settle_leaves_nothing_but_what_is_rough()
    {
        static double Waves(double x) => x == 0 ? 0 : Math.Sin(1 / x);
        Assert.IsType<Estimate.Rough>(At0(x => x > 0 ? Waves(x) : x));
        Assert.IsType<Estimate.Rough>(At0(x => x < 0 ? Waves(x) : x));
        Assert.IsType<Estimate.Rough>(At0(Waves));
    }

    [Fact]
    public void Without_values_on_either_side_it_is_told_what_is_there_instead()
    {
        Assert.Equal(
            new Estimate.Nothing("the value is NaN beside the point"),
            At0(x => x == 0 ? 1 : double.NaN)
        );
        Assert.Equal(
            new Estimate.Nothing("no such row"),
            new Differences(
                p => p[0] == 0 ? new([1], 0, null) : new([double.NaN], 1, "no such row"),
                [0],
                knowsBranches: true
            ).Along(Direction.Of([0], 0), [1], 1e-7)[0]
        );
    }

    [Fact]
    public void Growth_over_the_finest_four_steps_is_vertical_however_even_it_was_before()
    {
        static double Late(double x) =>
            x < 0 ? double.NaN
            : x > Math.ScaleB(1, -24) ? x * 4096
            : Math.Sqrt(x);
        Assert.Equal(new Estimate.Vertical(1 << 16, false), At0(Late, size: 2));
        Assert.Equal(
            new Estimate.Jump(),
            At0(
                x =>
                    x < 0 ? double.NaN
                    : x > 0 ? 1
                    : 0,
                size: 2
            )
        );
    }

    [Fact]
    public void A_bend_that_nothing_declares_shows_where_the_gradient_is_not_the_mean_of_its_sides()
    {
        static double Leaky(double x) => x > 0 ? x : 0.125 * x;
        static ulong Silent(double x) => 0;
        Assert.Equal(new Estimate.Kink(0.125, 1, 0) { IsUndeclared = true }, At0(Leaky, Silent));
        Assert.Equal((0.5625, false, false), Slope(At0(Leaky, Silent, expected: 0.5625)));
        // A plain function bends unseen too, as long as its mean is clear.
        Assert.IsType<Estimate.Kink>(At0(x => 1e7 + Leaky(x)));
        Assert.IsType<Estimate.Slope>(At0(x => 1e7 + Leaky(x), expected: 0.5625));
    }

    [Fact]
    public void Near_an_edge_the_side_away_from_it_knows_the_slope_better()
    {
        static double Shallow(double x) => 1 + 1e-3 * Math.Max(0, x + 1e-6);
        var slope = Assert.IsType<Estimate.Slope>(
            At0(Shallow, x => x > -1e-6 ? 1UL : 0, expected: 1e-3 + 1e-9)
        );
        Assert.True(slope.OneSided);
        Assert.InRange(slope.Error, 0, 1e-11);
    }
}
