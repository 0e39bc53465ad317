namespace Benchmarks;

/// <summary>The lecture's two-layer network: one step of gradient descent, N 64, D 1000, H 100, O 10.</summary>
internal static class LectureNetwork
{
    public static IEnumerable<Case> Cases =>
        [Of<double>("lecture64", "numpy torch", 1e-9), Of<float>("lecture32", "numpy torch", 1e-4)];

    private static Case Of<T>(string name, string peers, double tolerance)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        new(
            name,
            $"one step of the lecture's network (64 x 1000 x 100 x 10, sigmoid, squared error, gradient descent) in {typeof(T).Name}",
            all =>
            {
                Expr x = Input("x", 64, 1000),
                    y = Input("y", 64, 10);
                Expr w1 = Parameter("w1", [1000, 100], Initializer.Zeros),
                    w2 = Parameter("w2", [100, 10], Initializer.Zeros);
                var loss = Sum(Square(MatMul(Sigmoid(MatMul(x, w1)), w2) - y));
                var run = new TrainingRun<T>(
                    TrainingStep.Of(loss, Optimizer.GradientDescent(1e-4)),
                    [("w1", Wave.Of([1000, 100], 3, 0.1)), ("w2", Wave.Of([100, 10], 4, 0.1))],
                    [(x, Wave.Of([64, 1000], 1)), (y, Wave.Of([64, 10], 2))]
                );
                return [run.Ours, .. all.Of(peers, name)];
            }
        )
        {
            Target = "P1 P2",
            Tolerance = tolerance,
            // Two products forward; for the gradients both factors of the second, one of the first.
            Units = (2.0 * 64 * (2 * 1000 * 100 + 3 * 100 * 10), "flop"),
        };
}
