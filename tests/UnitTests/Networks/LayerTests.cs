namespace FunctionalGrad.UnitTests.Networks;

public class LayerTests
{
    private static readonly Expr x = Input("x", 3);

    [Fact]
    public void A_dense_layer_is_x_times_weight_plus_bias_for_a_batch_and_for_a_vector()
    {
        var layer = Layer.Dense("hidden", 2, 3);
        Expr batch = Input("batch", 2, 2),
            vector = Input("vector", 2);
        Binding<double>[] bound =
        [
            ("hidden.weight", NDArray<double>.Of([2, 3], [1, 0, -1, 2, 1, 0])),
            ("hidden.bias", NDArray<double>.Of([3], [10, 20, 30])),
        ];
        var rows = NDArray<double>.Of([2, 2], [1, 2, 3, 4]);
        Assert.Equal(
            [15, 22, 29, 21, 24, 27],
            Evaluate.Value(layer(batch), [.. bound, (batch, rows)]).ToArray()
        );
        Assert.Equal(
            [15, 22, 29],
            Evaluate
                .Value(layer(vector), [.. bound, (vector, NDArray<double>.Of([2], [1, 2]))])
                .ToArray()
        );
    }

    [Fact]
    public void Parameters_are_named_after_the_layer_and_start_as_he_and_zeros_unless_told_otherwise()
    {
        Assert.Equal(
            [
                ("a.weight", Shape.Of(3, 5), Initializer.He),
                ("a.bias", Shape.Of(5), Initializer.Zeros),
            ],
            Described(Layer.Dense("a", 3, 5)(x))
        );
        Assert.Equal(
            [
                ("a.weight", Shape.Of(3, 5), Initializer.Glorot),
                ("a.bias", Shape.Of(5), Initializer.Constant(1)),
            ],
            Described(Layer.Dense("a", 3, 5, Initializer.Glorot, Initializer.Constant(1))(x))
        );
    }

    [Fact]
    public void A_layer_made_in_a_module_has_its_path_before_its_name_and_on_its_nodes()
    {
        var y = ModulePath.Named("encoder", () => Layer.Dense("first", 3, 2)(x));
        Assert.Equal(
            ["encoder.first.weight", "encoder.first.bias"],
            Parameters.Of(y).Select(p => p.Name)
        );
        Assert.Equal("encoder.first", Assert.IsType<Apply>(y).Module);
    }

    [Fact]
    public void A_layer_applied_twice_shares_its_parameters()
    {
        var layer = Layer.Dense("same", 3, 3);
        Assert.Equal(2, Parameters.Of(layer(layer(x))).Count);
    }

    [Fact]
    public void Two_layers_of_one_name_that_differ_are_an_error_where_they_meet()
    {
        var y = Layer.Dense("a", 3, 3).Then(Layer.Dense("a", 3, 2))(x);
        Assert.Equal(
            "graph: two different inputs are named a.weight: one is [3, 3] (a parameter, Initializer.HeNormal), the other [3, 2] (a parameter, Initializer.HeNormal). Rename one, or use one input for both.",
            Assert.Throws<BindingException>(() => Parameters.Of(y)).Message
        );
    }

    [Fact]
    public void An_input_of_the_wrong_width_is_told_the_layer_and_both_shapes() =>
        Assert.Equal(
            "dense hidden: the input is images [32, 63], but the layer takes [N, 64] or [64]: its weight is [64, 100], so the input's last axis must be 64. Does another layer belong between, or the input transposed?",
            Assert
                .Throws<ShapeException>(() =>
                    Layer.Dense("hidden", 64, 100)(Input("images", 32, 63))
                )
                .Message
        );

    [Fact]
    public void Layer_normalisation_gives_each_row_mean_zero_and_variance_one()
    {
        var rows = Input("rows", 2, 4);
        var y = Layer.Normalize("norm", 4, epsilon: 1e-12)(rows);
        var value = Evaluate.Value(
            y,
            (rows, NDArray<double>.Of([2, 4], [1, 2, 3, 4, -10, 0, 0, 50])),
            ("norm.gain", NDArray<double>.Fill([4], 1)),
            ("norm.bias", NDArray<double>.Fill([4], 0))
        );
        foreach (var row in value.ToArray().Chunk(4))
        {
            Assert.Equal(0, row.Sum(), 1e-14);
            Assert.Equal(4, row.Sum(e => e * e), 1e-11);
        }
    }

