namespace FunctionalGrad;

/// <summary>A derivative as the nodes on the way make it, each of which was seen to move as its rule says.</summary>
/// <param name="Value">The derivative, by forward mode.</param>
/// <param name="Doubt">By how much the nodes together may be wrong.</param>
/// <param name="Terms">What a node makes it of at the most, before the terms cancel.</param>
/// <param name="Relative">The relative error that is accepted.</param>
internal readonly record struct PathSlope(double Value, double Doubt, double Terms, double Relative)
{
    private const double Telling = 0.01;
    private const double OfTerms = 1e-6;

    /// <summary>Whether it confirms a derivative that rounding may change by so much.</summary>
    public bool Confirms(double analytic, double rounding)
    {
        double doubt = DoubtOf(analytic);
        return IsNear(analytic, rounding)
            && (
                doubt <= Telling * Math.Abs(analytic)
                || Math.Abs(analytic) <= 10 * rounding
                    && doubt <= OfTerms * (Terms == 0 ? 1 : Terms)
            );
    }

    /// <summary>Whether it confirms a derivative against another that was seen: it must be known better than the two are apart.</summary>
    public bool Confirms(double analytic, double rounding, double seen) =>
        IsNear(analytic, rounding)
        && (
            double.IsFinite(seen)
                ? DoubtOf(analytic) <= Math.Abs(analytic - seen) / 2
                : Confirms(analytic, rounding)
        );

    /// <summary>Whether a derivative is further away than all doubt.</summary>
    public bool Refutes(double analytic, double rounding) =>
        Math.Abs(Value - analytic)
        > Relative * Math.Max(Math.Abs(Value), Math.Abs(analytic)) + 10 * (rounding + Doubt);

    private bool IsNear(double analytic, double rounding) =>
        Math.Abs(Value - analytic) <= Relative * Math.Abs(analytic) + 10 * rounding;

    private double DoubtOf(double analytic) => Doubt + Math.Abs(Value - analytic);
}
