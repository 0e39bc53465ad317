namespace FunctionalGrad.UnitTests.Training;

/// <summary>A loop in place takes the steps that the pure function takes.</summary>
[Collection(nameof(Alone))]
public sealed class TrainingLoopTests
{
    private static readonly Expr X = Input("x", 20, 5);
    private static readonly Expr Labels = Input("labels", 20, 3);

    private static readonly NDArray<double> Images = Compilation.Programs.Numbers([20, 5]);
    private static readonly NDArray<double> Wanted = Compilation.Programs.Numbers([20, 3], 4);

    private static TrainingStep Step(Optimizer optimizer)
    {
        var hidden = Sigmoid(Layer.Dense("hidden", 5, 7)(X));
        var output = Layer.Dense("output", 7, 3)(hidden);
        return TrainingStep.Of(Mean(Square(output - Labels)), optimizer);
    }

    public static TheoryData<string> Optimizers => ["descent", "momentum", "adam"];

    private static Optimizer Named(string name) =>
        name switch
        {
            "descent" => Optimizer.GradientDescent(0.1),
            "momentum" => Optimizer.Momentum(0.1),
            _ => Optimizer.Adam(0.01),
        };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Its_states_are_those_of_the_pure_function_and_do_not_change_afterwards(string name)
    {
        var step = Step(Named(name));
        var state = step.Initial<double>(7);
        var loop = step.Loop(state);
        Assert.Equal(state, loop.State);
        var states = new List<TrainingState<double>>();
        for (int i = 0; i < 5; i++)
        {
            state = step.Next(state, [(X, Images), (Labels, Wanted)]);
            loop.Step((X, Images), (Labels, Wanted));
            Assert.Equal(state, loop.State);
            Assert.Equal(state.Loss, loop.Loss);
            states.Add(loop.State);
        }
        Assert.Equal(5, loop.StepsTaken);
        Assert.Equal(states[^1], state);
        Assert.NotEqual(states[0], states[1]);
        Assert.True(states[4].Loss < states[0].Loss);
    }

    [Fact]
    public void Metrics_are_read_without_a_copy_of_the_state()
    {
        var step = Step(Optimizer.Adam(0.01));
        var loop = step.Loop(step.Initial<double>(7));
        Assert.Equal(double.NaN, loop.Metric("gradientNorm"));
        loop.Step((X, Images), (Labels, Wanted));
        Assert.Equal(loop.State.Metrics["gradientNorm"], loop.Metric("gradientNorm"));
        Assert.Equal(loop.Loss, loop.Metric("loss"));
        Assert.Equal(
            "training: the step has no metric named accuracy. It has loss, gradientNorm, updateRatio. (Parameter 'name')",
            Assert.Throws<ArgumentException>(() => loop.Metric("accuracy")).Message
        );
    }

    [Fact]
    public void A_compiled_step_is_the_interpreted_step()
    {
        var step = Step(Optimizer.Adam(0.01));
        var state = step.Initial<double>(3);
        Binding<double>[] batch = [(X, Images), (Labels, Wanted)];
        for (int i = 0; i < 3; i++)
        {
            AppContext.SetSwitch(Compile.Off, true);
            var interpreted = step.Next(state, batch);
            AppContext.SetSwitch(Compile.Off, false);
            var compiled = step.Next(state, batch);
            Assert.Equal(interpreted, compiled);
            state = compiled;
        }
    }

    [Fact]
    public void A_running_step_allocates_nothing()
    {
        var step = Step(Optimizer.Adam(0.01));
        var loop = step.Loop(step.Initial<double>(1));
        Binding<double>[] batch = [(X, Images), (Labels, Wanted)];
        for (int warm = 0; warm < 3; warm++)
            loop.Step(batch);
        Assert.Equal(
            0,
            Allocation.Of(() =>
            {
                loop.Step(batch);
                loop.Step(batch);
            })
        );
    }

