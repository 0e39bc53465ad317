using FunctionalGrad.UnitTests.Compilation;

namespace FunctionalGrad.UnitTests.Training;

/// <summary>What a loop overwrites is what nothing reads any more.</summary>
[Collection(nameof(Alone))]
public sealed class InPlaceTests
{
    private static readonly Expr X = Input("x", 40, 300),
        W = Parameter("w", [300, 30], Initializer.He),
        V = Parameter("v", [30, 4], Initializer.He);

    private static readonly Expr Hidden = Tanh(MatMul(X, W));

    private static Expr LossOf(Expr output) =>
        Mean(Square(output - Input("wanted", output.Shape.Lengths)));

    [Theory]
    [InlineData("descent", 1)]
    [InlineData("momentum", 2)]
    [InlineData("adam", 3)]
    public void A_large_parameter_and_its_slots_are_overwritten(string name, int overwritten)
    {
        Optimizer optimizer = name switch
        {
            "descent" => Optimizer.GradientDescent(0.1),
            "momentum" => Optimizer.Momentum(0.1),
            _ => Optimizer.Adam(0.01),
        };
        var step = TrainingStep.Of(LossOf(Hidden), optimizer);
        Assert.Equal(overwritten, step.LoopProgram.InPlace.Count);
        SameAsPure(step);
    }

    [Fact]
    public void Layers_whose_parameters_the_backward_pass_still_reads_keep_them()
    {
        SameAsPure(TrainingStep.Of(LossOf(MatMul(Hidden, V)), Optimizer.Adam(0.01)));
        // w is a factor on both ways through, and once transposed.
        var twice = MatMul(MatMul(Hidden, Transpose(W)), W);
        SameAsPure(TrainingStep.Of(LossOf(twice), Optimizer.Momentum(0.001)));
    }

    [Fact]
    public void A_parameter_that_another_update_reads_is_not_overwritten_before()
    {
        Expr a = Parameter("a", [2000], Initializer.Normal(0.3)),
            b = Parameter("b", [2000], Initializer.Normal(0.3));
        var loss =
            Sum(a * b)
            + Sum(Square(a - b))
            + Sum(Exp(Slice(a, [5], [1000]) * Slice(b, [0], [995])));
        SameAsPure(TrainingStep.Of(loss, Optimizer.GradientDescent(0.001)));
        SameAsPure(
            TrainingStep.Of(loss, Optimizer.Adam(0.01), new Metric("spread", Sum(a * a) * Max(b)))
        );
    }

    [Fact]
    public void Parameters_that_do_not_change_or_change_places_are_copied()
    {
        Expr square = Parameter("square", [40, 40], Initializer.He),
            still = Parameter("still", [30], Initializer.He);
        var loss = Sum(Square(square)) + 0 * Sum(still);
        SameAsPure(TrainingStep.Of(loss, Optimizer.GradientDescent(0.1)));
        // A step that mirrors a parameter reads elements it has already overwritten, if both lie in one place.
        var mirroring = Sum(square * Transpose(square)) / 2;
        SameAsPure(TrainingStep.Of(mirroring, Optimizer.GradientDescent(1)));
    }

    private static void SameAsPure(TrainingStep step)
    {
        foreach (int threads in new[] { 1, 2, 3 })
        {
            using var setting = new ThreadSetting(threads);
            SameAsPure<double>(step);
            SameAsPure<float>(step);
        }
    }

    private static void SameAsPure<T>(TrainingStep step)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Binding<T>[] batch =
        [
            .. step
                .LoopProgram.Inputs.Where(input => input.Name is "x" or "wanted")
                .Select(input => new Binding<T>(input, Programs.Numbers(input.Shape).Convert<T>())),
        ];
        var state = step.Initial<T>(3);
        var loop = step.Loop(state);
        for (int i = 0; i < 4; i++)
        {
            state = step.Next(state, batch);
            loop.Step(batch);
            Assert.Equal(state, loop.State);
        }
    }
}
