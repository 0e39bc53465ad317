using System.Globalization;

namespace FunctionalGrad;

/// <summary>Whether a derivative and what differences say of it agree.</summary>
/// <param name="Relative">The relative error that is accepted.</param>
/// <param name="Absolute">The error that is accepted however small the derivative is.</param>
/// <param name="Rounding">By how much rounding may change the derivative itself; asked when it is first needed.</param>
/// <param name="HasRules">Whether there are rules to ask where differences see nothing.</param>
internal readonly record struct Judgement(
    double Relative,
    double Absolute,
    Func<double> Rounding,
    bool HasRules
)
{
    private const double Telling = 0.01;
    private const double Blind = 1e-6;

    public Finding Of(double analytic, Estimate estimate) =>
        estimate switch
        {
            Estimate.Slope slope => OfSlope(analytic, slope),
            Estimate.Kink kink => OfKink(analytic, kink),
            Estimate.Vertical steep => OfVertical(analytic, steep),
            Estimate.Jump => Open(estimate, "the function jumps at the point"),
            Estimate.Nothing nothing => Open(estimate, nothing.Reason),
            _ => Open(
                estimate,
                "differences do not settle: the function varies too fast near the point, or its rounding errors are too large"
            ),
        };

    private Finding OfSlope(double analytic, Estimate.Slope slope)
    {
        if (slope.OnEdge && double.IsInfinity(analytic) && analytic * slope.Value > 0)
            return Open(
                slope,
                $"the gradient is {Text(analytic)} on the edge of the domain, where the slope may grow too slowly to be seen"
            );
        double doubt = 10 * slope.Error;
        if (
            !double.IsFinite(analytic)
            && !(doubt <= Telling * Math.Abs(slope.Value))
            && slope.Value != 0
        )
            return Open(
                slope,
                $"the gradient is {Text(analytic)}, and the slope drowns in the rounding errors of the differences"
            );
        if (!double.IsFinite(analytic))
            return new(
                slope.Value,
                slope.Error,
                new Verdict.Fail(
                    $"the gradient is {Text(analytic)}, differences give {Text(slope.Value)}"
                ),
                slope,
                Disputed: true
            );
        double larger = Math.Max(Math.Abs(analytic), Math.Abs(slope.Value));
        if (Math.Abs(analytic - slope.Value) > Relative * larger + Absolute + doubt)
            return new(
                slope.Value,
                slope.Error,
                new Verdict.Fail(
                    $"the gradient is {Text(analytic)}, differences give {Text(slope.Value)}"
                ),
                slope,
                Disputed: slope.OnEdge
            );
        bool seen =
            doubt <= Telling * larger
            || larger + doubt <= Absolute
            || IsSeenToBeFlat(analytic, slope, doubt);
        return new(
            slope.Value,
            slope.Error,
            seen
                ? new Verdict.Pass()
                : new Verdict.Inconclusive(
                    analytic == 0 && slope.Value == 0 && slope.Around == 0
                        ? $"the value does not move, but neither would it if the derivative were {Text(slope.Unseen)} instead of 0: that drowns in its rounding"
                        : $"the derivative, {Text(analytic)}, drowns in the rounding errors of the differences"
                ),
            slope
        )
        {
            Drowned = !seen,
        };
    }

    /// <summary>Whether it is 0 but for its own rounding, and the function does not move, or moves enough beside the point for 0 to mean something.</summary>
    private bool IsSeenToBeFlat(double analytic, Estimate.Slope slope, double doubt) =>
        (analytic == 0 || Math.Abs(analytic) <= 10 * Rounding())
        && (
            slope.Around == 0
                ? (HasRules ? doubt : slope.Unseen) <= Blind
                : doubt <= (slope.OnEdge ? Telling : Blind) * slope.Around
        );

    private Finding OfKink(double analytic, Estimate.Kink kink)
    {
        double low = Math.Min(kink.Left, kink.Right),
            high = Math.Max(kink.Left, kink.Right);
        double steepest = Math.Max(Math.Abs(low), Math.Abs(high));
        double margin = Relative * steepest + Absolute + 10 * kink.Error;
        double numeric = Math.Clamp(analytic, low, high);
        if (!(analytic >= low - margin && analytic <= high + margin))
            return new(
                numeric,
                kink.Error,
                new Verdict.Fail(
                    $"the gradient is {Text(analytic)} at a kink where the slope is {Text(kink.Left)} on the left and {Text(kink.Right)} on the right"
                ),
                kink,
                Disputed: true
            );
        if (kink.IsUndeclared)
            return Open(
                kink,
                $"the slope is {Text(kink.Left)} on the left and {Text(kink.Right)} on the right, but no primitive declares that a branch ends there. Does one of yours lack its Branch?"
            );
        return new(numeric, kink.Error, new Verdict.Pass(), kink);
    }

    private static Finding OfVertical(double analytic, Estimate.Vertical steep)
    {
        double infinity = Math.Sign(steep.Seen) * double.PositiveInfinity;
        if (analytic == infinity && steep.ToTheLast)
            return new(infinity, 0, new Verdict.Pass(), steep);
        // A finite slope may lie beyond the finest step, but it is no flatter than what was seen.
        return
            double.IsFinite(analytic)
            && steep.ToTheLast
            && analytic * Math.Sign(steep.Seen) < Math.Abs(steep.Seen) / 2
            ? new(
                infinity,
                0,
                new Verdict.Fail(
                    $"the gradient is {Text(analytic)}, but the slope grows without bound at the point"
                ),
                steep,
                Disputed: true
            )
            : Open(
                steep,
                $"the gradient is {Text(analytic)}; the slope grows to {Text(steep.Seen)} at the finest step, as on the edge of a domain or just beside it"
            );
    }

    private static Finding Open(Estimate estimate, string reason) =>
        new(double.NaN, double.NaN, new Verdict.Inconclusive(reason), estimate);

    internal static string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);
}