    [Theory]
    [InlineData(4, 7, 9)]
    [InlineData(64, 1024, 130)]
    public void Over_minibatches_it_takes_the_steps_of_their_batches(int size, int width, int rows)
    {
        Expr x = Input("x", size, width),
            y = Input("y", size),
            w = Parameter("w", [width], Initializer.Normal(0.1));
        var step = TrainingStep.Of(Sum(Square(MatMul(x, w) - y)), Optimizer.Momentum(1e-4));
        var minibatches = new Minibatches<float>(
            ((Input)x, Wave(rows, width)),
            ((Input)y, Wave(rows))
        );
        var others = new Minibatches<float>(((Input)x, Wave(rows, width)), ((Input)y, Wave(rows)));
        var state = step.Initial<float>(5);
        var loop = step.Loop(state);
        for (int i = 0; i < 5; i++)
        {
            state = step.Next(state, minibatches.At(state));
            loop.Step(i < 4 ? minibatches : others);
            Assert.Equal(state, loop.State);
        }
        Assert.Equal(0, Allocation.Of(() => loop.Step(others)));
        Assert.Equal(
            "training: the input y [" + size + "] is not bound. Bind it to an array of that shape.",
            Assert
                .Throws<BindingException>(() =>
                    loop.Step(new Minibatches<float>(((Input)x, Wave(rows, width))))
                )
                .Message
        );
    }

    private static NDArray<float> Wave(params int[] shape) =>
        NDArray<float>.Create(
            Shape.Of(shape),
            elements =>
            {
                for (int i = 0; i < elements.Length; i++)
                    elements[i] = MathF.Sin(i * i % 1013);
            }
        );

    [Fact]
    public void Noise_is_drawn_where_the_loop_keeps_it()
    {
        Expr w = Parameter("w", [64, 64], Initializer.Normal(1)),
            mask = Noise("mask", [64, 64], Distribution.Bernoulli(0.5)),
            shift = Noise("shift", [64, 64], Distribution.Normal(0, 1)),
            one = Noise("one", [], Distribution.Uniform(0, 1));
        var step = TrainingStep.Of(Sum(Square(w * mask - shift)) * one, Optimizer.Adam(0.01));
        var state = step.Initial<float>(7);
        var loop = step.Loop(state);
        for (int i = 0; i < 3; i++)
        {
            state = step.Next(state);
            loop.Step();
            Assert.Equal(state, loop.State);
        }
        Assert.Equal(0, Allocation.Of(() => loop.Step()));
    }

    [Fact]
    public void A_batch_that_does_not_fit_is_named()
    {
        var loop = Step(Optimizer.GradientDescent(0.1))
            .Loop(Step(Optimizer.GradientDescent(0.1)).Initial<double>(1));
        Assert.Equal(
            "training: the input labels [20, 3] is not bound. Bind it to an array of that shape.",
            Assert.Throws<BindingException>(() => loop.Step((X, Images))).Message
        );
        Assert.Equal(
            "training: x is bound twice.",
            Assert.Throws<BindingException>(() => loop.Step((X, Images), (X, Images))).Message
        );
        Assert.Equal(
            "training: the input x is [20, 5], but is bound to an array of shape [20, 3]. Another shape is another graph, and another program.",
            Assert.Throws<BindingException>(() => loop.Step((X, Wanted))).Message
        );
        Assert.StartsWith(
            "training: nothing is bound, but the step has no input of that name. It has x, ",
            Assert.Throws<BindingException>(() => loop.Step(("nothing", Wanted))).Message
        );
        Assert.Equal(
            "training: a binding is empty, as default is: it has no input and no value. Write it as (input, value).",
            Assert.Throws<BindingException>(() => loop.Step(default(Binding<double>))).Message
        );
        var other = Parameter("x", [20, 5], Initializer.Zeros);
        Assert.Equal(
            "graph: two different inputs are named x: one is [20, 5] (data), the other [20, 5] (a parameter, Initializer.Zeros). Rename one, or use one input for both.",
            Assert
                .Throws<BindingException>(() => loop.Step((other, Images), (Labels, Wanted)))
                .Message
        );
    }
}
