namespace FunctionalGrad.Checking.Torch;

/// <summary>A graph beside PyTorch's answer about it.</summary>
internal sealed class TorchComparison
{
    private const double Relative = 1e-9;

    // Below it, in the region of subnormal numbers, digits are lost by design.
    private const double Absolute = 1e-300;

    // How much more than the rounding errors tried here another library's order of operations may do.
    private const double Allowance = 16;

    private readonly Sample sample;
    private readonly Tape forward;
    private readonly Tape back;

    public TorchComparison(Sample sample)
    {
        this.sample = sample;
        forward = Tape.Of(sample.Scalar);
        back = Tape.Of([sample.Scalar, .. Differentiate.Gradient(sample.Scalar, sample.Inputs)]);
        Differences = [.. Found().Distinct()];
    }

    /// <summary>The names of the primitives of the graph.</summary>
    public IEnumerable<string> Primitives =>
        forward.Nodes.OfType<Apply>().Select(node => node.Primitive.Name).Distinct();

    /// <summary>The rows of CONVENTIONS.md that the graph stands on at its point.</summary>
    public IReadOnlyList<string> Differences { get; }

    /// <summary>Compares all elements: null where they agree, else a sentence; and how many agreed only as far as rounding determines them.</summary>
    public (string? Disagreement, int Compared, int IllConditioned) With(TorchAnswer answer)
    {
        if (answer.Error is { } error)
            return (error, 0, 0);
        var ours = Evaluate.Values(back, sample.Bindings);
        IReadOnlyList<NDArray<double>>[]? jittered = null;
        int compared = 0,
            ill = 0;
        for (int part = 0; part < ours.Count; part++)
        for (int i = 0; i < ours[part].Shape.Size; i++)
        {
            double a = ours[part].Span[i],
                b = answer.Arrays[part][i];
            compared++;
            if (Same(a, b))
                continue;
            jittered ??= [.. Jittered(back)];
            int at = back.Outputs[part];
            double moved = jittered.Max(values => Math.Abs(values[at].Span[i] - a));
            if (moved > Relative / Allowance * Math.Abs(a) && Math.Abs(a - b) <= Allowance * moved)
            {
                ill++;
                continue;
            }
            string what = part == 0 ? "the value" : $"the gradient of x{part - 1}, element {i}";
            return ($"{what} is {a:R} here, {b:R} in PyTorch", compared, ill);
        }
        return (null, compared, ill);
    }

    private static bool Same(double a, double b) =>
        a.Equals(b) || Math.Abs(a - b) <= Relative * Math.Max(Math.Abs(a), Math.Abs(b)) + Absolute;

    private IEnumerable<string> Found()
    {
        var values = Numbers.OfAll(forward, sample);
        if (values.Any(IsNotFinite))
            yield return Difference.NotFinite;
        else if (Numbers.OfAll(back, sample).Any(IsNotFinite))
            yield return Difference.NotFiniteBack;
        else if (!Jittered(forward).All(others => SameBranches(values, others)))
            yield return Difference.WithinRounding;
        for (int position = 0; position < values.Count; position++)
            if (forward.Nodes[position] is Apply node)
                foreach (var row in Difference.Local)
                    if (
                        row.Primitive == node.Primitive.Name
                        && row.At(node, Numbers.Operands(forward.InputsOf(position), values))
                    )
                        yield return row.Name;
    }

    private IEnumerable<IReadOnlyList<NDArray<double>>> Jittered(Tape tape) =>
        Enumerable
            .Range(0, Numbers.Trials)
            .Select(trial => Numbers.Jittered(tape, sample, forward.Nodes.Count, trial));

    private bool SameBranches(
        IReadOnlyList<NDArray<double>> values,
        IReadOnlyList<NDArray<double>> others
    ) =>
        Numbers
            .Branches(forward, values)
            .Zip(Numbers.Branches(forward, others))
            .All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    private static bool IsNotFinite(NDArray<double> value)
    {
        foreach (double element in value.Span)
            if (!double.IsFinite(element))
                return true;
        return false;
    }
}
