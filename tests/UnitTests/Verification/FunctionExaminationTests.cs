namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Plain functions that throw, remember, jump and bend, and gradients that are not there.</summary>
public class FunctionExaminationTests
{
    private static GradientReport Of(
        Func<double[], double> f,
        Func<double[], double[]> gradient,
        params double[] at
    ) => GradientCheck.OfFunction(f, gradient, at);

    [Fact]
    public void One_element_of_the_gradient_that_changes_is_enough_to_be_impure()
    {
        int calls = 0;
        Assert.IsType<Verdict.Fail>(
            Of(p => p[0] + p[1], _ => [1, 1 + 1e-12 * ++calls], 1, 2).Steps[0].Verdict
        );
        Assert.Equal(new Verdict.Pass(), Of(p => p[0] + p[1], _ => [1, 1], 1, 2).Steps[0].Verdict);
    }

    [Fact]
    public void At_a_jump_nothing_is_said_and_at_a_bend_the_failure_stands_in_entry_step_and_verdict()
    {
        Assert.Equal(
            new Verdict.Inconclusive(
                "1 of 1 derivatives could not be judged; at x[0] the function jumps at the point"
            ),
            Of(p => p[0] + Math.Floor(p[0]), _ => [1], 1).Verdict
        );
        var bend = Of(p => Math.Abs(p[0]), _ => [1.5], 0);
        Assert.Equal(
            new Verdict.Fail(
                "the gradient that was given is wrong: at x[0] it is 1.5, differences give 1"
            ),
            bend.Verdict
        );
        Assert.Equal(1, bend.FailedCount);
        Assert.Equal(
            new Verdict.Fail(
                "the gradient is 1.5 at a kink where the slope is -1 on the left and 1 on the right"
            ),
            bend.Steps[4].Verdict
        );
    }

    [Fact]
    public void What_is_thrown_at_the_point_and_what_must_end_the_check_is_passed_on()
    {
        int calls = 0;
        Assert.Throws<InvalidOperationException>(() =>
            Of(p => ++calls > 2 ? throw new InvalidOperationException() : p[0], _ => [1], 1)
        );
        foreach (
            var problem in new Exception[]
            {
                new OperationCanceledException(),
                new OutOfMemoryException(),
            }
        )
            Assert.Throws(
                problem.GetType(),
                () => Of(p => p[0] == 1 ? 1 : throw problem, _ => [1], 1)
            );
        var beside = Of(p => p[0] == 1 ? 1 : throw new FormatException("no"), _ => [1], 1);
        Assert.Contains("beside the point the function throws: no", beside.Verdict.Why);
    }

    [Fact]
    public void A_gradient_that_is_null_has_no_elements() =>
        Assert.Equal(
            "gradient check: the point has 1 elements, the gradient has 0: it must have one for each. (Parameter 'gradient')",
            Assert.Throws<ArgumentException>(() => Of(p => p[0], _ => null!, 1)).Message
        );

    [Fact]
    public void It_can_be_cancelled_before_the_first_difference()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        int calls = 0;
        Assert.Throws<OperationCanceledException>(() =>
            GradientCheck.OfFunction(
                p =>
                {
                    calls++;
                    return p[0];
                },
                _ => [1],
                [1],
                new() { Cancellation = cancelled.Token }
            )
        );
        Assert.Equal(2, calls);
    }

    [Fact]
    public void Without_elements_or_a_finite_value_there_are_no_steps()
    {
        Assert.Equal(
            new Verdict.Pass(
                "the point has no elements, so there is nothing to differentiate with respect to"
            ),
            Of(_ => 1, p => p).Verdict
        );
        var infinite = Of(_ => double.PositiveInfinity, p => p, 1);
        Assert.Equal(
            new Verdict.Inconclusive("the value is not finite at the point: it is Infinity"),
            infinite.Verdict
        );
        Assert.Empty(infinite.Steps);
    }

    [Fact]
    public void What_the_functions_do_to_their_arguments_changes_nothing()
    {
        double[] at = [3, 4];
        var report = Of(
            p =>
            {
                double value = p[0] * p[1];
                Array.Clear(p);
                return value;
            },
            p =>
            {
                double[] row = [p[1], p[0]];
                Array.Clear(p);
                return row;
            },
            at
        );
        Assert.Equal(new Verdict.Pass(), report.Verdict);
        Assert.Equal([3, 4], at);
    }
}
