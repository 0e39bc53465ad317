namespace FunctionalGrad;

/// <summary>What a gradient check found, a value: verdict, nine steps, every derivative that was compared, and whom to blame.</summary>
public sealed partial class GradientReport
{
    internal GradientReport(
        Verdict verdict,
        IReadOnlyList<GradientStep> steps,
        IEnumerable<GradientEntry> entries,
        Blame? blame,
        long seed
    )
    {
        Verdict = verdict;
        Steps = [.. steps];
        Entries =
        [
            .. entries
                .OrderBy(entry => Rank(entry.Verdict))
                .ThenByDescending(entry =>
                    double.IsNaN(entry.RelativeError)
                        ? double.PositiveInfinity
                        : entry.RelativeError
                ),
        ];
        Blame = blame;
        Seed = seed;
    }

    /// <summary>What the whole check came to.</summary>
    public Verdict Verdict { get; }

    /// <summary>The nine steps of the check, in order; a tenth where it was asked for in single precision. None where there is nothing to run them on, as where the value is not finite: the verdict says why.</summary>
    public IReadOnlyList<GradientStep> Steps { get; }

    /// <summary>Every derivative that was compared, worst first.</summary>
    public IReadOnlyList<GradientEntry> Entries { get; }

    /// <summary>The steps that were run and could not say anything: a pass is one but for these.</summary>
    public IReadOnlyList<GradientStep> OpenSteps =>
        [.. Steps.Where(step => step.Verdict is Verdict.Inconclusive)];

    /// <summary>The first node whose own rule is wrong; null where no rule was found to be.</summary>
    public Blame? Blame { get; }

    /// <summary>The seed that repeats the check.</summary>
    public long Seed { get; }

    /// <summary>Whether the verdict is a pass, a vacuous one included.</summary>
    public bool Passed => Verdict is Verdict.Pass;

    /// <summary>How many of the entries passed.</summary>
    public int PassedCount => Entries.Count(entry => entry.Verdict is Verdict.Pass);

    /// <summary>How many of the entries failed.</summary>
    public int FailedCount => Entries.Count(entry => entry.Verdict is Verdict.Fail);

    /// <summary>Of how many of the entries nothing can be said.</summary>
    public int InconclusiveCount => Entries.Count(entry => entry.Verdict is Verdict.Inconclusive);

    /// <summary>The largest relative error of an entry that was compared; 0 where there is none.</summary>
    public double WorstRelativeError =>
        Entries
            .Where(entry => entry.Verdict is not Verdict.Inconclusive)
            .Select(entry => entry.RelativeError)
            .Where(double.IsFinite)
            .DefaultIfEmpty(0)
            .Max();

    /// <summary>The report if it is not a failure.</summary>
    /// <exception cref="GradientCheckException">The check failed; its message is the report.</exception>
    public GradientReport RequireNoFailure() =>
        Verdict is Verdict.Fail ? throw new GradientCheckException(this) : this;

    private static int Rank(Verdict verdict) =>
        verdict switch
        {
            Verdict.Fail => 0,
            Verdict.Inconclusive => 1,
            _ => 2,
        };
}
