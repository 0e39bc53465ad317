namespace FunctionalGrad.UnitTests.Training;

public class TrainingErrorsTests
{
    private static readonly Expr x = Input("x", 4);
    private static readonly Expr w = Parameter("w", [4], Initializer.Zeros);
    private static readonly Optimizer descent = Optimizer.GradientDescent(0.1);
    private static readonly TrainingStep step = TrainingStep.Of(Sum(w * x), descent);
    private static readonly NDArray<double> xs = NDArray<double>.Fill([4], 1);

    [Fact]
    public void A_loss_that_is_no_scalar_is_an_error() =>
        Assert.Equal(
            "training: the loss is [4], but only a scalar [] can be made small. Take its mean or its sum.",
            Shapes(() => TrainingStep.Of(w * x, descent))
        );

    [Fact]
    public void A_loss_without_parameters_is_an_error() =>
        Assert.Equal(
            "training: the loss has no parameters, so there is nothing to train. Make them with Parameter(name, shape, initializer) or a layer.",
            Names(() => TrainingStep.Of(Sum(x), descent))
        );

    [Fact]
    public void Two_different_parameters_of_one_name_are_an_error()
    {
        var other = Parameter("w", [4], Initializer.He);
        Assert.Equal(
            "graph: two different inputs are named w: one is [4] (a parameter, Initializer.Zeros), the other [4] (a parameter, Initializer.HeNormal). Rename one, or use one input for both.",
            Names(() => TrainingStep.Of(Sum(w * other), descent))
        );
    }

    [Fact]
    public void A_metric_that_is_no_scalar_is_an_error() =>
        Assert.Equal(
            "training: the metric size is w [4], but a metric is a scalar []. Take its mean or its sum.",
            Shapes(() => TrainingStep.Of(Sum(w), descent, new Metric("size", w)))
        );

    [Fact]
    public void Two_metrics_of_one_name_are_an_error() =>
        Assert.Equal(
            "training: two metrics are named loss. Rename one; loss, gradientNorm, updateRatio are always there.",
            Names(() => TrainingStep.Of(Sum(w), descent, new Metric("loss", Sum(w))))
        );

    [Fact]
    public void A_metric_of_a_parameter_that_is_not_trained_is_an_error() =>
        Assert.Equal(
            "training: the metric other needs the parameter v [], which the loss does not have, so that it would never be trained.",
            Names(() =>
                TrainingStep.Of(
                    Sum(w),
                    descent,
                    new Metric("other", Parameter("v", [], Initializer.Zeros))
                )
            )
        );

    [Fact]
    public void An_input_with_the_name_of_a_slot_is_an_error() =>
        Assert.Equal(
            "training: the input w/velocity [4] has the name of a slot of the optimizer. Rename it.",
            Names(() => TrainingStep.Of(Sum(w * Input("w/velocity", 4)), Optimizer.Momentum(1)))
        );

    [Fact]
    public void A_missing_batch_input_is_named() =>
        Assert.Equal(
            "evaluate: the input x [4] is not bound. Bind it to an array of that shape.",
            Names(() => step.Next(step.Initial<double>(1)))
        );

    [Fact]
    public void A_batch_of_another_shape_is_named() =>
        Assert.Equal(
            "evaluate: the input x is [4], but is bound to an array of shape [3]. Another shape is another graph, and another program.",
            Names(() => step.Next(step.Initial<double>(1), (x, NDArray<double>.Fill([3], 1))))
        );

    [Fact]
    public void An_unknown_batch_input_is_named() =>
        Assert.Equal(
            "evaluate: y is bound, but the graph has no input of that name. It has w, x.",
            Names(() => step.Next(step.Initial<double>(1), (x, xs), ("y", xs)))
        );

    [Fact]
    public void A_batch_or_a_parameter_that_is_not_finite_is_named_where_asked()
    {
        var start = step.Initial<double>(1);
        var bad = NDArray<double>.Of([4], [1, double.NaN, 1, 1]);
        Assert.True(double.IsNaN(step.Next(start, (x, bad)).Loss));
        Assert.Equal(
            "evaluate: the input x [4] holds NaN at element 1, but finite values were asked for.",
            Names(() => step.RequiringFinite().Next(start, (x, bad)))
        );
        var diverged = step.Next(start, (x, bad));
        Assert.Equal(
            "evaluate: the input w [4] holds NaN at element 1, but finite values were asked for.",
            Names(() => step.RequiringFinite().Next(diverged, (x, xs)))
        );
        Assert.Equal(step.Next(start, (x, xs)), step.RequiringFinite().Next(start, (x, xs)));
    }

    [Fact]
    public void A_parameter_given_with_the_batch_too_is_bound_twice() =>
        Assert.Equal(
            "evaluate: w is bound twice.",
            Names(() => step.Next(step.Initial<double>(1), (x, xs), (w, xs)))
        );

    [Fact]
    public void A_state_of_another_model_is_an_error()
    {
        var other = TrainingStep.Of(Sum(Parameter("v", [4], Initializer.Zeros) * x), descent);
        Assert.Equal(
            "training: the state has no parameter w [4], which the step needs. It has v. Was it made for another model?",
            Names(() => step.Next(other.Initial<double>(1), (x, xs)))
        );
        var larger = TrainingStep.Of(Sum(w * x * Parameter("v", [4], Initializer.Zeros)), descent);
        Assert.Equal(
            "training: the state has a parameter v, which the step does not know. Was it made for another model?",
            Names(() => step.Next(larger.Initial<double>(1), (x, xs)))
        );
        var wider = TrainingStep.Of(Sum(Parameter("w", [5], Initializer.Zeros)), descent);
        Assert.Equal(
            "training: the state's parameter w is [5], but the step needs [4]. Was it made for another model?",
            Names(() => step.Next(wider.Initial<double>(1), (x, xs)))
        );
    }

    [Fact]
    public void A_state_of_another_optimizer_is_an_error() =>
        Assert.Equal(
            "training: the state has no slot w/velocity [4], which the step needs. It has none. Was it made for another optimizer?",
            Names(() =>
                TrainingStep
                    .Of(Sum(w * x), Optimizer.Momentum(0.1))
                    .Next(step.Initial<double>(1), (x, xs))
            )
        );

    [Fact]
    public void Bindings_for_a_graph_with_an_unknown_parameter_are_an_error()
    {
        Assert.Equal(
            "bindings: the graph has the parameter v [2], but the state has none of that name. It has w.",
            Names(() => step.Initial<double>(1).Bindings(Parameter("v", [2], Initializer.Zeros)))
        );
        Assert.Equal(
            "bindings: the graph's parameter w is [2], but the state's is [4].",
            Names(() => step.Initial<double>(1).Bindings(Parameter("w", [2], Initializer.Zeros)))
        );
    }

    [Fact]
    public void Replaced_parameters_must_be_the_states()
    {
        var state = step.Initial<double>(1);
        Assert.Equal(
            "training: the state has no parameter v. It has w.",
            Names(() => state.WithParameters([KeyValuePair.Create("v", xs)]))
        );
        Assert.Equal(
            "training: the parameter w is [4], but [] was given for it.",
            Names(() => state.WithParameters([KeyValuePair.Create("w", NDArray<double>.Scalar(1))]))
        );
    }

    private static string Names(Func<object> act) => Assert.Throws<BindingException>(act).Message;

    private static string Shapes(Func<object> act) => Assert.Throws<ShapeException>(act).Message;
}
