namespace FunctionalGrad.UnitTests.Training;

public class ScheduleTests
{
    [Fact]
    public void A_number_is_a_constant_schedule() =>
        Assert.Equal([0.1, 0.1], At((Schedule)0.1, 0, 1000));

    [Fact]
    public void Step_decay_falls_by_the_factor_after_each_stretch() =>
        Assert.Equal(
            [8, 8, 4, 4, 2],
            At(Schedule.StepDecay(8, every: 10, factor: 0.5), 0, 9, 10, 19, 20)
        );

    [Fact]
    public void Exponential_decay_falls_by_the_factor_in_each_step() =>
        Assert.Equal([8, 4, 1], At(Schedule.Exponential(8, 0.5), 0, 1, 3));

    [Fact]
    public void Half_a_cosine_leads_from_the_first_rate_to_the_final_one_which_stays()
    {
        var rates = At(Schedule.Cosine(1, steps: 4, final: 0.2), 0, 1, 2, 4, 9);
        double[] expected = [1, 0.6 + 0.4 * Math.Sqrt(0.5), 0.6, 0.2, 0.2];
        Assert.All(expected.Zip(rates), r => Assert.Equal(r.First, r.Second, 1e-15));
    }

    [Fact]
    public void Warm_up_rises_along_a_line_to_the_schedule_it_is_put_before() =>
        Assert.Equal([0.5, 1, 2, 2], At(Schedule.Constant(2).WarmedUp(4), 0, 1, 3, 9));

    [Fact]
    public void One_schedule_follows_another_which_counts_from_there() =>
        Assert.Equal(
            [3, 3, 8, 4],
            At(Schedule.Constant(3).Then(5, Schedule.Exponential(8, 0.5)), 0, 4, 5, 6)
        );

    [Fact]
    public void Any_function_of_the_step_is_a_schedule() =>
        Assert.Equal([1, 0.5, 0.25], At(new Schedule(t => 1 / (1 + t)), 0, 1, 3));

    [Fact]
    public void The_last_step_before_a_decay_is_not_rounded_into_it_in_float()
    {
        const int every = 4099;
        var rate = Schedule.StepDecay(1, every, 0.5).At(Input("t"));
        foreach (int k in new[] { 1, 2, 1000, 4000 })
        {
            float before = Evaluate.Value<float>(rate, (Input("t"), k * every - 1f)).ToScalar();
            float after = Evaluate.Value<float>(rate, (Input("t"), k * every)).ToScalar();
            Assert.Equal(MathF.Pow(0.5f, k - 1), before);
            Assert.Equal(MathF.Pow(0.5f, k), after);
        }
    }

    [Fact]
    public void A_schedule_of_no_steps_is_an_error() =>
        Assert.Equal(
            "schedule: 0 steps are asked for, but a stretch of a schedule has at least one.",
            Assert.Throws<ShapeException>(() => Schedule.Cosine(1, 0)).Message
        );

    [Fact]
    public void A_schedule_that_is_no_scalar_is_an_error() =>
        Assert.Equal(
            "schedule: the rate is [2], but a schedule turns the step, a scalar [], into a scalar [].",
            Assert
                .Throws<ShapeException>(() =>
                    Optimizer
                        .GradientDescent(new Schedule(t => Broadcast(t, [2])))
                        .Rule(Input("w"), Input("g"), [], Input("step"))
                )
                .Message
        );

    private static double[] At(Schedule schedule, params double[] steps)
    {
        var t = Input("t");
        var rate = schedule.At(t);
        return [.. steps.Select(step => Evaluate.Value(rate, (t, step)).ToScalar())];
    }
}
