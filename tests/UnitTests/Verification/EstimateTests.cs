namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Estimates of multiples of a function, and how near numbers come to their ends.</summary>
public class EstimateTests
{
    [Fact]
    public void A_multiple_of_a_function_has_multiples_of_its_slopes_and_errors_stay_positive()
    {
        var slope = new Estimate.Slope(3, 1, true, OnEdge: true) { Around = 5, Unseen = 7 };
        Assert.Equal(
            new Estimate.Slope(-6, 2, true, OnEdge: true) { Around = 10, Unseen = 14 },
            slope.Times(-2)
        );
        Assert.Equal(
            new Estimate.Kink(-2, 8, 1) { IsUndeclared = true },
            new Estimate.Kink(1, -4, 0.5) { IsUndeclared = true }.Times(-2)
        );
        Assert.Equal(new Estimate.Vertical(-6, true), new Estimate.Vertical(3, true).Times(-2));
        Assert.Equal(new Estimate.Nothing("why"), new Estimate.Nothing("why").Times(2));
    }

    [Fact]
    public void Numbers_above_1e300_may_overflow_on_the_way()
    {
        Assert.False(new Extremes(1e300, false).MayOverflow);
        Assert.True(new Extremes(1.01e300, false).MayOverflow);
    }

    [Fact]
    public void The_extremes_of_plain_numbers_are_those_of_the_finite_ones()
    {
        Assert.Equal(
            new Extremes(4, false),
            Extremes.Of([1, double.NaN, -4, double.PositiveInfinity, 3])
        );
        Assert.Equal(new Extremes(0, false), Extremes.Of([double.NaN]));
    }

    [Fact]
    public void The_extremes_of_a_graph_are_those_on_the_way_to_its_values_and_derivatives()
    {
        var x = Input("x");
        Extremes Of(Expr value, Expr derivative, double at) =>
            Extremes.Of(
                new GraphFunction([value], [x], [(x, at)]),
                new GraphFunction([derivative], [x], [(x, at)])
            );
        Assert.Equal(new Extremes(9, false), Of(Square(x) - 8, 2 * x, -3));
        Assert.Equal(new Extremes(30, false), Of(Square(x) - 8, 10 * x, -3));
        Assert.Equal(new Extremes(3, true), Of(Exp(-1 / x), x + 3, 0));
        Assert.Equal(new Extremes(1, false), Of(x, 1 / x, 0));
    }
}
