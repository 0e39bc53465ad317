using System.Globalization;

namespace FunctionalGrad;

/// <summary>Whether a derivative and what differences say of it agree.</summary>
/// <param name="Relative">The relative error that is accepted.</param>
/// <param name="Absolute">The same, absolute.</param>
/// <param name="Scale">The largest derivative of the same function: what is far below it may drown in rounding errors.</param>
/// <param name="Largest">The largest number on the way to the gradient.</param>
internal readonly record struct Judgement(
    double Relative,
    double Absolute,
    double Scale,
    double Largest
)
{
    private const double Rounding = 1e-15;
    private const double Telling = 0.01;
    private const double Negligible = 1e-6;

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
        double doubt = 10 * slope.Error;
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
        return new(
            slope.Value,
            slope.Error,
            doubt > Telling * larger && doubt > Negligible * Scale && !IsFlat(analytic, slope)
                ? new Verdict.Inconclusive(
                    $"the derivative, {Text(analytic)}, drowns in the rounding errors of the differences"
                )
                : new Verdict.Pass(),
            slope
        );
    }

    /// <summary>Whether both are 0 but for rounding errors.</summary>
    private bool IsFlat(double analytic, Estimate.Slope slope) =>
        Math.Abs(analytic) <= Rounding * Largest && Math.Abs(slope.Value) <= 10 * slope.Error;

    private Finding OfKink(double analytic, Estimate.Kink kink)
    {
        double low = Math.Min(kink.Left, kink.Right),
            high = Math.Max(kink.Left, kink.Right);
        double margin =
            Relative * Math.Max(Math.Abs(low), Math.Abs(high)) + Absolute + 10 * kink.Error;
        double numeric = Math.Clamp(analytic, low, high);
        return analytic >= low - margin && analytic <= high + margin
            ? new(double.IsNaN(numeric) ? kink.Left : numeric, kink.Error, new Verdict.Pass(), kink)
            : new(
                numeric,
                kink.Error,
                new Verdict.Fail(
                    $"the gradient is {Text(analytic)} at a kink where the slope is {Text(kink.Left)} on the left and {Text(kink.Right)} on the right"
                ),
                kink,
                Disputed: true
            );
    }

    private static Finding OfVertical(double analytic, Estimate.Vertical steep)
    {
        double infinity = steep.Sign * double.PositiveInfinity;
        return analytic == infinity ? new(infinity, 0, new Verdict.Pass(), steep)
            : double.IsFinite(analytic)
                ? new(
                    infinity,
                    0,
                    new Verdict.Fail(
                        $"the gradient is {Text(analytic)}, but the slope grows without bound at the point"
                    ),
                    steep,
                    Disputed: true
                )
            : Open(steep, "the slope grows without bound at the point");
    }

    private static Finding Open(Estimate estimate, string reason) =>
        new(double.NaN, double.NaN, new Verdict.Inconclusive(reason), estimate);

    internal static string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);
}
