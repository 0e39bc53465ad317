namespace FunctionalGrad.UnitTests.Training;

/// <summary>A look into a run tells what a gradient and a slope tell.</summary>
public class InspectionTests
{
    private static readonly Expr X = Input("x", 2, 2);

    private static TrainingState<double> State(Expr loss, params (string, double[,])[] weights) =>
        TrainingStep
            .Of(loss, Optimizer.GradientDescent(0.1))
            .Initial<double>(1)
            .WithParameters(
                weights.Select(each => KeyValuePair.Create(each.Item1, NDArray.Of(each.Item2)))
            );

    private static Binding<double> Data { get; } =
        new(
            X,
            NDArray.Of([
                [1.0, 2],
                [3, 4],
            ])
        );

    [Fact]
    public void A_unit_is_dead_when_no_row_reaches_it()
    {
        var hidden = Layer.Dense("hidden", 2, 3)(X);
        var loss = Mean(Square(Layer.Dense("output", 3, 1)(Relu(hidden))));
        // The second unit is below 0 for both rows, the third for the first row only.
        var state = State(
            loss,
            (
                "hidden.weight",
                new[,]
                {
                    { 1.0, -1, 3 },
                    { 1, -1, -2 },
                }
            )
        );
        var seen = Inspection.Of(loss).At(state, [Data]);
        var layer = Assert.Single(seen.Layers);
        Assert.Equal(("hidden", 3, 1), (layer.Name, layer.Units, layer.Dead));
        Assert.Equal(3 / 6.0, layer.Saturated);
    }

    [Fact]
    public void A_parameter_is_told_the_norm_of_its_gradient_and_how_its_elements_are_spread()
    {
        var w = Parameter("w", [2, 2], Initializer.Ones);
        var scale = new[,]
        {
            { 3e-4, -0.04 },
            { 0, 5 },
        };
        var loss = Sum(w * Constant(NDArray.Of(scale)));
        var seen = Inspection.Of(loss).At(State(loss), Array.Empty<Binding<double>>());
        var parameter = Assert.Single(seen.Parameters);
        Assert.Equal("w", parameter.Name);
        Assert.Equal(Math.Sqrt(9e-8 + 0.0016 + 25), parameter.GradientNorm, 1e-12);
        Assert.Equal(1, parameter.Zeros);
        // Half decades from 1e-10: 3e-4 is below 10^-3.5, 0.04 above 10^-1.5, 5 above 10^0.5.
        Assert.Equal(
            [12, 17, 21],
            parameter.Sizes.Index().Where(bin => bin.Item == 1).Select(bin => bin.Index)
        );
        Assert.Equal(3, parameter.Sizes.Sum());
        Assert.Empty(seen.Layers);
        Assert.True(double.IsNaN(parameter.UpdateRatio));
        Assert.Equal(4.96030, seen.Loss, 1e-9);
    }

    [Fact]
    public void Along_a_run_each_observation_has_the_step_to_the_next_state()
    {
        var loss = Mean(Square(Layer.Dense("output", 2, 1)(X) - 1));
        var step = TrainingStep.Of(loss, Optimizer.GradientDescent(0.01));
        var states = step.Run(step.Initial<double>(3), Data).Take(5).ToArray();
        var seen = Inspection.Of(loss).Along(states, _ => [Data], every: 2).ToArray();
        Assert.Equal([1L, 3, 5], seen.Select(each => each.Step));
        Assert.Equal(
            states[3].UpdateRatiosSince(states[2]).Values,
            seen[1].Parameters.Select(each => each.UpdateRatio)
        );
        Assert.True(double.IsNaN(seen[2].Parameters[0].UpdateRatio));
        Assert.Equal(states[3].Loss, seen[1].Loss);
        Assert.Equal(
            states[3].Metrics["gradientNorm"],
            Math.Sqrt(seen[1].Parameters.Sum(each => each.GradientNorm * each.GradientNorm)),
            1e-12
        );
    }

    [Fact]
    public void Activations_are_found_in_the_graph()
    {
        string[] Found(Expr loss) => [.. Inspection.Of(loss).Layers];
        var w = Parameter("w", [2, 2], Initializer.He);
        var v = Parameter("v", [2, 1], Initializer.He);
        Func<Expr, Expr> first = Layer.Dense("first", 2, 4),
            second = Layer.Dense("second", 4, 4),
            third = Layer.Dense("third", 4, 3);
        var labels = Input("labels", 2);
        var deep = first
            .Then(Silu)
            .Then(Layer.Dropout("dropout", 0.5, training: true))
            .Then(second)
            .Then(z => z * Sigmoid(z))
            .Then(third)(X);
        var loss = Loss.SoftmaxCrossEntropy(deep, labels);
        Assert.Equal(
            ["first", "second"],
            Found(loss + Regularization.L2(Parameters.WeightsOf(loss)))
        );
        Assert.Equal(["layer 1"], Found(Sum(Square(MatMul(Tanh(MatMul(X, w)), v)))));
        // A square that ends in the loss, a scaled layer, and a squared weight are no activations.
        Assert.Empty(Found(Sum(Square(MatMul(2 * MatMul(X, w), v))) + Sum(Square(w))));
        Assert.Equal(["layer 1"], Found(Sum(MatMul(Max(Constant(0), MatMul(X, w)), v))));
    }

    [Fact]
    public void Slopes_of_a_layer_that_saturates_are_counted()
    {
        var w = Parameter("w", [2, 2], Initializer.He);
        var v = Parameter("v", [2, 1], Initializer.Ones);
        var loss = Sum(MatMul(Sigmoid(MatMul(X, w)), v));
        // Inputs of the sigmoid: 10 and 0.1, then 20 and 0.3.
        var state = State(
            loss,
            (
                "w",
                new[,]
                {
                    { 0, 0.1 },
                    { 5, 0 },
                }
            )
        );
        var layer = Assert.Single(Inspection.Of(loss).At(state, [Data]).Layers);
        Assert.Equal((0, 0.5), (layer.Dead, layer.Saturated));
    }

    [Fact]
    public void What_cannot_be_inspected_is_said()
    {
        var notScalar = Assert.Throws<ShapeException>(() => Inspection.Of(X));
        Assert.Equal(
            "inspection: the loss is x [2, 2], but only a scalar [] has a gradient. Take its mean or its sum.",
            notScalar.Message
        );
        var nothing = Assert.Throws<BindingException>(() => Inspection.Of(Sum(X)));
        Assert.StartsWith("inspection: the loss has no parameters", nothing.Message);
    }
}
