namespace FunctionalGrad;

/// <summary>The gradients of a traced graph beside differences, entry by entry, as a gradient check compares them.</summary>
/// <param name="tape">The graph.</param>
/// <param name="seed">The gradient that the output receives.</param>
/// <param name="walk">The gradients.</param>
/// <param name="at">Where.</param>
/// <param name="jumps">Whether a jump is marked in the trace: then inputs that no gradient reaches are counted at it, which labels are not.</param>
internal sealed class DifferenceCheck(
    Tape tape,
    NDArray<double> seed,
    BackwardWalk walk,
    IReadOnlyList<Binding<double>> at,
    bool jumps
)
{
    private const long MostWork = 4_000_000;
    private const double Agreement = 1e-5;

    private int compared,
        kinks,
        vertical,
        absent,
        drowned;
    private double worst;

    public TraceCheck Run()
    {
        int[] places =
        [
            .. Enumerable.Range(0, tape.Nodes.Count).Where(i => tape.Nodes[i] is Input),
        ];
        Expr[] inputs = [.. places.Select(place => tape.Nodes[place])];
        int entries = inputs.Sum(input => input.Shape.Size);
        if (entries == 0)
            return Result(0);
        bool[] connected = [.. places.Select(place => walk.Gradients[place] is not null)];
        var comparison = GraphComparison
            .Of(
                Weighed,
                inputs,
                [.. places.Select((p, i) => walk.Gradients[p] ?? Expr.Zeros(inputs[i].Shape))],
                connected,
                at,
                new(),
                hasRules: true
            )
            .Comparison;
        long work = tape.Nodes.Sum(node => (long)node.Shape.Size + 20) * 4;
        int most = (int)Math.Clamp(MostWork / work, 1, entries);
        for (int k = 0; k < most; k++)
        {
            // Evenly spaced, when there is no time for all.
            int entry = (int)((long)k * entries / most);
            var direction = Direction.Of(comparison.Point, entry);
            Count(
                comparison.Along(direction)[0],
                comparison.AnalyticAlong(direction, 0),
                connected[InputOf(inputs, entry)]
            );
        }
        return Result(entries - most);
    }

    /// <summary>The output weighed with the gradient that it receives; what receives 0 adds nothing, whatever its value.</summary>
    private Expr Weighed
    {
        get
        {
            var output = tape.Nodes[tape.Outputs[0]];
            var weight = Expr.Constant(seed);
            return seed.Shape.Rank == 0 && seed.ToScalar() == 1
                ? output
                : Expr.Sum(Expr.Where(Expr.NotEqualTo(weight, 0), weight * output, 0));
        }
    }

    private static int InputOf(Expr[] inputs, int entry)
    {
        int input = 0;
        for (; entry >= inputs[input].Shape.Size; input++)
            entry -= inputs[input].Shape.Size;
        return input;
    }

    private void Count(Finding finding, double gradient, bool isConnected)
    {
        double error = Math.Abs(gradient - finding.Numeric),
            larger = Math.Max(Math.Abs(gradient), Math.Abs(finding.Numeric));
        // A 0 is as good as what differences see of it is small beside the slopes around.
        if (gradient == 0 && finding.Estimate is Estimate.Slope slope)
            larger = Math.Max(larger, slope.Around);
        double relative = error == 0 ? 0 : error / larger;
        switch (finding.Estimate, finding.Verdict)
        {
            case (Estimate.Nothing, _):
                // Labels and positions cannot be moved at all.
                absent += isConnected ? 1 : 0;
                break;
            case (Estimate.Kink or Estimate.Slope { OnEdge: true }, Verdict.Fail)
                when double.IsFinite(gradient):
            case (Estimate.Kink, not Verdict.Fail):
                kinks++;
                break;
            case (Estimate.Jump, _):
                kinks += isConnected || jumps ? 1 : 0;
                break;
            case (Estimate.Vertical steep, not Verdict.Fail)
                when !(double.IsInfinity(gradient) && gradient * steep.Seen < 0):
                vertical++;
                break;
            case (Estimate.Vertical, _):
            case (_, Verdict.Fail):
                compared++;
                worst = double.IsFinite(gradient)
                    ? Math.Max(worst, double.IsNaN(relative) ? 1 : Math.Max(relative, Agreement))
                    : double.NaN;
                break;
            case (_, Verdict.Pass) when relative < Agreement:
                compared++;
                worst = Math.Max(worst, relative);
                break;
            default:
                drowned++;
                break;
        }
    }

    private TraceCheck Result(int rest) =>
        new(compared, kinks, vertical, absent, drowned, rest, worst);
}
