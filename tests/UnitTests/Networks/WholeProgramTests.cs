namespace FunctionalGrad.UnitTests.Networks;

/// <summary>A user's whole program: a network, its training with progress, and its accuracy on data it has not seen.</summary>
public class WholeProgramTests
{
    [Fact]
    public void A_network_composed_as_a_function_learns_to_tell_three_spirals_apart()
    {
        var (trainX, trainY) = Spirals(seed: 1, perArm: 100);
        var (testX, testY) = Spirals(seed: 2, perArm: 50);

        var model = Layer
            .Dense("hidden", 2, 64)
            .Then(Relu)
            .Then(Layer.Dense("middle", 64, 32))
            .Then(Relu)
            .Then(Layer.Dense("output", 32, 3));

        Expr points = Input("points", 50, 2),
            labels = Input("labels", 50);
        var scores = model(points);
        var loss = Loss.SoftmaxCrossEntropy(scores, labels);
        var cost = loss + 1e-4 * Regularization.L2(Parameters.WeightsOf(loss));
        var step = TrainingStep.Of(
            cost,
            Optimizer.Adam(Schedule.Cosine(0.01, steps: 600)),
            Metric.Accuracy(scores, labels)
        );
        var batches = new Minibatches<float>((points, trainX), (labels, trainY));

        var progress = new List<string>();
        var last = step.Initial<float>(seed: 1);
        foreach (var state in step.Run(last, batches.At).Take(600))
        {
            last = state;
            if (state.Step % 100 == 0)
                progress.Add($"{state.Step} {state.Loss:F3} {state.Metrics["accuracy"]:P0}");
        }

        Expr all = Input("points", 150, 2),
            right = Input("labels", 150);
        var accuracy = Metric.Accuracy(model(all), right).Value;
        float tested = Evaluate
            .Value<float>(accuracy, [.. last.Bindings(accuracy), (all, testX), (right, testY)])
            .ToScalar();

        Assert.Equal(6, progress.Count);
        Assert.True(last.Loss < 0.3, string.Join("; ", progress));
        Assert.InRange(tested, 0.95f, 1f);
    }

    private static (NDArray<float> Points, NDArray<float> Labels) Spirals(long seed, int perArm)
    {
        var random = new SeededRandom(seed, "spirals");
        var points = new float[6 * perArm];
        var labels = new float[3 * perArm];
        for (int i = 0; i < labels.Length; i++)
        {
            int arm = i % 3;
            double r = random.Uniform();
            double angle = 4 * (r + arm * Math.PI / 6) + 0.1 * random.Normal();
            (points[2 * i], points[2 * i + 1]) = (
                (float)(r * Math.Sin(angle)),
                (float)(r * Math.Cos(angle))
            );
            labels[i] = arm;
        }
        return (
            NDArray<float>.Of([labels.Length, 2], points),
            NDArray<float>.Of([labels.Length], labels)
        );
    }
}
