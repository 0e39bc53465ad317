namespace FunctionalGrad.UnitTests.Training;

public class TrainingStepTests
{
    private static readonly Expr x = Input("x", 4, 2);
    private static readonly Expr y = Input("y", 4, 1);
    private static readonly NDArray<double> xs = NDArray<double>.Of(
        [4, 2],
        [0, 0, 0, 1, 1, 0, 1, 1]
    );
    private static readonly NDArray<double> ys = NDArray<double>.Of([4, 1], [0, 1, 1, 0]);

    [Fact]
    public void The_lectures_tiny_network_takes_the_steps_computed_by_hand()
    {
        // TEACHING.md, lesson 10; the numbers were computed apart
        Expr x = Input("x", 2, 2),
            y = Input("y", 2);
        var w1 = Parameter("w1", [2, 3], Initializer.Zeros);
        var w2 = Parameter("w2", [3], Initializer.Zeros);
        var loss = Loss.SquaredError(MatMul(Sigmoid(MatMul(x, w1)), w2), y);
        var step = TrainingStep.Of(loss, Optimizer.GradientDescent(0.1));

        var start = step.Initial<double>(0)
            .WithParameters(
                new Dictionary<string, NDArray<double>>
                {
                    ["w1"] = NDArray<double>.Of([2, 3], [.1, -.2, .3, .4, .5, -.6]),
                    ["w2"] = NDArray<double>.Of([3], [.7, -.8, .9]),
                }
            );
        Binding<double>[] batch =
        [
            (x, NDArray<double>.Of([2, 2], [1, -1, .5, 2])),
            (y, NDArray<double>.Of([2], [1, 0])),
        ];
        var states = step.Run(start, batch).Take(3).ToList();

        Near([0.131397, 0.101489, 0.078306], states.Select(s => s.Loss), 1e-6);
        Near(
            [-.089403, .090778, -.094441, .203160, -.218139, .228328],
            Change("w1", start, states[0]),
            1e-6
        );
        Near([-.061823, .002836, -.385635], Change("w2", start, states[0]), 1e-6);
    }

    [Fact]
    public void A_step_does_not_change_the_state_it_starts_from()
    {
        var (step, start) = Network<double>();
        var before = Copy(start);
        var once = step.Next(start, (x, xs), (y, ys));
        var again = step.Next(start, (x, xs), (y, ys));
        Assert.Equal(before, start);
        Assert.Equal(once, again);
        Assert.NotEqual(start, once);
    }

    [Fact]
    public void A_run_is_lazy_and_the_same_each_time_it_is_read()
    {
        var (step, start) = Network<float>();
        int asked = 0;
        var run = step.Run(
            start,
            state =>
            {
                asked++;
                return [(x, xs.Convert<float>()), (y, ys.Convert<float>())];
            }
        );
        Assert.Equal(0, asked);
        var first = run.Take(5).ToList();
        Assert.Equal(5, asked);
        Assert.Equal(first, run.Take(5));
        Assert.Equal([1, 2, 3, 4, 5], first.Select(state => state.Step));
    }

    [Fact]
    public void A_run_that_is_taken_up_again_goes_on_bit_for_bit()
    {
        var (step, start) = Network<float>();
        Binding<float>[] batch = [(x, xs.Convert<float>()), (y, ys.Convert<float>())];
        var whole = step.Run(start, batch).Take(20).ToList();
        var resumed = step.Run(whole[7], batch).Take(12).ToList();
        Assert.Equal(whole.Skip(8), resumed);
    }

    [Fact]
    public void Noise_is_drawn_from_seed_step_and_name()
    {
        var model = Layer.Dropout("drop", 0.5, training: true);
        var w = Parameter("w", [64], Initializer.Constant(1));
        var dropped = model(w);
        var step = TrainingStep.Of(Sum(dropped), Optimizer.GradientDescent(0));
        var states = step.Run(step.Initial<double>(1)).Take(3).ToList();
        string Mask(TrainingState<double> state) =>
            string.Join(
                ",",
                Evaluate.Value<double>(dropped, [.. state.Bindings(dropped)]).ToArray()
            );
        Assert.Equal(3, states.Select(Mask).Distinct().Count());
        Assert.Equal(states[1], step.Next(states[0]));
        Assert.NotEqual(Mask(step.Initial<double>(1)), Mask(step.Initial<double>(2)));
    }

