namespace FunctionalGrad.UnitTests.Networks;

public class LossTests
{
    private static readonly Expr scores = Input("scores", 3);
    private static readonly Expr label = Input("label");
    private static readonly Expr z = Input("z", 2);
    private static readonly Expr y = Input("y", 2);
    private static readonly NDArray<double> lecture = NDArray<double>.Of([3], [3.2, 5.1, -1.7]);

    [Fact]
    public void The_hinge_loss_of_the_course_notes_is_2_9()
    {
        var loss = Loss.MulticlassHinge(scores, label);
        Assert.Equal(2.9, Value(loss, (scores, lecture), (label, 0.0)), 1e-14);
        Assert.Equal([-1, 1, 0], Gradients(loss, scores, (scores, lecture), (label, 0.0)));
    }

    [Fact]
    public void The_softmax_loss_of_the_course_notes_is_2_040355_with_their_gradient()
    {
        var loss = Loss.SoftmaxCrossEntropy(scores, label);
        Assert.Equal(2.040355, Value(loss, (scores, lecture), (label, 0.0)), 1e-6);
        Assert.Equal(
            [-0.870017, 0.869050, 0.000968],
            Gradients(loss, scores, (scores, lecture), (label, 0.0)),
            (e, a) => Math.Abs(e - a) < 1e-6
        );
    }

    [Fact]
    public void Class_losses_are_averaged_over_the_rows()
    {
        Expr rows = Input("rows", 2, 3),
            labels = Input("labels", 2);
        Binding<double>[] at =
        [
            (rows, NDArray<double>.Of([2, 3], [3.2, 5.1, -1.7, 1.3, 4.9, 2.0])),
            (labels, NDArray<double>.Of([2], [0, 1])),
        ];
        Assert.Equal(1.45, Value(Loss.MulticlassHinge(rows, labels), at), 1e-14);
        double second = Math.Log(Math.Exp(1.3) + Math.Exp(4.9) + Math.Exp(2.0)) - 4.9;
        Assert.Equal(
            (2.0403552 + second) / 2,
            Value(Loss.SoftmaxCrossEntropy(rows, labels), at),
            1e-7
        );
        Assert.Equal(0.5, Value(Metric.Accuracy(rows, labels).Value, at));
    }

    [Fact]
    public void Cross_entropy_from_a_one_hot_distribution_is_that_from_the_label()
    {
        var q = Input("q", 3);
        var loss = Loss.SoftmaxCrossEntropyFromDistributions(scores, q);
        Binding<double>[] at = [(scores, lecture), (q, NDArray<double>.Of([3], [1, 0, 0]))];
        Assert.Equal(2.0403552, Value(loss, at), 1e-7);
        Assert.Equal(
            [-0.870017, 0.869050, 0.000968],
            Gradients(loss, scores, at),
            (e, a) => Math.Abs(e - a) < 1e-6
        );
    }

    [Theory]
    [InlineData(1000, -1000, 0)]
    [InlineData(1000, -1000, 1)]
    [InlineData(-1000, -1000, 1)]
    [InlineData(1000, 1000, 0)]
    public void Losses_and_gradients_are_finite_in_saturation(double a, double b, int right)
    {
        var at = NDArray<double>.Of([2], [a, b]);
        var targets = NDArray<double>.Of([2], right == 0 ? [1, 0] : [0, 1]);
        Binding<double>[] bound = [(z, at), (y, targets), (label, (double)right)];
        Expr[] losses =
        [
            Loss.SoftmaxCrossEntropy(z, label),
            Loss.SoftmaxCrossEntropyFromDistributions(z, y),
            Loss.BinaryCrossEntropyFromLogits(z, y),
            Loss.MulticlassHinge(z, label),
            Loss.Huber(z, y),
            Loss.MeanSquaredError(z, y),
        ];
        foreach (var loss in losses)
        {
            Assert.True(double.IsFinite(Value(loss, bound)));
            Assert.All(Gradients(loss, z, bound), g => Assert.True(double.IsFinite(g)));
        }
        double expected = right == 0 ? Math.Max(0, b - a) : Math.Max(0, a - b);
        Assert.Equal(expected + (a == b ? Math.Log(2) : 0), Value(losses[0], bound), 1e-9);
    }

    [Fact]
    public void Squared_errors_are_summed_or_averaged_over_the_rows()
    {
        Expr p = Input("p", 2, 2),
            t = Input("t", 2, 2);
        Binding<double>[] at =
        [
            (p, NDArray<double>.Of([2, 2], [1, 2, 3, 4])),
            (t, NDArray<double>.Of([2, 2], [0, 2, 1, 7])),
        ];
        Assert.Equal(14, Value(Loss.SquaredError(p, t), at));
        Assert.Equal(7, Value(Loss.MeanSquaredError(p, t), at));
        Assert.Equal([1, 0, 2, -3], Gradients(Loss.MeanSquaredError(p, t), p, at));
    }

