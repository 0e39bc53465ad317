namespace FunctionalGrad;

/// <summary>The slope of one node along the tangents of its operands, weighted by its cotangent, by differences.</summary>
/// <param name="node">The node.</param>
/// <param name="operands">What flows into it, and how that moves; null where it does not.</param>
/// <param name="cotangent">The weights of its elements.</param>
/// <param name="options">The options of the check.</param>
internal sealed class NodeSlope(
    Apply node,
    IReadOnlyList<(NDArray<double> Value, double[]? Tangent)> operands,
    double[] cotangent,
    GradientCheckOptions options
)
{
    private const double LastDigit = 2.220446049250313e-16;

    private readonly double[] here = node
        .Primitive.Kernel.Run<double>(node, [.. operands.Select(operand => operand.Value)])
        .Span.ToArray();
    private readonly bool[] moves = new bool[cotangent.Length];

    /// <summary>The slope and by how much it may be wrong; null where there is none.</summary>
    /// <param name="claimed">What it is said to be.</param>
    /// <param name="enough">The error that is small enough.</param>
    public (double Value, double Error)? Seen(double claimed, double enough)
    {
        (double Value, double Error)? best = null;
        foreach (double factor in Factors(claimed))
        {
            if (Along(factor, claimed) is not { } seen || best?.Error <= seen.Error)
                continue;
            best = seen;
            if (10 * seen.Error <= enough)
                break;
        }
        return best;
    }

    private IEnumerable<double> Factors(double claimed)
    {
        double reach = Reach(x => Math.Max(1, Math.Abs(x)));
        yield return 1 / reach;
        // What oscillates does so on the scale of 1, however large its operand is.
        double close = Reach(_ => 1);
        if (close > reach)
            yield return 1 / close;
        // In a sum with something huge only steps as wide as that are seen; a node that is linear stands them.
        double width = Width() / Math.Max(Math.Abs(claimed), double.Epsilon);
        if (width * reach > 1 && double.IsFinite(width))
            yield return width;
    }

    private (double Value, double Error)? Along(double factor, double claimed)
    {
        var differences = new Differences(
            s => At(s[0] * factor),
            [0],
            knowsBranches: true,
            noise: _ => [Width() * LastDigit]
        );
        var estimate = differences.Along(
            Direction.Of([0], 0),
            [claimed * factor],
            options.RelativeTolerance
        )[0];
        return estimate is Estimate.Slope { OnEdge: false } slope
            ? (slope.Value / factor, slope.Error / factor)
            : null;
    }

    private Look At(double s)
    {
        options.Cancellation.ThrowIfCancellationRequested();
        var moved = Moved(s);
        try
        {
            var y = node.Primitive.Kernel.Run<double>(node, moved);
            double sum = 0;
            for (int i = 0; i < here.Length; i++)
                if (cotangent[i] != 0 && y.Span[i] != here[i])
                {
                    moves[i] = true;
                    sum += cotangent[i] * (y.Span[i] - here[i]);
                }
            return new([sum], BranchHash.Of(node, moved), null);
        }
        catch (ArgumentException problem)
        {
            return new([double.NaN], 1, problem.Message);
        }
    }

    private NDArray<double>[] Moved(double s) =>
        [
            .. operands.Select(operand =>
                operand.Tangent is not { } tangent
                    ? operand.Value
                    : NDArray<double>.Create(
                        operand.Value.Shape,
                        to =>
                        {
                            for (int i = 0; i < to.Length; i++)
                                to[i] = operand.Value.Span[i] + s * tangent[i];
                        }
                    )
            ),
        ];

    /// <summary>The largest tangent, relative to the scale of what it moves.</summary>
    private double Reach(Func<double, double> scale)
    {
        double reach = 0;
        foreach (var (value, tangent) in operands)
            for (int i = 0; i < tangent?.Length; i++)
                reach = Math.Max(reach, Math.Abs(tangent[i]) / scale(value.Span[i]));
        return reach;
    }

    /// <summary>The weighted magnitudes of the elements that were seen to move, or of all where none was: a last digit of each is lost.</summary>
    private double Width()
    {
        double width = 0;
        bool none = !moves.Contains(true);
        for (int i = 0; i < here.Length; i++)
            if ((none || moves[i]) && cotangent[i] != 0 && double.IsFinite(here[i]))
                width += Math.Abs(cotangent[i] * here[i]);
        return width;
    }
}
