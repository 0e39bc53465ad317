namespace FunctionalGrad;

/// <summary>What comparing one derivative came to.</summary>
/// <param name="Numeric">The derivative by differences; NaN where there is none.</param>
/// <param name="Error">By how much it may be wrong.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Estimate">What differences said.</param>
/// <param name="Disputed">Whether it fails only if a rule is found to be wrong: at kinks, edges and overflows right rules may compose to what no slope is.</param>
internal sealed record Finding(
    double Numeric,
    double Error,
    Verdict Verdict,
    Estimate Estimate,
    bool Disputed = false
)
{
    /// <summary>Whether the derivative is too small for the differences to be seen in their rounding errors.</summary>
    public bool Drowned { get; init; }

    /// <summary>Whether it would fail but for rounding or steps that contradict one another: then rules are asked.</summary>
    public bool IsExcused { get; init; }

    /// <summary>Whether the nodes on the way confirmed it, where differences of the whole could not.</summary>
    public bool IsConfirmed { get; init; }
}
