namespace FunctionalGrad.UnitTests.Networks;

/// <summary>The lecture's "full implementation of training a 2-layer neural network in ~20 lines", 64-1000-100-10.</summary>
public class LectureNetworkTests
{
    private const int N = 64,
        D = 1000,
        H = 100,
        O = 10;

    [Fact]
    public void Its_gradients_are_those_the_lecture_wrote_by_hand_to_1e_10()
    {
        Expr x = Input("x", N, D),
            y = Input("y", N, O);
        var w1 = Parameter("w1", [D, H], Initializer.Normal(1));
        var w2 = Parameter("w2", [H, O], Initializer.Normal(1));
        var loss = Loss.SquaredError(MatMul(Sigmoid(MatMul(x, w1)), w2), y);

        var random = Initializer.Normal(1);
        var state = TrainingStep.Of(loss, Optimizer.GradientDescent(1e-4)).Initial<double>(1);
        var (atX, atY) = (random.Draw([N, D], 1, "x"), random.Draw([N, O], 1, "y"));
        var gradients = Evaluate.Values<double>(
            Gradient(loss, w1, w2),
            [.. state.Bindings(loss), (x, atX), (y, atY)]
        );

        var (mx, my) = (atX.ToMatrix(), atY.ToMatrix());
        var (m1, m2) = (state.Parameters["w1"].ToMatrix(), state.Parameters["w2"].ToMatrix());
        var h = (mx * m1).Map(v => 1 / (1 + Math.Exp(-v)));
        var gradY = 2.0 * (h * m2 - my);
        var gradW2 = h.TransposeThisAndMultiply(gradY);
        var gradH = gradY.TransposeAndMultiply(m2);
        var gradW1 = mx.TransposeThisAndMultiply(
            gradH.PointwiseMultiply(h).PointwiseMultiply(1 - h)
        );

        Assert.InRange((gradients[0].ToMatrix() - gradW1).L2Norm() / gradW1.L2Norm(), 0, 1e-10);
        Assert.InRange((gradients[1].ToMatrix() - gradW2).L2Norm() / gradW2.L2Norm(), 0, 1e-10);
    }
}
