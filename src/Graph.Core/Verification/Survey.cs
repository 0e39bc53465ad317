namespace FunctionalGrad;

/// <summary>Chooses which derivatives of a Jacobian are compared, compares them, and names them.</summary>
internal sealed class Survey
{
    private const int Small = 64;
    private const int LargestRerun = 4096;

    private readonly JacobianComparison comparison;
    private readonly Shape output;
    private readonly GradientCheckOptions options;
    private readonly SurveyPlan plan;
    private readonly int total;
    private readonly bool byConvention;

    public Survey(
        JacobianComparison comparison,
        IReadOnlyList<(string Name, Shape Shape, bool Connected)> inputs,
        Shape output,
        GradientCheckOptions options,
        bool byConvention
    )
    {
        (this.comparison, this.output, this.options) = (comparison, output, options);
        this.byConvention = byConvention;
        plan = new(
            comparison.Point,
            byConvention ? Flowing(comparison, inputs) : inputs,
            Magnitude,
            options.Seed
        );
        total = comparison.Point.Length;
        if (options.Cost == CheckCost.Full || (options.Cost == CheckCost.Auto && total <= Small))
            All();
        else
            Some();
    }

    /// <summary>What was compared.</summary>
    public List<Surveyed> Entries { get; } = [];

    /// <summary>What drowned in rounding is judged in another way; what differences dispute, but is so confirmed, is left open.</summary>
    /// <param name="along">Given a direction and an element of the output, the derivative as the nodes on the way make it.</param>
    public void Confirm(Func<Direction, int, PathSlope?> along)
    {
        for (int i = 0; i < Entries.Count; i++)
            if (Entries[i] is { Finding: { Drowned: true } or { Verdict: Verdict.Fail } } item)
                if (along(item.Direction, item.Row) is { } path)
                    Entries[i] = Judged(item, path);
    }

    private Surveyed Judged(Surveyed item, PathSlope path)
    {
        double unit = item.Direction.IsEntry ? item.Direction.Length : 1;
        double analytic = comparison.AnalyticAlong(item.Direction, item.Row) * unit;
        double rounding = comparison.Rounding(item.Direction, item.Row) * unit;
        if (!item.Finding.Drowned)
            return path.Confirms(analytic, rounding, item.Finding.Numeric * unit)
                ? item.Defended()
                : item;
        // A gradient of our own that forward mode contradicts fails its own step.
        return path.Confirms(analytic, rounding) ? item.Confirmed()
            : !byConvention && path.Refutes(analytic, rounding) ? item.Refuted(path.Value / unit)
            : item;
    }

    /// <summary>Whether the function was seen to vary near the point.</summary>
    public bool Varies => comparison.Differences.Varied;

    /// <summary>What was looked at, in words.</summary>
    public string Coverage { get; private set; } = "";

    /// <summary>An input whose gradient is 0 throughout, as that of labels whose NaN is passed on, is as good as not connected.</summary>
    private static (string, Shape, bool)[] Flowing(
        JacobianComparison comparison,
        IReadOnlyList<(string Name, Shape Shape, bool Connected)> inputs
    )
    {
        int start = 0;
        return
        [
            .. inputs.Select(input =>
            {
                int from = start;
                start += input.Shape.Size;
                bool flows =
                    input.Connected
                    && Array.Exists(
                        comparison.Analytic,
                        row => row.AsSpan(from, input.Shape.Size).ContainsAnyExcept(0)
                    );
                return (input.Name, input.Shape, flows);
            }),
        ];
    }

    private void All()
    {
        Compare(plan.All());
        Coverage = Of(total);
    }

    private void Some()
    {
        var chosen = plan.Some();
        Compare(chosen);
        int entries = chosen.Count(planned => planned.Index is not null);
        Coverage = $"{chosen.Count - entries} random directions and {Of(entries)}";
        if (Entries.Exists(item => item.Entry.Verdict is Verdict.Fail))
            Again();
    }

    /// <summary>After a failure: all entries, or the largest of each input where all would be too many to wait for.</summary>
    private void Again()
    {
        var failed = Entries.Where(item => item.Entry.Verdict is Verdict.Fail).ToArray();
        string first = $"{Coverage}, one of which failed: then ";
        Entries.Clear();
        if (total <= LargestRerun)
        {
            All();
            Coverage = first + Coverage;
        }
        else
        {
            var largest = plan.Largest(LargestRerun);
            Compare(largest);
            Coverage =
                $"{first}{Of(largest.Count)}, of each input those with the largest derivatives (CheckCost.Full looks at all)";
        }
        // What fails along a direction need not fail in any entry that was looked at.
        if (!Entries.Exists(item => item.Entry.Verdict is Verdict.Fail))
            Entries.AddRange(failed);
    }

    private void Compare(IReadOnlyList<Planned> chosen)
    {
        for (int i = 0; i < chosen.Count; i++)
        {
            Add(chosen[i]);
            options.Progress?.Report(new("differences", i + 1, chosen.Count));
        }
    }

    private string Of(int elements) =>
        Invariant($"{(long)elements * output.Size:N0} of {(long)total * output.Size:N0} entries");

    private double Magnitude(int element) => comparison.Analytic.Max(row => Math.Abs(row[element]));

    private void Add(Planned planned)
    {
        var (direction, name, index, connected) = planned;
        var findings = comparison.Along(direction);
        for (int row = 0; row < findings.Length; row++)
        {
            var finding = connected ? findings[row] : Unconnected(findings[row]);
            Entries.Add(
                new(
                    new(
                        name,
                        index,
                        SurveyPlan.Position(output, row),
                        comparison.AnalyticAlong(direction, row),
                        finding.Numeric,
                        finding.Error,
                        finding.Verdict,
                        Note(finding, comparison.AnalyticAlong(direction, row))
                    ),
                    finding,
                    direction,
                    row
                )
            );
        }
    }

    /// <summary>An index, a label or a condition: no gradient flows into it, and beside it there is no value or another one.</summary>
    private static Finding Unconnected(Finding finding) =>
        finding.Estimate switch
        {
            Estimate.Nothing nothing => finding with { Verdict = Held(nothing.Reason) },
            Estimate.Jump => finding with { Verdict = Held("the value jumps there") },
            _ => finding,
        };

    private static Verdict Held(string why) =>
        new Verdict.Pass($"no gradient flows into it, and it cannot be moved: {why}");

    private string? Note(Finding finding, double analytic) =>
        finding is { Verdict: Verdict.Pass, Estimate: Estimate.Kink kink }
            ? $"on the kink: the slope is {Judgement.Text(kink.Left)} on the left and {Judgement.Text(kink.Right)} on the right, the gradient {Judgement.Text(analytic)}{(byConvention ? " by convention" : "")}"
            : null;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
