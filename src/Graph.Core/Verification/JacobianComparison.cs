namespace FunctionalGrad;

/// <summary>A Jacobian compared with differences of its function, entry by entry or along directions.</summary>
/// <param name="differences">The differences of the function.</param>
/// <param name="jacobian">The Jacobian at a point, row by row.</param>
/// <param name="noise">By how much rounding on the way may change each element of the Jacobian, row by row; asked when it is first needed.</param>
/// <param name="extremes">How near to the ends of the numbers it comes; asked when it is first needed.</param>
/// <param name="reach">The largest magnitude on the way from what a direction moves to the values; 0 where that is not known.</param>
/// <param name="options">How strict to be.</param>
/// <param name="hasRules">Whether there are rules to ask where differences see nothing.</param>
internal sealed class JacobianComparison(
    Differences differences,
    Func<double[], double[][]> jacobian,
    Func<double[]> noise,
    Func<Extremes> extremes,
    Func<Direction, double> reach,
    GradientCheckOptions options,
    bool hasRules = false
)
{
    private const double OtherLength = 0.6180339887498949;
    private const double LastDigit = 2.220446049250313e-16;
    private double[][]? nearby;
    private double[]? noises;
    private Extremes? ends;

    /// <summary>The Jacobian at the point, row by row.</summary>
    public double[][] Analytic { get; } = jacobian(differences.Point);

    /// <summary>The point.</summary>
    public double[] Point => differences.Point;

    /// <summary>The differences.</summary>
    public Differences Differences => differences;

    /// <summary>The function at the point.</summary>
    public Look Here => differences.Here;

    /// <summary>Compares the derivatives of all outputs along a direction.</summary>
    public Finding[] Along(Direction direction)
    {
        var expected = Array.ConvertAll(Analytic, row => Expected(row, direction));
        var findings = Judged(direction, expected);
        if (!Array.Exists(findings, IsClearFail))
            return findings;
        // Before anybody is accused: other steps must say the same, and rounding in the gradient itself must not explain it.
        var other = direction.Times(OtherLength);
        var again = Judged(other, Array.ConvertAll(Analytic, row => Expected(row, other)));
        for (int output = 0; output < findings.Length; output++)
            if (IsClearFail(findings[output]))
                findings[output] = Appealed(direction, output, findings[output], again[output]);
        return findings;
    }

    /// <summary>The derivative that is checked: per unit of the element where the direction is along one alone.</summary>
    public double AnalyticAlong(Direction direction, int output) =>
        Expected(Analytic[output], direction) / Unit(direction);

    private static double Unit(Direction direction) => direction.IsEntry ? direction.Length : 1;

    private static bool IsClearFail(Finding finding) =>
        finding is { Verdict: Verdict.Fail, Disputed: false };

    private static double Expected(double[] row, Direction direction) => direction.Along(row);

    private Finding[] Judged(Direction direction, double[] expected)
    {
        var estimates = differences.Along(direction, expected, options.RelativeTolerance);
        return
        [
            .. estimates.Select(
                (estimate, output) =>
                    Allowing(
                        new Judgement(
                            options.RelativeTolerance,
                            options.AbsoluteTolerance,
                            () => Rounding(direction, output),
                            hasRules
                        ).Of(
                            expected[output] / Unit(direction),
                            estimate.Times(1 / Unit(direction))
                        ),
                        expected[output]
                    )
            ),
        ];
    }

    /// <summary>Nobody is accused of what overflows, and not every derivative makes sense beside what is infinite.</summary>
    private Finding Allowing(Finding finding, double expected)
    {
        if (finding.Verdict is not Verdict.Fail)
            return finding;
        ends ??= extremes();
        return !double.IsFinite(expected) && ends.Value.MayOverflow
                ? finding with
                {
                    Verdict = new Verdict.Inconclusive(
                        "the derivative overflows, or numbers on the way to it do"
                    ),
                }
            : ends.Value.HasInfinite ? finding with { Disputed = true }
            : finding;
    }

    private Finding Appealed(Direction direction, int output, Finding first, Finding second)
    {
        if (!IsClearFail(second))
            return first with
            {
                Verdict = new Verdict.Inconclusive(
                    "differences of two sizes of step do not agree with one another"
                ),
                IsExcused = true,
            };
        double expected = AnalyticAlong(direction, output);
        // A kernel may lose a slope that small beside a number on the way to the value, however small that is itself.
        if (
            first.Estimate is Estimate.Slope { Value: 0 }
            && Math.Abs(expected * Unit(direction)) <= 10 * LastDigit * reach(direction)
        )
            return first with
            {
                Verdict = new Verdict.Inconclusive(
                    $"differences see no slope, but one of {Judgement.Text(expected)} may be lost on the way to the value"
                ),
                Drowned = true,
            };
        return
            Math.Abs(expected - first.Numeric) <= 10 * (Rounding(direction, output) + first.Error)
            ? first with
            {
                Verdict = new Verdict.Inconclusive(
                    $"the gradient, {Judgement.Text(expected)}, is lost in its own rounding errors"
                ),
                IsExcused = true,
            }
            : first;
    }

    /// <summary>By how much rounding may change the derivative along a direction: that of the point, and that on the way.</summary>
    public double Rounding(Direction direction, int output)
    {
        noises ??= noise();
        var row = noises.AsSpan(output * Point.Length, Point.Length);
        double ofPoint =
            Expected(Nearby()[output], direction) - Expected(Analytic[output], direction);
        return (Math.Abs(ofPoint) + direction.Spread(row)) / Unit(direction);
    }

    /// <summary>The Jacobian where every element is changed in its last bits, if that is on the same branches; else at the point.</summary>
    private double[][] Nearby()
    {
        if (nearby is not null)
            return nearby;
        var random = new SeededRandom(options.Seed, "rounding");
        double[] beside =
        [
            .. Point.Select(x => x * (1 + 4 * random.Signed() * 2.220446049250313e-16)),
        ];
        return nearby =
            differences.SignatureAt(beside) == differences.Here.Signature
                ? jacobian(beside)
                : Analytic;
    }
}
