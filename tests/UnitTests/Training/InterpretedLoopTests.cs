using FunctionalGrad.UnitTests.Compilation;

namespace FunctionalGrad.UnitTests.Training;

/// <summary>The switch that selects the interpreter selects it for loops too.</summary>
[Collection(nameof(Alone))]
public sealed class InterpretedLoopTests : IDisposable
{
    private static readonly Expr X = Input("x", 3000),
        W = Parameter("w", [3000], Initializer.Normal(0.1));

    private static readonly Binding<double>[] Batch = [(X, Programs.Numbers([3000]))];

    public void Dispose() => AppContext.SetSwitch(Compile.Off, false);

    [Fact]
    public void A_loop_interprets_where_the_switch_is_on()
    {
        // Called elementwise, but made of where an element stands in its tile: a program has other numbers.
        Map<double> map = (x, y) =>
        {
            for (int i = 0; i < y.Length; i++)
                y[i] = x[i] + i;
        };
        var position = new Primitive("position")
        {
            Arity = Arity.One,
            Shape = (x, _) => x[0].Shape,
            Kernel = Kernel.Map(map, (x, y) => x.CopyTo(y)),
            Derivative = Derivative.NotDifferentiable("it is wrong"),
            Notation = Notation.Function("position"),
        };
        var step = TrainingStep.Of(
            Sum(W * position.Apply(Exp(X) * 0)),
            Optimizer.GradientDescent(1e-3)
        );
        var start = step.Initial<double>(3);

        AppContext.SetSwitch(Compile.Off, true);
        var interpreted = step.Next(start, Batch);
        var loop = step.Loop(start);
        loop.Step(Batch);
        Assert.Equal(interpreted, loop.State);

        AppContext.SetSwitch(Compile.Off, false);
        var compiled = step.Loop(start);
        compiled.Step(Batch);
        Assert.NotEqual(interpreted, compiled.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_switch_may_turn_within_a_run(bool first)
    {
        // The slot becomes the very array that the new parameter is written over.
        var optimizer = new Optimizer(
            ["before"],
            (w, gradient, slots, t) => new(w - 0.1 * gradient - 0.01 * slots[0] / (t + 1), [w])
        );
        var noise = Noise("noise", [3000], Distribution.Normal(0, 1));
        var step = TrainingStep.Of(Mean(Square(W * X - noise)), optimizer);
        var state = step.Initial<double>(5);
        AppContext.SetSwitch(Compile.Off, first);
        var loop = step.Loop(state);
        for (int i = 0; i < 6; i++)
        {
            AppContext.SetSwitch(Compile.Off, first ^ (i is 1 or 4 or 5));
            loop.Step(Batch);
            AppContext.SetSwitch(Compile.Off, false);
            state = step.Next(state, Batch);
            Assert.Equal(state, loop.State);
        }
    }
}
