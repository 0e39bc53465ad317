namespace FunctionalGrad.UnitTests.Training;

/// <summary>Where the NaN of a training step comes from, in one line.</summary>
[Collection(nameof(Alone))]
public sealed class NonFiniteStepTests
{
    private static readonly Expr X = Input("x", 3),
        W = Parameter("w", [3], Initializer.Ones);

    private static readonly Expr Logarithms = ModulePath.Named("hidden", () => Log(W * X));

    private static readonly Binding<double> Good = (X, NDArray.Of([1.0, 2.0, 3.0])),
        Bad = (X, NDArray.Of([1.0, -2.0, 3.0]));

    [Fact]
    public void The_first_node_is_named_of_a_state_and_a_batch()
    {
        var step = TrainingStep.Of(Mean(Logarithms), Optimizer.Adam(0.01));
        var state = step.Initial<double>(1);
        Assert.Null(step.FirstNonFinite(state, Good));
        Assert.Equal(
            "log in hidden: element 1 of [3] is NaN, of mul [3] from -2 to 3.",
            step.FirstNonFinite(state, Bad)?.ToString()
        );
        var loop = step.Loop(state);
        Assert.Equal("hidden", loop.FirstNonFinite(Bad)?.Module);
        Assert.Null(loop.FirstNonFinite(Good));
        Assert.Equal(
            "x: element 2 of [3] is NaN.",
            step.FirstNonFinite(state, (X, NDArray.Of([1.0, 2.0, double.NaN])))?.ToString()
        );
    }

    [Fact]
    public void Else_the_first_gradient_is_named_and_else_what_is_made_of_it()
    {
        var root = ModulePath.Named("root", () => Sum(Sqrt(W * X)));
        var step = TrainingStep.Of(root, Optimizer.GradientDescent(0.1));
        var at0 = (X, NDArray.Of([1.0, 0.0, 4.0]));
        Assert.Equal(3, step.Next(step.Initial<double>(1), at0).Loss);
        var first = step.FirstNonFinite(step.Initial<double>(1), at0);
        Assert.Equal("root", first?.Module);
        Assert.Equal((1, double.PositiveInfinity), (first?.Element, first?.Value));

        var far = TrainingStep.Of(Sum(W * X), Optimizer.GradientDescent(1e308));
        Assert.Equal(
            "mul: element 1 of [3] is Infinity, of constant [3] 1E+308 and x [3] from 1 to 3.",
            far.FirstNonFinite(far.Initial<double>(1), Good)?.ToString()
        );
    }

    [Fact]
    public void An_infinity_that_nothing_comes_of_is_not_named()
    {
        var dead = Sum(W * Where(X > 0, Log(X), 0));
        var step = TrainingStep.Of(dead, Optimizer.GradientDescent(0.1));
        Assert.NotNull(NonFinite.First([dead], (W, NDArray.Of([1.0, 1.0, 1.0])), Bad));
        Assert.Null(step.FirstNonFinite(step.Initial<double>(1), Bad));

        // The update's ratio to parameters of zeros is infinite.
        var zeros = Parameter("zeros", [3], Initializer.Zeros);
        step = TrainingStep.Of(Sum(zeros * X), Optimizer.GradientDescent(0.1)).RequiringFinite();
        var next = step.Next(step.Initial<double>(1), Good);
        Assert.Equal(double.PositiveInfinity, next.Metrics["updateRatio"]);
        Assert.Null(step.FirstNonFinite(step.Initial<double>(1), Good));
    }

    [Fact]
    public void A_step_that_requires_finite_refuses_a_loss_that_is_not()
    {
        var step = TrainingStep.Of(Mean(Logarithms), Optimizer.Adam(0.01));
        Assert.Equal(double.NaN, step.Next(step.Initial<double>(1), Bad).Loss);
        var asked = step.RequiringFinite();
        var state = asked.Next(asked.Initial<double>(1), Good);
        var refused = Assert.Throws<NotFiniteNumberException>(() => asked.Next(state, Bad));
        Assert.StartsWith(
            "training: the loss is NaN in step 2, but finite values were asked for. The first such node: log in hidden: element 1 of [3] is NaN, of mul [3] from -1.98",
            refused.Message
        );
        Assert.Equal(double.NaN, refused.OffendingNumber);

        var loop = asked.Loop(asked.Initial<double>(1));
        loop.Step(Good);
        Assert.Equal(
            refused.Message,
            Assert.Throws<NotFiniteNumberException>(() => loop.Step(Bad)).Message
        );
        Assert.Equal(state, loop.State);
        Assert.Equal(state.Loss, loop.Loss);
        loop.Step(Good);
        Assert.Equal(step.Next(state, Good), loop.State);
        Assert.Equal(0, Allocation.Of(() => loop.Step([Good])));
    }

    [Fact]
    public void It_refuses_a_gradient_a_parameter_and_a_slot_too()
    {
        static string Of(Expr loss, Optimizer optimizer, params double[] x)
        {
            var step = TrainingStep.Of(loss, optimizer).RequiringFinite();
            return Assert
                .Throws<NotFiniteNumberException>(() =>
                    step.Next(step.Initial<double>(1), (X, NDArray<double>.Of([3], x)))
                )
                .Message;
        }
        Assert.StartsWith(
            "training: the gradient's norm is NaN in step 1, but finite values were asked for. The first such node: ",
            Of(Sum(Sqrt(W * X)), Optimizer.GradientDescent(0.1), 1, 0, 4)
        );
        Assert.StartsWith(
            "training: the parameter w [3] is -Infinity at element 1 in step 1, but finite values were asked for. The first such node: mul: element 1 of [3] is ",
            Of(Sum(W * X), Optimizer.GradientDescent(1e308), 1, 2, 3)
        );
        var remembering = new Optimizer(
            ["square"],
            (w, gradient, slots, t) => new(w - gradient, [slots[0] + gradient * gradient])
        );
        Assert.StartsWith(
            "training: the slot w/square [3] is Infinity at element 2 in step 1, but finite values were asked for. The first such node: mul: element 2 of [3] is Infinity, of ",
            Of(Sum(W * X), remembering, 1, 2, 1e200)
        );
    }
}
