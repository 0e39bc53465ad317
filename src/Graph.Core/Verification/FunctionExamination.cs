namespace FunctionalGrad;

/// <summary>Those of the nine steps that a plain function and its gradient allow.</summary>
internal sealed class FunctionExamination(
    Func<double[], double> f,
    Func<double[], double[]> gradient,
    double[] at,
    GradientCheckOptions options
)
{
    private const double Rough = 1e-9;
    private const string NoGraph = "a plain function has no graph to ask";

    public GradientReport Report()
    {
        if (at.Length == 0)
            return Ended(
                new Verdict.Pass(
                    "the point has no elements, so there is nothing to differentiate with respect to"
                )
            );
        double[] row = GradientAt(at);
        double value = f([.. at]);
        if (!double.IsFinite(value))
            return Ended(
                new Verdict.Inconclusive(
                    $"the value is not finite at the point: it is {Judgement.Text(value)}"
                )
            );
        bool pure =
            Same(value, f([.. at]))
            && row.Zip(GradientAt(at)).All(pair => Same(pair.First, pair.Second));
        var noise = new Lazy<double[]>(() =>
            ComputationalNoise.Of(point => Look(point).Values, at, options.Seed)
        );
        // What is made of a rough function's numbers is rough too.
        bool IsRough() => noise.Value[0] > Rough * Math.Abs(value);
        var differences = new Differences(Look, at, knowsBranches: false, noise: _ => noise.Value);
        var survey = new Survey(
            new(
                differences,
                point => [GradientAt(point)],
                () => ComputationalNoise.Of(GradientAt, at, options.Seed, isRough: IsRough()),
                () => Extremes.Of([.. at, value, .. row]),
                _ => 0,
                options
            ),
            [("x", Shape.Of(at.Length), true)],
            Shape.Scalar,
            options,
            byConvention: false
        );
        var entries = Conclusion.Entries(survey, strict: true);
        GradientStep[] steps =
        [
            new(
                1,
                "purity",
                pure
                    ? new Verdict.Pass()
                    : new Verdict.Fail(
                        "two runs give different numbers: value and gradient must depend on the point alone"
                    ),
                "two runs, value and gradient"
            ),
            Skipped(2, "dot product"),
            Skipped(3, "linearity"),
            .. Conclusion.Differences(survey, strict: true),
            new(7, "cost", new Verdict.Pass(), survey.Coverage),
            Skipped(8, "second order"),
            Skipped(9, "blame"),
        ];
        return new(
            Conclusion.Of(steps, survey, entries, null, given: true),
            steps,
            entries,
            null,
            options.Seed
        );
    }

    private Look Look(double[] point)
    {
        options.Cancellation.ThrowIfCancellationRequested();
        try
        {
            return new([f([.. point])], 0, null);
        }
        catch (Exception problem)
            when (problem is not (OperationCanceledException or OutOfMemoryException)
                && !point.AsSpan().SequenceEqual(at)
            )
        {
            return new([double.NaN], 0, $"beside the point the function throws: {problem.Message}");
        }
    }

    private double[] GradientAt(double[] point)
    {
        double[] row = gradient([.. point]) ?? [];
        return row.Length == at.Length
            ? [.. row]
            : throw new ArgumentException(
                $"gradient check: the point has {at.Length} elements, the gradient has {row.Length}: it must have one for each.",
                nameof(gradient)
            );
    }

    private static bool Same(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    private static GradientStep Skipped(int number, string name) =>
        new(number, name, new Verdict.Pass(NoGraph), NoGraph);

    private GradientReport Ended(Verdict verdict) => new(verdict, [], [], null, options.Seed);
}