    [Fact]
    public void A_state_measures_the_batch_before_it_changes_the_parameters()
    {
        var w = Parameter("w", [2], Initializer.Constant(3));
        var step = TrainingStep.Of(
            Sum(Square(w)),
            Optimizer.GradientDescent(0.25),
            new Metric("largest", Max(w))
        );
        var state = step.Next(step.Initial<double>(1));
        // loss 18, gradient (6, 6), update (-1.5, -1.5)
        Assert.Equal(["loss", "gradientNorm", "updateRatio", "largest"], state.Metrics.Keys);
        Near([18, Math.Sqrt(72), 0.5, 3], state.Metrics.Values, 1e-14);
        Assert.Equal(18, state.Loss);
        Assert.Equal(
            "step 1: loss 18, gradientNorm 8.48528, updateRatio 0.5, largest 3",
            state.ToString()
        );
        Assert.True(double.IsNaN(step.Initial<double>(1).Loss));
    }

    [Fact]
    public void States_tell_how_far_each_parameter_moved_between_them()
    {
        var (step, start) = Network<double>();
        var next = step.Next(start, (x, xs), (y, ys));
        var ratios = next.UpdateRatiosSince(start);
        Assert.Equal(start.Parameters.Keys, ratios.Keys);
        double expected =
            (
                next.Parameters["hidden.weight"].ToMatrix()
                - start.Parameters["hidden.weight"].ToMatrix()
            ).FrobeniusNorm() / start.Parameters["hidden.weight"].ToMatrix().FrobeniusNorm();
        Assert.Equal(expected, ratios["hidden.weight"], 1e-14);
        Assert.Equal(double.PositiveInfinity, ratios["hidden.bias"]);
        Assert.All(next.UpdateRatiosSince(next).Values, ratio => Assert.Equal(0, ratio));
    }

    [Fact]
    public void The_loss_may_use_the_step_number()
    {
        var w = Parameter("w", [], Initializer.Constant(1));
        var step = TrainingStep.Of(w * Input("step"), Optimizer.GradientDescent(1));
        Assert.Equal(
            [1.0, 0.0, -2.0],
            step.Run(step.Initial<double>(1)).Take(3).Select(s => s.Parameters["w"].ToScalar())
        );
    }

    [Fact]
    public void Trained_parameters_serve_the_same_model_at_another_batch_size()
    {
        var (step, start) = Network<double>();
        var state = step.Run(start, (x, xs), (y, ys)).ElementAt(400);
        var one = Input("one", 2);
        var score = Model(one);
        var bound = state.Bindings(score);
        Assert.Equal(4, bound.Count);
        var at = NDArray<double>.Of([2], [0, 1]);
        Assert.True(Evaluate.Value<double>(score, [.. bound, (one, at)]).ToArray()[0] > 0.5);
    }

    private static Expr Model(Expr input) =>
        Layer
            .Dense("hidden", 2, 8, Initializer.Glorot)
            .Then(Tanh)
            .Then(Layer.Dense("output", 8, 1, Initializer.Glorot))(input);

    private static (TrainingStep Step, TrainingState<T> Start) Network<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var step = TrainingStep.Of(Loss.MeanSquaredError(Model(x), y), Optimizer.Adam(0.02));
        return (step, step.Initial<T>(3));
    }

    private static TrainingState<double> Copy(TrainingState<double> state) =>
        state.WithParameters(
            state.Parameters.Select(p =>
                KeyValuePair.Create(p.Key, NDArray<double>.Of(p.Value.Shape, p.Value.Span))
            )
        );

    /// <summary>The gradient that a step of rate 0.1 went along.</summary>
    private static IEnumerable<double> Change(
        string name,
        TrainingState<double> before,
        TrainingState<double> after
    ) =>
        before
            .Parameters[name]
            .ToArray()
            .Zip(after.Parameters[name].ToArray(), (b, a) => (b - a) / 0.1);

    private static void Near(
        IEnumerable<double> expected,
        IEnumerable<double> actual,
        double tolerance
    ) => Assert.Equal(expected, actual, (e, a) => Math.Abs(e - a) <= tolerance);
}
