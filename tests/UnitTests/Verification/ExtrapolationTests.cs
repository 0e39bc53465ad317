namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Quotients at steps 1, 1/4, 1/16 ... whose limits and errors are known exactly.</summary>
public class ExtrapolationTests
{
    private const double Rounding = 1.0 / (1 << 20);

    // So large a value that no scatter of the quotients counts as an oscillation.
    private const double Huge = 1e300;

    private static readonly double[] Steps = [.. Enumerable.Range(0, 8).Select(Power)];

    private static double Power(int level) => Math.ScaleB(1, -2 * level);

    private static double[] Of(Func<double, double> quotient) =>
        Array.ConvertAll(Steps, step => quotient(step));

    private static (double Value, double Error)? Limit(
        double[] quotients,
        bool oneSided = false,
        double rounding = 0,
        double magnitude = Huge
    ) => Extrapolation.Of(Steps[..quotients.Length], quotients, oneSided, rounding, magnitude);

    [Fact]
    public void What_goes_with_the_square_of_the_step_is_taken_away_and_on_one_side_also_what_goes_with_it()
    {
        Assert.Equal((1, 0), Limit(Of(h => 1 + 15 * h * h)));
        Assert.Equal((1, 0), Limit(Of(h => 1 + 3 * h + h * h), oneSided: true));
        Assert.NotEqual((1, 0), Limit(Of(h => 1 + 3 * h)));
    }

    [Fact]
    public void Rounding_weighs_as_much_as_the_steps_are_small_and_four_times_on_one_side()
    {
        Assert.Equal((1, 16 * Rounding), Limit(Of(_ => 1), rounding: Rounding));
        Assert.Equal((1, 256 * Rounding), Limit(Of(_ => 1), oneSided: true, rounding: Rounding));
    }

    [Fact]
    public void A_step_that_cannot_be_used_takes_with_it_the_two_limits_that_rest_on_it()
    {
        const double none = double.NaN;
        Assert.Equal((1, 256 * Rounding), Limit([none, none, 1, 1, 1, 1], rounding: Rounding));
        Assert.Equal((1, 16 * Rounding), Limit([1, 1, 1, none, 1, 1], rounding: Rounding));
        Assert.Null(Limit([none, none, none, none], rounding: Rounding));
        Assert.Null(Limit([none, 1, none, 1, none, 1], rounding: Rounding));
    }

    [Fact]
    public void Of_several_limits_that_with_the_least_error_is_kept()
    {
        // What is left of h^4 is -16 h^4, and rounding seems to be what it still varies by between the finest steps, times the step.
        Assert.Equal((-16 * Power(24), 5100 * Power(24)), Limit(Of(h => h * h * h * h)));
    }

    [Fact]
    public void Coarse_limits_that_agree_by_chance_do_not_count_against_finer_ones()
    {
        Assert.Equal((1, 0), Limit([5, 5, 5, 1, 1, 1, 1, 1]));
    }

    [Fact]
    public void A_change_that_does_not_shrink_with_the_step_tells_nothing_of_the_slope()
    {
        // A swing of 12 around a number far larger, over within 1/64: the finest steps see no more than one or two of its digits.
        double[] quotients = [12, 48, 192, 768, 600, 1000, 0, 0];
        Assert.Equal(600, Limit(quotients, rounding: 1)!.Value.Value, 200.0);
        Assert.Null(Limit(Of(h => 12 / h), rounding: 1));
        Assert.Null(Limit(Of(h => -1.1 / h), rounding: 1));
        // What does not stand out from rounding may be that, and its error says so.
        var (value, error) = Limit(Of(h => 1 / h), rounding: 1)!.Value;
        Assert.InRange(error, value / 4, 4 * value);
    }

    [Fact]
    public void A_change_that_becomes_exactly_0_was_rounded_to_0()
    {
        // The last change but one was of 1 at step 1/16, at 1/64 there is none: so much as four times that may be lost.
        Assert.Equal((1, 1), Limit([1, 1, 1, 0, 0]));
        Assert.Equal((-1, 1), Limit([-1, -1, -1, 0, 0]));
        Assert.Equal((0, 0), Limit([0, 0, 0, 0, 0]));
    }

    [Fact]
    public void Rounding_that_is_larger_than_it_is_told_shows_in_limits_that_scatter_alike()
    {
        const double noise = 1.0 / (1 << 10);
        double[] quotients = [.. Steps.Select((h, k) => 1 + (k % 2 == 0 ? noise : -noise) / h)];
        var (value, error) = Limit(quotients, rounding: 1e-16)!.Value;
        Assert.InRange(Math.Abs(value - 1), 0, error);
        Assert.InRange(error, noise, 100 * noise);
    }

    [Fact]
    public void It_is_the_five_finest_changes_that_tell_of_rounding()
    {
        // Their limits scatter by 2 + 4/15: so much at a step of 1/64, of which a step of 1/16 makes a quarter, and a quarter of the scatter.
        var (_, error) = Limit([1, -1, 1, -1, 1, -1, 1, -1])!.Value;
        Assert.Equal((2 + 4 / 15.0) * (1 / 4.0 + 1 / 4.0), error, 1e-12);
    }

    [Fact]
    public void Values_that_scatter_by_more_than_two_millionths_of_their_magnitude_oscillate()
    {
        double[] quotients = [1, -1, 1, -1, 1, -1];
        Assert.NotNull(Limit(quotients, magnitude: 250_000));
        Assert.Null(Limit(quotients, magnitude: 249_999));
        Assert.Null(Limit([double.NaN, double.NaN, .. quotients], magnitude: 1));
    }

    [Fact]
    public void Unless_that_is_less_than_a_thousandth_of_how_far_they_go_at_all()
    {
        // The finest five changes scatter by 2/64.
        double[] Moving(double far) => [far, 1, 1, -1, 1, -1, 1, -1];
        Assert.NotNull(Limit(Moving(31.25), magnitude: 1));
        Assert.Null(Limit(Moving(31.2), magnitude: 1));
        Assert.NotNull(Limit(Moving(-31.25), magnitude: 1));
    }

    [Fact]
    public void The_error_covers_the_distance_from_the_true_slope()
    {
        (Func<double, double> F, double Slope)[] functions =
        [
            (Math.Exp, 1),
            (Math.Sin, 1),
            (x => 1 / (1 + x + x * x), -1),
            (x => Math.Sqrt(2 + x), 0.5 / Math.Sqrt(2)),
        ];
        foreach (var (f, slope) in functions)
        foreach (bool oneSided in new[] { false, true })
        {
            double[] quotients = Of(h => oneSided ? (f(h) - f(0)) / h : (f(h) - f(-h)) / (2 * h));
            var (value, error) = Limit(quotients, oneSided, 2.3e-16, 1)!.Value;
            Assert.InRange(Math.Abs(value - slope), 0, 10 * error);
            Assert.InRange(error, 1e-17, oneSided ? 1e-6 : 1e-9);
        }
    }
}
