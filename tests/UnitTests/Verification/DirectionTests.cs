namespace FunctionalGrad.UnitTests.Verification;

/// <summary>How far directions reach, where they lead, and what derivatives along them are.</summary>
public class DirectionTests
{
    private const double Infinity = double.PositiveInfinity;

    [Fact]
    public void Along_one_element_a_step_is_relative_to_what_is_above_1()
    {
        double[] point = [0.25, -8, 3];
        var (small, large) = (Direction.Of(point, 0), Direction.Of(point, 1));
        Assert.Equal((1, 8), (small.Length, large.Length));
        Assert.Equal(new[] { 0.25, -4.0, 3 }, large.From(point, 0.5).Point);
        Assert.Equal(0.5, large.From(point, 0.5).Moved);
        Assert.Equal(new[] { 0.25, -8.0, 3 }, point);
        Assert.Equal(new[] { 0.0, 8, 0 }, large.Components(3));
        Assert.True(large is { IsEntry: true, IsSingle: true });
    }

    [Fact]
    public void Along_one_element_it_is_told_how_far_rounding_let_it_move()
    {
        Assert.Equal(0, Direction.Of([1], 0).From([1], 1e-17).Moved);
        double[] large = [1 << 20];
        double step = Math.ScaleB(0.7, -52);
        Assert.Equal(Math.ScaleB(1, -52), Direction.Of(large, 0).From(large, step).Moved);
        double[] two = [1, 1];
        Assert.Equal(1e-17, Direction.Exactly([1, 1]).From(two, 1e-17).Moved);
        Assert.Equal(0.25, Direction.Exactly([0]).From([1], 0.25).Moved);
    }

    [Fact]
    public void A_multiple_of_a_direction_is_the_same_in_all_but_its_length()
    {
        var twice = Direction.Of([5, 4], 1).Times(2);
        Assert.Equal((8, true), (twice.Length, twice.IsEntry));
        Assert.Equal(new[] { 0.0, 8 }, twice.Components(2));
        var exact = Direction.Exactly([1, -3]).Times(0.5);
        Assert.False(exact.IsEntry || exact.IsSingle);
        Assert.Equal(new[] { 0.5, -1.5 }, exact.Components(2));
    }

    [Fact]
    public void Scale_and_reach_are_the_smallest_and_largest_magnitudes_moved_with_1_between_them()
    {
        double[] point = [0, -0.25, 16, 0.5, -64];
        var all = Direction.Exactly([1, 1, 1, 1, 1]);
        Assert.Equal((0.25, 64), (all.Scale(point), all.Reach(point)));
        Assert.Equal(
            (1, 1),
            (Direction.Of(point, 0).Scale(point), Direction.Of(point, 0).Reach(point))
        );
        Assert.Equal(
            (1, 16),
            (Direction.Of(point, 2).Scale(point), Direction.Of(point, 2).Reach(point))
        );
        Assert.Equal(
            (0.5, 1),
            (Direction.Of(point, 3).Scale(point), Direction.Of(point, 3).Reach(point))
        );
    }

    [Fact]
    public void A_random_direction_moves_every_finite_element_of_a_range_by_a_half_to_one_of_its_scale()
    {
        double[] point = [7, 100, 0.5, Infinity, double.NaN, -20, 9];
        bool[] signs = [false, false];
        for (int seed = 0; seed < 10; seed++)
        {
            double[] moved = Direction
                .Random(point, 1, 5, new SeededRandom(seed))
                .Components(point.Length);
            Assert.Equal((0, 0, 0, 0), (moved[0], moved[3], moved[4], moved[6]));
            Assert.InRange(Math.Abs(moved[1]), 50, 100);
            Assert.InRange(Math.Abs(moved[2]), 0.5, 1);
            Assert.InRange(Math.Abs(moved[5]), 10, 20);
            signs[moved[1] < 0 ? 1 : 0] = true;
        }
        Assert.Equal(new[] { true, true }, signs);
    }

    [Fact]
    public void The_derivative_along_a_direction_is_the_sum_over_its_elements_without_what_is_not_moved()
    {
        var direction = Direction.Exactly([2, 0, -3]);
        Assert.Equal(-7, direction.Along([4, Infinity, 5]));
        Assert.Equal(Infinity, direction.Along([Infinity, 1, 5]));
        Assert.Equal(23, direction.Spread([4, 7, -5]));
        Assert.Equal(24, Direction.Of([1, 8], 1).Along([9, 3]));
    }
}
