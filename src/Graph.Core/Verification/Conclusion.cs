using System.Globalization;

namespace FunctionalGrad;

/// <summary>What the parts of a check come to together.</summary>
internal static class Conclusion
{
    /// <summary>The entries; what is disputed is a failure only to a strict judge, who knows of a wrong rule or has no rules to ask.</summary>
    public static IReadOnlyList<GradientEntry> Entries(Survey survey, bool strict) =>
        [
            .. survey.Entries.Select(item =>
                !strict && item.Finding.Disputed && item.Entry.Verdict is Verdict.Fail fail
                    ? item.Entry with
                    {
                        Verdict = new Verdict.Inconclusive(
                            $"{fail.Reason}; every rule follows its convention, so it is their composition that has no derivative here"
                        ),
                    }
                    : item.Entry
            ),
        ];

    /// <summary>Steps 4 to 6, as the entries show them.</summary>
    public static IEnumerable<GradientStep> Differences(Survey survey, bool strict)
    {
        var entries = Entries(survey, strict);
        int failed = entries.Count(entry => entry.Verdict is Verdict.Fail);
        int open = entries.Count(entry => entry.Verdict is Verdict.Inconclusive);
        int confirmed = survey.Entries.Count(item => item.Finding.IsConfirmed);
        double worst = entries
            .Where(entry => entry.Verdict is not Verdict.Inconclusive)
            .Select(entry => entry.RelativeError)
            .Where(double.IsFinite)
            .DefaultIfEmpty(0)
            .Max();
        yield return new(
            4,
            "differences",
            failed > 0 ? new Verdict.Fail(Count(failed, "derivative") + " wrong")
                : open == entries.Count ? new Verdict.Inconclusive("nothing could be compared")
                : new Verdict.Pass(),
            Invariant($"{entries.Count - open - confirmed:N0} compared, ")
                + (confirmed == 0 ? "" : Invariant($"{confirmed:N0} confirmed node by node, "))
                + Invariant($"{failed:N0} wrong, worst relative error {worst:0.0e+00}")
        );
        var estimates = survey.Entries.Select(item => item.Finding.Estimate).ToArray();
        int kinks = estimates.Count(e => e is Estimate.Kink or Estimate.Jump);
        yield return Told(
            5,
            "kinks",
            survey,
            strict,
            finding => finding.Estimate is Estimate.Kink or Estimate.Jump,
            Count(kinks, "derivative") + " on a kink or jump"
        );
        int sides = estimates.Count(e =>
            e is Estimate.Slope { OneSided: true } or Estimate.Vertical
        );
        int absent = estimates.Count(e => e is Estimate.Nothing);
        yield return Told(
            6,
            "domain",
            survey,
            strict,
            finding =>
                finding.Estimate
                    is Estimate.Slope { OneSided: true }
                        or Estimate.Vertical
                        or Estimate.Nothing,
            Invariant($"{sides:N0} one-sided, {absent:N0} without a value beside the point")
        );
    }

    /// <summary>The verdict of the whole.</summary>
    public static Verdict Of(
        IReadOnlyList<GradientStep> steps,
        Survey survey,
        IReadOnlyList<GradientEntry> entries,
        Blame? blame,
        bool given
    )
    {
        if (blame is not null)
            return new Verdict.Fail(
                $"the {(blame.Order == 2 ? "second derivative" : "derivative")} of {blame.Primitive} is wrong"
            );
        var worst = entries
            .Where(entry => entry.Verdict is Verdict.Fail)
            .OrderByDescending(entry =>
                double.IsNaN(entry.RelativeError) ? double.PositiveInfinity : entry.RelativeError
            )
            .FirstOrDefault();
        if (worst is not null)
            return new Verdict.Fail(
                given
                    ? $"the gradient that was given is wrong: at {worst.Place} {Comparing(worst)}"
                    : $"every rule is right where it is used, but the gradient made of them is wrong: at {worst.Place} {Comparing(worst)}"
            );
        if (steps.FirstOrDefault(step => step.Verdict is Verdict.Fail) is { } step)
            return new Verdict.Fail($"{step.Name}: {step.Verdict.Why}");
        var open = entries.Where(entry => entry.Verdict is Verdict.Inconclusive).ToArray();
        if (open.Length > 0)
            return new Verdict.Inconclusive(
                Invariant(
                    $"{open.Length:N0} of {entries.Count:N0} derivatives could not be judged; at {open[0].Place} {open[0].Verdict.Why}"
                )
            );
        return new Verdict.Pass(Vacuity(survey, entries)) { Reservation = Reservation(steps) };
    }

    private static string? Reservation(IReadOnlyList<GradientStep> steps)
    {
        string[] open =
        [
            .. steps
                .Where(step => step.Verdict is Verdict.Inconclusive)
                .Select(step => $"{step.Name} ({step.Verdict})"),
        ];
        return open.Length == 0 ? null : string.Join(", ", open);
    }

    /// <summary>Why it means little that nothing is wrong; null where derivatives other than 0, or the two sides of a kink, were compared.</summary>
    private static string? Vacuity(Survey survey, IReadOnlyList<GradientEntry> entries)
    {
        if (entries.Any(entry => entry.Analytic != 0 || entry.Note is not null))
            return null;
        if (entries.FirstOrDefault(entry => entry.Verdict.Why is not null) is { } held)
            return $"every derivative is 0; {held.Place}: {held.Verdict.Why}";
        return survey.Varies
            ? "every derivative is 0: the point is stationary, where a wrong factor does not show"
            : "every derivative is 0: the function is constant near the point, which says nothing about its parts";
    }

    private static string Comparing(GradientEntry entry) =>
        $"it is {Judgement.Text(entry.Analytic)}, differences give {Judgement.Text(entry.Numeric)}";

    private static GradientStep Told(
        int number,
        string name,
        Survey survey,
        bool strict,
        Func<Finding, bool> concerns,
        string figure
    )
    {
        var verdicts = survey
            .Entries.Zip(Entries(survey, strict))
            .Where(pair => concerns(pair.First.Finding))
            .Select(pair => pair.Second.Verdict)
            .ToArray();
        return new(
            number,
            name,
            Array.Find(verdicts, verdict => verdict is Verdict.Fail)
                ?? Array.Find(verdicts, verdict => verdict is Verdict.Inconclusive)
                ?? new Verdict.Pass(),
            figure
        );
    }

    private static string Count(int number, string what) =>
        Invariant($"{number:N0} {what}{(number == 1 ? "" : "s")}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
