namespace FunctionalGrad;

/// <summary>Chooses which derivatives of a Jacobian are compared, compares them, and names them.</summary>
internal sealed class Survey
{
    private const int Small = 64;
    private const int LargestRerun = 4096;
    private const int Dense = 4;
    private const int PerKind = 2;

    private readonly JacobianComparison comparison;
    private readonly IReadOnlyList<(string Name, Shape Shape, bool Connected)> inputs;
    private readonly Shape output;
    private readonly GradientCheckOptions options;
    private readonly SeededRandom random;
    private readonly int total;

    public Survey(
        JacobianComparison comparison,
        IReadOnlyList<(string Name, Shape Shape, bool Connected)> inputs,
        Shape output,
        GradientCheckOptions options
    )
    {
        (this.comparison, this.output, this.options) = (comparison, output, options);
        this.inputs = Flowing(comparison, inputs);
        random = new(options.Seed, "survey");
        total = comparison.Point.Length;
        bool full =
            options.Cost == CheckCost.Full
            || (options.Cost == CheckCost.Auto && (long)total * output.Size <= Small);
        if (full)
            All(int.MaxValue);
        else
            Some();
        Full = full;
    }

    /// <summary>What was compared.</summary>
    public List<(GradientEntry Entry, Finding Finding)> Entries { get; } = [];

    /// <summary>Whether every entry was asked for.</summary>
    public bool Full { get; }

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

    private void All(int most)
    {
        int done = 0,
            planned = Math.Min(total, most),
            start = 0;
        foreach (var (name, shape, connected) in inputs)
        {
            for (int i = 0; i < shape.Size && done < most; i++)
            {
                Add(Direction.Of(comparison.Point, start + i), name, Position(shape, i), connected);
                options.Progress?.Report(new("differences", ++done, planned));
            }
            start += shape.Size;
        }
        Coverage = Invariant(
            $"{(long)planned * output.Size:N0} of {(long)total * output.Size:N0} entries"
        );
    }

    private void Some()
    {
        var plan = new List<(Direction Direction, string Name, Ints? Index, bool Connected)>();
        for (int i = 0; i < Dense; i++)
            if (inputs.Count > 1 && inputs.All(input => input.Connected))
                plan.Add(
                    (Direction.Random(comparison.Point, 0, total, random), "all inputs", null, true)
                );
        int start = 0;
        foreach (var (name, shape, connected) in inputs)
        {
            for (int i = 0; i < (shape.Size > 1 ? PerKind : 0); i++)
                plan.Add(
                    (
                        Direction.Random(comparison.Point, start, shape.Size, random),
                        name,
                        null,
                        connected
                    )
                );
            foreach (int i in Chosen(start, shape.Size))
                plan.Add(
                    (Direction.Of(comparison.Point, start + i), name, Position(shape, i), connected)
                );
            start += shape.Size;
        }
        for (int i = 0; i < plan.Count; i++)
        {
            var (direction, name, index, connected) = plan[i];
            Add(direction, name, index, connected);
            options.Progress?.Report(new("differences", i + 1, plan.Count));
        }
        int entries = plan.Count(item => item.Index is not null);
        Coverage = Invariant(
            $"{plan.Count - entries} random directions and {(long)entries * output.Size:N0} of {(long)total * output.Size:N0} entries"
        );
        if (Entries.Exists(item => item.Entry.Verdict is Verdict.Fail))
        {
            string first = Coverage;
            Entries.Clear();
            All(LargestRerun);
            Coverage = $"{first}, one of which failed: then {Coverage}";
        }
    }

    /// <summary>The largest derivatives, random ones and some that are 0.</summary>
    private IEnumerable<int> Chosen(int start, int count)
    {
        double Size(int i) => comparison.Analytic.Max(row => Math.Abs(row[start + i]));
        int[] all = [.. Enumerable.Range(0, count)];
        return
        [
            .. all.OrderByDescending(Size)
                .Take(PerKind)
                .Concat(all.Where(i => Size(i) == 0).Take(PerKind))
                .Concat(
                    Enumerable.Range(0, count == 0 ? 0 : PerKind).Select(_ => random.Below(count))
                )
                .Distinct(),
        ];
    }

    private void Add(Direction direction, string name, Ints? index, bool connected)
    {
        var findings = comparison.Along(direction);
        for (int row = 0; row < findings.Length; row++)
        {
            var finding = connected ? findings[row] : Unconnected(findings[row]);
            Entries.Add(
                (
                    new(
                        name,
                        index,
                        Position(output, row),
                        comparison.AnalyticAlong(direction, row),
                        finding.Numeric,
                        finding.Error,
                        finding.Verdict
                    ),
                    finding
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

    private static Ints Position(Shape shape, int element)
    {
        var index = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            index[axis] = element % shape[axis];
            element /= shape[axis];
        }
        return Ints.Of(index);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
