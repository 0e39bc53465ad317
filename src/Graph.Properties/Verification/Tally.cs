namespace FunctionalGrad.Properties;

/// <summary>How often a verification could tell: nothing is skipped silently.</summary>
/// <param name="claim">What is verified.</param>
/// <param name="options">Of which share it may remain open.</param>
internal sealed class Tally(string claim, VerifyOptions options)
{
    private readonly List<Verdict> verdicts = [];

    /// <summary>Counts a report.</summary>
    /// <exception cref="GradientCheckException">It is a failure.</exception>
    public void Count(GradientReport report) => verdicts.Add(report.RequireNoFailure().Verdict);

    /// <summary>Requires that most reports said something.</summary>
    /// <exception cref="VerificationException">They did not.</exception>
    public void RequireTold()
    {
        var open = verdicts.OfType<Verdict.Inconclusive>().ToArray();
        if (open.Length > options.MostInconclusive * verdicts.Count)
            throw new VerificationException(
                $"{claim}: at {open.Length} of {verdicts.Count} points nothing can be said, most often because {Commonest(open)}\nDraw points where it is finite and smooth by VerifyOptions.Values?\n{options.Replay}"
            );
        if (verdicts.Count > 0 && verdicts.All(verdict => verdict is Verdict.Pass { Vacuity: not null }))
            throw new VerificationException(
                $"{claim}: every pass was vacuous: {verdicts[0].Why}\n{options.Replay}"
            );
    }

    private static string? Commonest(IEnumerable<Verdict> verdicts) =>
        verdicts.GroupBy(verdict => verdict.Why).MaxBy(group => group.Count())?.Key;
}
