namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Which steps there are beside a point, and what is seen at them of a parabola and of a bend.</summary>
public class LadderTests
{
    private static readonly double[] One = [1];

    private static double Square(double x) => x * x;

    private static Ladder At(
        double point,
        Func<double, double> f,
        Func<double, ulong>? branch = null,
        List<double>? asked = null
    )
    {
        Look Look(double[] p)
        {
            asked?.Add(p[0]);
            return new([f(p[0])], branch?.Invoke(p[0]) ?? 0, null);
        }
        return new(
            Look,
            [point],
            new([f(point)], branch?.Invoke(point) ?? 0, null),
            Direction.Exactly(One)
        );
    }

    private static int Levels(double point) => At(point, Square).Levels;

    [Fact]
    public void Steps_shrink_by_4_from_a_quarter_on()
    {
        Assert.Equal([1.0 / 4, 1.0 / 16, 1.0 / 64, 1.0 / 256], At(1, Square).Steps()[..4]);
        Assert.Equal(1.0 / 1024, Ladder.Step(Ladder.Best));
        Assert.Equal(16, At(1, Square).Steps().Length);
    }

    [Fact]
    public void There_are_16_steps_and_more_beside_small_and_large_numbers()
    {
        Assert.Equal([16, 16, 17, 23, 56, 163], Powers(0, -7, -8, -20, -86, -300));
        Assert.Equal([16, 16, 17, 20, 24, 24], Powers(1, 13, 14, 20, 28, 200));

        static int[] Powers(params int[] exponents) =>
            [.. exponents.Select(exponent => Levels(Math.ScaleB(1, exponent)))];
    }

    [Fact]
    public void A_finer_ladder_has_seven_steps_more_and_keeps_what_was_seen()
    {
        var asked = new List<double>();
        var usual = At(1, Square, asked: asked);
        Assert.False(usual.IsFine || usual.IsFinest);
        foreach (int level in new[] { 0, 15 })
        foreach (int side in new[] { 0, 1 })
            usual.At(level, side);
        var finer = usual.Finer();
        Assert.True(finer.IsFine && finer.IsFinest);
        Assert.Equal(23, finer.Levels);
        Assert.Equal((1.5625, 0.25), (finer.At(0, 1).Look.Values[0], finer.At(0, 1).Moved));
        Assert.Equal((0.5625, 0.25), (finer.At(0, 0).Look.Values[0], finer.At(0, 0).Moved));
        finer.At(15, 0);
        finer.At(15, 1);
        Assert.Equal(4, asked.Count);
        finer.At(16, 1);
        Assert.Equal(5, asked.Count);
    }

    [Fact]
    public void Quotients_are_taken_from_side_to_side_or_from_the_point()
    {
        var ladder = At(1, Square);
        Assert.Equal([2, 2], ladder.TwoSided(0, 1, 3));
        Assert.Equal([2.25, 2.0625, 2.015625], ladder.OneSided(0, 1)[..3]);
        Assert.Equal([1.75, 1.9375, 1.984375], ladder.OneSided(0, 0)[..3]);
    }

    [Fact]
    public void What_lies_on_another_branch_or_has_no_value_gives_no_quotient()
    {
        var ladder = At(1, x => x > 1.2 ? double.NaN : x * x, x => x < 0.95 ? 1UL : 0);
        Assert.Equal([double.NaN, double.NaN, 2, 2], ladder.TwoSided(0, 0, 4));
        Assert.Equal([double.NaN, 2.0625, 2.015625], ladder.OneSided(0, 1)[..3]);
        Assert.Equal([double.NaN, double.NaN, 1.984375], ladder.OneSided(0, 0)[..3]);
        Assert.Equal(
            [double.NaN, 2],
            At(1, Square, x => x > 1.05 ? 1UL : 0).TwoSided(0, 0, 3)[1..]
        );
        Assert.Equal([double.NaN], At(1e17, Square).TwoSided(0, 10, 11));
        Assert.Equal(double.NaN, At(1e17, Square).OneSided(0, 1)[10]);
        Assert.Equal(double.NaN, At(1, x => x > 1.2 ? 1 / 0.0 : x).OneSided(0, 1)[0]);
    }

