namespace FunctionalGrad.UnitTests.ChartTests;

/// <summary>Numbers to draw: none of them comes from a long computation, so that charts of them are the same everywhere.</summary>
internal static class ChartNumbers
{
    public static IReadOnlyList<Observation> Observations { get; } =
    [.. Enumerable.Range(0, 6).Select(At)];

    private static Observation At(int i)
    {
        ParameterObservation Parameter(string name, double size, int bin)
        {
            var sizes = new int[24];
            (sizes[bin - i], sizes[bin - i + 1], sizes[bin - i + 2]) = (10, 30, 5);
            return new(name, size / (1 + i), i == 5 ? double.NaN : size / 100 / (1 + i), sizes, i);
        }
        return new(
            10 * i,
            1.0 / (1 + i),
            [
                Parameter("hidden.weight", 0.5, 16),
                Parameter("output.weight", 2, 18),
                Parameter("output.bias", 0.1, 14),
            ],
            [new("hidden", 8, i / 2, 0.25 + i / 16.0)]
        );
    }

    /// <summary>Three half planes: the class is which of x, y and 0 is the largest.</summary>
    public static Func<Expr, Expr> Classifier { get; } = Layer.Linear("scores", 2, 3);

    public static TrainingState<double> ClassifierState { get; } =
        TrainingStep
            .Of(Sum(Classifier(Input("x", 1, 2))), Optimizer.GradientDescent(1))
            .Initial<double>(0)
            .WithParameters([
                KeyValuePair.Create(
                    "scores.weight",
                    NDArray.Of([
                        [1.0, 0, 0],
                        [0, 1, 0],
                    ])
                ),
            ]);

    public static NDArray<double> Points { get; } =
        NDArray.Of([
            [1.0, 0],
            [0, 1],
            [-1, -1],
            [1, 1],
        ]);

    /// <summary>Descent on (a² + 4 b²) / 2 from (4, 2), by halves: exact in binary.</summary>
    public static string Descent
    {
        get
        {
            Expr a = Parameter("a", [], Initializer.Zeros),
                b = Parameter("b", [], Initializer.Zeros);
            var f = 0.5 * Square(a) + 2 * Square(b);
            IEnumerable<TrainingState<double>> Path(Optimizer optimizer)
            {
                var step = TrainingStep.Of(f, optimizer);
                var from = step.Initial<double>(0)
                    .WithParameters([
                        KeyValuePair.Create("a", NDArray.Scalar(4.0)),
                        KeyValuePair.Create("b", NDArray.Scalar(2.0)),
                    ]);
                return step.Run(from).Take(8).Prepend(from);
            }
            return Charts.Descent(
                f,
                a,
                b,
                [
                    ("gradient descent", Path(Optimizer.GradientDescent(0.25))),
                    ("with momentum", Path(Optimizer.Momentum(0.125, 0.5))),
                ]
            );
        }
    }
}
