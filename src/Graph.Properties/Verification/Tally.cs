namespace FunctionalGrad.Properties;

/// <summary>How often a verification could tell: nothing is skipped silently.</summary>
/// <param name="claim">What is verified.</param>
/// <param name="options">Of which share it may remain open.</param>
internal sealed class Tally(string claim, VerifyOptions options)
{
    private readonly List<Verdict> verdicts = [];
    private (int Step, Primitive? Blamed)? failure;

    /// <summary>Counts a report; after a failure only one of its kind is another, so that shrinking does not go over to a lesser one.</summary>
    /// <exception cref="GradientCheckException">It is a failure.</exception>
    public void Count(GradientReport report)
    {
        verdicts.Add(report.Verdict);
        if (report.Verdict is not Verdict.Fail)
            return;
        var kind = (
            report.Steps.ToList().FindIndex(step => step.Verdict is Verdict.Fail),
            report.Blame?.Primitive
        );
        failure ??= kind;
        if (failure == kind)
            throw new GradientCheckException(report);
    }

    /// <summary>Requires that most reports said something, and one of them more than that nothing moves.</summary>
    /// <exception cref="VerificationException">They did not.</exception>
    public void RequireTold()
    {
        RequireMostTold();
        if (
            verdicts.Count > 0
            && !verdicts.Exists(verdict => verdict is Verdict.Pass { Vacuity: null })
        )
            throw new VerificationException(
                verdicts.Find(verdict => verdict is Verdict.Pass) is { } vacuous
                    ? $"{claim}: every pass was vacuous: {vacuous.Why}\n{options.Replay}"
                    : $"{claim}: at no point anything can be said: {Commonest(verdicts)}\n{options.Replay}"
            );
    }

    /// <summary>Requires that most reports said something.</summary>
    /// <exception cref="VerificationException">They did not.</exception>
    public void RequireMostTold()
    {
        var open = verdicts.OfType<Verdict.Inconclusive>().ToArray();
        if (open.Length > options.MostInconclusive * verdicts.Count)
            throw new VerificationException(
                $"{claim}: at {open.Length} of {verdicts.Count} points nothing can be said, most often because {Commonest(open)}\nDraw points where it is finite and smooth by VerifyOptions.Values?\n{options.Replay}"
            );
    }

    private static string? Commonest(IEnumerable<Verdict> verdicts) =>
        verdicts.GroupBy(verdict => verdict.Why).MaxBy(group => group.Count())?.Key;
}
