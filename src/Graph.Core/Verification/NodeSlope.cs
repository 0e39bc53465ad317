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
        double reach = Reach();
        var near = Along(1 / reach, claimed);
        if (near is var (_, error) && 10 * error <= enough)
            return near;
        // In a sum with something huge only steps as wide as that are seen; a node that is linear stands them.
        double width = Width() / Math.Max(Math.Abs(claimed), double.Epsilon);
        var far = width * reach > 1 && double.IsFinite(width) ? Along(width, claimed) : null;
        return far is null || near?.Error <= far.Value.Error ? near : far;
    }

    private (double Value, double Error)? Along(double factor, double claimed)
    {
        var differences = new Differences(
            s => At(s[0] * factor),
            [0],
            knowsBranches: true,
            noise: () => [Width() * LastDigit]
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

    /// <summary>The largest tangent, relative to what it moves where that is above 1.</summary>
    private double Reach()
    {
        double reach = 0;
        foreach (var (value, tangent) in operands)
            for (int i = 0; i < tangent?.Length; i++)
                reach = Math.Max(
                    reach,
                    Math.Abs(tangent[i]) / Math.Max(1, Math.Abs(value.Span[i]))
                );
        return reach;
    }

    /// <summary>The weighted magnitudes of the elements that were seen to move: a last digit of each is lost.</summary>
    private double Width()
    {
        double width = 0;
        for (int i = 0; i < here.Length; i++)
            if (moves[i] && double.IsFinite(here[i]))
                width += Math.Abs(cotangent[i] * here[i]);
        return width;
    }
}