    [Fact]
    public void Binary_cross_entropy_is_what_its_definition_says()
    {
        var loss = Loss.BinaryCrossEntropyFromLogits(z, y);
        static double S(double v) => 1 / (1 + Math.Exp(-v));
        double expected =
            -(Math.Log(S(1.5)) + 0.25 * Math.Log(S(-0.5)) + 0.75 * Math.Log(1 - S(-0.5))) / 2;
        Binding<double>[] at =
        [
            (z, NDArray<double>.Of([2], [1.5, -0.5])),
            (y, NDArray<double>.Of([2], [1, 0.25])),
        ];
        Assert.Equal(expected, Value(loss, at), 1e-15);
        Assert.Equal(
            [(S(1.5) - 1) / 2, (S(-0.5) - 0.25) / 2],
            Gradients(loss, z, at),
            (e, a) => Math.Abs(e - a) < 1e-15
        );
    }

    [Theory]
    [InlineData(0.5, 0.125, 0.5)]
    [InlineData(-2, 2, -2)]
    [InlineData(2, 2, 2)]
    [InlineData(5, 8, 2)]
    [InlineData(-5, 8, -2)]
    public void Huber_is_a_parabola_up_to_delta_and_a_line_beyond(
        double error,
        double value,
        double slope
    )
    {
        Expr p = Input("p"),
            t = Input("t");
        var loss = Loss.Huber(p, t, delta: 2);
        Binding<double>[] at = [(p, error + 1), (t, 1.0)];
        Assert.Equal(value, Value(loss, at), 1e-14);
        Assert.Equal(slope, Gradients(loss, p, at)[0], 1e-14);
    }

    [Theory]
    [InlineData(3, "but axis 0 of [3] has positions 0 to 2")]
    [InlineData(-1, "but axis 0 of [3] has positions 0 to 2")]
    [InlineData(0.5, "which is not a whole number")]
    public void A_label_that_is_no_class_is_an_error_when_the_loss_is_evaluated(
        double wrong,
        string why
    )
    {
        var loss = Loss.SoftmaxCrossEntropy(scores, label);
        Assert.Equal(
            FormattableString.Invariant(
                $"gather in softmaxCrossEntropy: element 0 of the indices label [] is {wrong}, {why}."
            ),
            Assert
                .Throws<BindingException>(() => Value(loss, (scores, lecture), (label, wrong)))
                .Message
        );
    }

    [Fact]
    public void A_label_that_is_nan_makes_the_loss_nan()
    {
        Binding<double>[] at = [(scores, lecture), (label, double.NaN)];
        Assert.Equal(double.NaN, Value(Loss.SoftmaxCrossEntropy(scores, label), at));
        Assert.Equal(double.NaN, Value(Loss.MulticlassHinge(scores, label), at));
    }

    [Fact]
    public void Labels_of_another_shape_are_told_what_is_expected() =>
        Assert.Equal(
            "softmaxCrossEntropy: the scores are scores [3], the labels y [2]: there must be one label, the number of a class, for each row of scores, so []. Are the labels one-hot? Use the loss that takes distributions.",
            Error(() => Loss.SoftmaxCrossEntropy(scores, y))
        );

    [Fact]
    public void Targets_of_another_shape_are_an_error_and_not_broadcast() =>
        Assert.Equal(
            "meanSquaredError: the predictions are [2, 1], the targets y [2]: they must have one shape. Reshape one of them?",
            Error(() => Loss.MeanSquaredError(Reshape(z, [2, 1]), y))
        );

    [Fact]
    public void Scores_without_classes_are_an_error() =>
        Assert.Equal(
            "multiclassHinge: the scores are label [], but they need a last axis with a score for each class.",
            Error(() => Loss.MulticlassHinge(label, label))
        );

    [Fact]
    public void Accuracy_shares_a_tie_among_the_tied()
    {
        Expr rows = Input("rows", 2, 4),
            labels = Input("labels", 2);
        Assert.Equal(
            0.375,
            Value(
                Metric.Accuracy(rows, labels).Value,
                (rows, NDArray<double>.Of([2, 4], [0, 0, 0, 0, 3, 1, 3, 0])),
                (labels, NDArray<double>.Of([2], [1, 2]))
            )
        );
    }

    private static string Error(Func<Expr> build) =>
        Assert.Throws<ShapeException>(() => build()).Message;

    private static double Value(Expr loss, params Binding<double>[] at) =>
        Evaluate.Value(loss, at).ToScalar();

    private static double[] Gradients(Expr loss, Expr wrt, params Binding<double>[] at) =>
        Evaluate.Value(Gradient(loss, wrt)[0], at).ToArray();
}
