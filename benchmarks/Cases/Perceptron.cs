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
                    return
                    [
                        Contestant.Ours(run.Next, run.FirstLoss),
                        .. peers.Of("torch", "mlp32"),
                    ];
                }
            )
            {
                Target = "P2",
                Tolerance = 1e-4,
                Units = (Flop, "flop"),
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
