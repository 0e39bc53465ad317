namespace Benchmarks;

/// <summary>The 784-256-128-10 network with ReLU and cross-entropy, batch 128, in float.</summary>
internal static class Perceptron
{
    private static readonly int[] sizes = [784, 256, 128, 10];

    // As peers' scripts count it: three products a layer but for the first, whose input has no gradient.
    private const double Flop =
        3 * 2.0 * 128 * (784 * 256 + 256 * 128 + 128 * 10) - 2.0 * 128 * 784 * 256;

    public static IEnumerable<Case> Cases =>
        [
            new(
                "mlp32",
                "one step of the 784-256-128-10 network with Adam, batch 128, in float",
                peers =>
                {
                    var (loss, x, labels) = Loss();
                    var run = new TrainingRun<float>(
                        TrainingStep.Of(loss, Optimizer.Adam(1e-3)),
                        Weights,
                        [(x, Wave.Of([128, 784], 1)), (labels, Labels)]
                    );
                    return [run.Ours, .. peers.Of("torch", "mlp32")];
                }
            )
            {
                Target = "P2",
                Tolerance = 1e-4,
                Units = (Flop, "flop"),
            },
            new(
                "fashionEpoch32",
                "an epoch of the same over 60,000 pictures of 784 pixels in an order of its own, as examples/Fashion trains",
                peers => [Contestant.Ours(Epochs()), .. peers.Of("torch", "fashionEpoch32")]
            )
            {
                Target = "P2",
                Units = (60_000 / 128 * Flop, "flop"),
            },
            .. Graded.Cases<float>(
                "mlp",
                "the 784-256-128-10 network's loss, batch 128, in float",
                () =>
                {
                    var (loss, x, labels) = Loss();
                    var parameters = Parameters.Of(loss);
                    var weights = Weights.ToDictionary(pair => pair.Name, pair => pair.Value);
                    return (
                        loss,
                        [
                            .. parameters.Select(p => ((Expr)p, weights[p.Name])),
                            (x, Wave.Of([128, 784], 1)),
                            (labels, Labels),
                        ],
                        parameters.Count
                    );
                },
                1e-4
            ),
        ];

    /// <summary>An epoch after the other, each with its own minibatches.</summary>
    private static Action Epochs()
    {
        const int rows = 60_000,
            waves = 1000;
        float[] pictures = [.. Wave.Of([waves, 784], 1).Convert<float>().Span];
        float[] classes = [.. Enumerable.Range(0, rows).Select(i => (float)(i % 10))];
        var (loss, x, labels) = Loss();
        var minibatches = new Minibatches<float>(
            (
                x,
                NDArray<float>.Create(
                    [rows, 784],
                    all =>
                    {
                        for (int at = 0; at < all.Length; at += pictures.Length)
                            pictures.CopyTo(all[at..]);
                    }
                )
            ),
            (labels, NDArray.Of<float>([rows], classes))
        );
        var step = TrainingStep.Of(loss, Optimizer.Adam(1e-3));
        var loop = step.Loop(step.Initial<float>(0));
        return () =>
        {
            for (int i = 0; i < minibatches.PerEpoch; i++)
                loop.Step(minibatches);
        };
    }

    private static NDArray<double> Labels =>
        NDArray.Of<double>([128], [.. Enumerable.Range(0, 128).Select(i => (double)(i % 10))]);

    private static (string Name, NDArray<double> Value)[] Weights =>
        [
            .. Enumerable
                .Range(0, 3)
                .SelectMany<int, (string, NDArray<double>)>(i =>
                    [
                        (
                            $"layer{i}.weight",
                            Wave.Of([sizes[i], sizes[i + 1]], 10 + i, 1 / Math.Sqrt(sizes[i]))
                        ),
                        ($"layer{i}.bias", NDArray<double>.Fill([sizes[i + 1]], 0)),
                    ]
                ),
        ];

    private static (Expr Loss, Expr X, Expr Labels) Loss()
    {
        Expr x = Input("x", 128, 784),
            labels = Input("labels", 128);
        var model = Layer
            .Dense("layer0", 784, 256)
            .Then(Relu)
            .Then(Layer.Dense("layer1", 256, 128))
            .Then(Relu)
            .Then(Layer.Dense("layer2", 128, 10));
        return (FunctionalGrad.Loss.SoftmaxCrossEntropy(model(x), labels), x, labels);
    }
}