    [Fact]
    public void Layer_normalisation_is_smooth_where_all_features_are_equal()
    {
        var y = Layer.Normalize("norm", 3)(x);
        var state = TrainingStep.Of(Sum(y), Optimizer.GradientDescent(1)).Initial<double>(1);
        Binding<double>[] at =
        [
            .. state.Bindings(y),
            (x, NDArray<double>.Fill([3], 7)),
            ("u", NDArray<double>.Of([3], [1, 0, 0])),
        ];
        var u = Input("u", 3);
        // (u - mean u) / sqrt epsilon
        var gradient = Evaluate.Value(Vjp(y, u, x)[0], at).ToArray();
        double scale = 1 / Math.Sqrt(1e-5);
        double[] expected = [2 * scale / 3, -scale / 3, -scale / 3];
        Assert.Equal(expected, gradient, (e, a) => Math.Abs(e - a) < 1e-10);
    }

    [Fact]
    public void Layer_normalisation_refuses_an_epsilon_of_zero() =>
        Assert.Equal(
            "normalize norm: epsilon is 0.0, but it must be greater than 0 to keep the division finite where all features are equal.",
            Assert.Throws<ShapeException>(() => Layer.Normalize("norm", 3, 0)).Message
        );

    [Fact]
    public void Dropout_keeps_the_mean_while_training_and_does_nothing_afterwards()
    {
        var ones = Ones([100, 100]);
        var trained = Layer.Dropout("drop", 0.25, training: true)(ones);
        var mask = Assert.Single(Tape.Of(trained).Inputs);
        Assert.Equal(
            ("drop.mask", new NoiseOrigin(Distribution.Bernoulli(0.75))),
            (mask.Name, mask.Origin)
        );
        var state = TrainingStep
            .Of(Parameter("w", [], Initializer.Zeros), Optimizer.GradientDescent(1))
            .Initial<double>(1);
        var value = Evaluate.Value<double>(trained, [.. state.Bindings(trained)]).ToArray();
        Assert.Equal([0, 1 / 0.75], value.Distinct().Order());
        // standard deviation of the mean: 0.006
        Assert.InRange(value.Average(), 0.97, 1.03);

        Assert.Same(ones, Layer.Dropout("drop", 0.25, training: false)(ones));
        Assert.Same(ones, Layer.Dropout("drop", 0, training: true)(ones));
    }

    [Fact]
    public void Dropout_of_everything_is_an_error() =>
        Assert.Equal(
            "dropout drop: the rate is 1.0, but it must be at least 0 and less than 1: it is the probability that an element is dropped.",
            Assert.Throws<ShapeException>(() => Layer.Dropout("drop", 1, true)).Message
        );

    private static IEnumerable<(string, Shape, Initializer)> Described(Expr graph) =>
        Parameters
            .Of(graph)
            .Select(p => (p.Name, p.Shape, ((ParameterOrigin)p.Origin).Initializer));

    [Fact]
    public void A_layer_made_under_a_name_is_applied_under_it()
    {
        var encoder = ModulePath.Named(
            "encoder",
            () => Layer.Dense("a", 4, 3).Then(Relu).Then(ModulePath.Named("inner", () => Softplus))
        );
        var decoder = ModulePath.Named("decoder", () => Layer.Dense("a", 3, 2));
        var f = ModulePath.Named("whole", () => decoder(encoder(Input("x", 1, 4))));
        string[] modules =
        [
            .. Tape.Of(Sum(f), encoder(Input("y", 1, 4)))
                .Nodes.OfType<Apply>()
                .Select(node => node.Module ?? "none")
                .Distinct()
                .Order(),
        ];
        Assert.Equal(
            [
                "encoder",
                "encoder.a",
                "encoder.inner",
                "none",
                "whole.decoder.a",
                "whole.encoder",
                "whole.encoder.a",
                "whole.encoder.inner",
            ],
            modules
        );
    }
}