    [Fact]
    public void A_side_is_open_where_the_nearest_point_on_it_is_on_the_branch_of_the_point()
    {
        var edge = At(0, x => x, x => x > 0 ? 1UL : 0);
        Assert.True(edge.IsOpen(0));
        Assert.False(edge.IsOpen(1));
        Assert.Equal([1, 1, 1], edge.OneSided(0, 1)[..3]);
        var far = At(0, x => x, x => x > 1e-3 ? 1UL : 0);
        Assert.True(far.IsOpen(1));
        Assert.Equal(double.NaN, far.OneSided(0, 1)[3]);
    }

    [Fact]
    public void The_steepest_slope_around_is_that_of_changes_of_more_than_eight_roundings()
    {
        var ladder = At(1, Square);
        Assert.Equal(0, ladder.Around(0, 0));
        ladder.At(0, 1);
        ladder.At(0, 0);
        Assert.Equal(2.25, ladder.Around(0, 0.5625 / 8.1));
        Assert.Equal(0, ladder.Around(0, 0.5625 / 8));
        ladder.At(1, 1);
        Assert.Equal(2.25, ladder.Around(0, 0));
        var before = At(1, Square);
        before.At(0, 0);
        Assert.Equal(1.75, before.Around(0, 0));
    }

    [Fact]
    public void Around_an_edge_it_is_the_branches_beside_the_point_that_count()
    {
        static ulong Branch(double x) =>
            x > 0.1 ? 3UL
            : x > 0 ? 2UL
            : x < 0 ? 1UL
            : 0;
        var ladder = At(
            0,
            x =>
                x > 0.1 ? 100 * x
                : x > 0 ? 5 * x
                : 3 * x,
            Branch
        );
        ladder.At(0, 1);
        ladder.At(1, 1);
        ladder.At(0, 0);
        Assert.Equal(0, ladder.Around(0, 0));
        ladder.At(15, 0);
        Assert.Equal(3, ladder.Around(0, 0));
        ladder.At(15, 1);
        Assert.Equal(5, ladder.Around(0, 0));
        var infinite = At(1, x => x > 1.2 ? double.PositiveInfinity : x);
        infinite.At(0, 1);
        infinite.At(0, 0);
        Assert.Equal(0, infinite.Around(0, 0));
    }

    [Fact]
    public void A_slope_stays_unseen_if_the_widest_step_on_the_branch_does_not_show_it()
    {
        var ladder = At(1, x => x > 1.2 ? double.NaN : x * x, x => x < 0.8 ? 1UL : 0);
        Assert.Equal(double.NaN, ladder.Unseen(0, 1));
        for (int level = 3; level >= 0; level--)
            (ladder.At(level, 0), ladder.At(level, 1)).ToString();
        Assert.Equal(1.9375 + 0.5, ladder.Unseen(0, 0.5 / 16));
    }

    [Fact]
    public void It_is_faint_if_the_finest_change_that_is_left_is_64_roundings_at_most()
    {
        // 1/16 at step 1/4, 1/256 at step 1/16, none below.
        static double Lost(double x) => Math.Abs(x) < 0.05 ? 0 : x * x;
        Assert.True(At(0, Lost).IsFaint(0, 1.0 / (256 * 64)));
        Assert.False(At(0, Lost).IsFaint(0, 1.0 / (256 * 64.1)));
        Assert.False(At(0, _ => 3).IsFaint(0, 1));
        // Only steps wider than the best are looked at.
        Assert.False(At(0, Square).IsFaint(0, Math.ScaleB(1, -18 - 6)));
        Assert.True(At(0, x => x > 0 ? Lost(x) : 0).IsFaint(0, 1.0 / (256 * 64)));
        Assert.True(At(0, x => x < 0 ? Lost(x) : 0).IsFaint(0, 1.0 / (256 * 64)));
        Assert.False(At(0, Lost, x => (ulong)Math.Sign(x) & 3).IsFaint(0, 1));
    }

    [Fact]
    public void The_magnitude_is_that_of_the_largest_finite_value_seen()
    {
        var ladder = At(
            1,
            x =>
                x > 1.2 ? double.NegativeInfinity
                : x < 0.8 ? -9
                : -x * x
        );
        Assert.Equal(1, ladder.Magnitude(0));
        ladder.At(1, 1);
        Assert.Equal(1.12890625, ladder.Magnitude(0));
        ladder.At(0, 0);
        Assert.Equal(9, ladder.Magnitude(0));
        ladder.At(0, 1);
        Assert.Equal(9, ladder.Magnitude(0));
    }
}
