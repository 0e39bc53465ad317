namespace FunctionalGrad.UnitTests.Training;

public class ClippingTests
{
    private static readonly Expr a = Input("a", 2);
    private static readonly Expr b = Input("b");

    [Fact]
    public void The_global_norm_of_all_gradients_is_brought_down_to_the_limit()
    {
        // |(3, 0, 4)| = 5
        var clipped = Clip(Clipping.ByGlobalNorm(1), [3, 0], 4);
        Assert.Equal([0.6, 0], clipped[0], Near);
        Assert.Equal([0.8], clipped[1], Near);
    }

    [Fact]
    public void Gradients_below_the_limit_and_zeros_stay_as_they_are_bit_for_bit()
    {
        Assert.Equal([0.3, -0.7], Clip(Clipping.ByGlobalNorm(1), [0.3, -0.7], 0)[0]);
        Assert.Equal([0.0, 0.0], Clip(Clipping.ByGlobalNorm(1), [0, 0], 0)[0]);
    }

    [Fact]
    public void Squares_that_would_overflow_or_vanish_do_not_spoil_the_norm()
    {
        Assert.Equal([0.6, 0], Clip(Clipping.ByGlobalNorm(1), [3e200, 0], 4e200)[0], Near);
        var tiny = Clip(Clipping.ByGlobalNorm(1e-300), [3e-200, 0], 4e-200)[0];
        Assert.Equal(1, tiny[0] / 0.6e-300, 1e-14);
    }

    [Fact]
    public void Clipping_by_value_moves_each_element_into_the_interval() =>
        Assert.Equal([-0.5, 0.25], Clip(Clipping.ByValue(0.5), [-3, 0.25], 0)[0]);

    [Fact]
    public void An_optimiser_steps_along_the_clipped_gradient()
    {
        var w = Parameter("w", [2], Initializer.Zeros);
        var step = TrainingStep.Of(
            Sum(w * Constant(NDArray<double>.Of([2], [30, 40]))),
            Optimizer.GradientDescent(1).Clipped(Clipping.ByGlobalNorm(5))
        );
        var state = step.Next(step.Initial<double>(1));
        Assert.Equal([-3, -4], state.Parameters["w"].ToArray(), Near);
        Assert.Equal(50, state.Metrics["gradientNorm"], 1e-12);
    }

    [Fact]
    public void A_limit_that_is_not_positive_is_an_error() =>
        Assert.Equal(
            "clipping: the limit is 0, but it must be greater than 0.",
            Assert.Throws<ShapeException>(() => Clipping.ByValue(0)).Message
        );

    [Fact]
    public void A_clipping_that_loses_a_gradient_is_an_error() =>
        Assert.Equal(
            "clipping: from gradients of shapes [] it makes : it must keep their number, order and shapes.",
            Assert
                .Throws<ShapeException>(() =>
                    TrainingStep.Of(
                        Parameter("w", [], Initializer.Zeros) * Input("x"),
                        Optimizer.GradientDescent(1).Clipped(new Clipping(_ => []))
                    )
                )
                .Message
        );

    private static bool Near(double x, double y) => Math.Abs(x - y) < 1e-12;

    private static double[][] Clip(Clipping clipping, double[] atA, double atB) =>
        [
            .. Evaluate
                .Values<double>(
                    clipping.Gradients([a, b]),
                    (a, NDArray<double>.Of([2], atA)),
                    (b, atB)
                )
                .Select(x => x.ToArray()),
        ];
}
