namespace FunctionalGrad;

/// <summary>What the views say in words about gates, joins, kinks and gradients that do not flow.</summary>
internal static class Remarks
{
    /// <summary><c>mul: swap multiplier</c>.</summary>
    public static string Role(BackwardEvent each)
    {
        string declared = each.RoleIsInferred ? "" : " (as declared, not read off its Jacobian)";
        string gate = OpText.Called((Apply)each.Node.Expr) ?? each.Node.Expr.Label;
        return $"{PlainText.Visible(gate)}: {each.RoleName}{declared}";
    }

    /// <summary>What the gradient that the pass starts from is, where it is not the output's own 1: <c>dL/dY = </c>.</summary>
    public static string Start(BackwardTrace trace) =>
        trace.IsPart
            ? $"d{PlainText.Visible(trace.Differentiated)}/d{PlainText.Visible(trace.Output.Name)} = "
            : "";

    /// <summary>Said where the last of several paths arrives; null elsewhere.</summary>
    public static string? Join(BackwardEdge edge) =>
        edge.Path > 1 && edge.Path == edge.Into.Paths
            ? $"{PlainText.Visible(edge.Into.Name)} is used {Numbers.Whole(edge.Path)} times, copy: gradient adder"
            : null;

    /// <summary>Why nothing flows along an edge; null where something does.</summary>
    public static string? Silence(BackwardEdge edge) =>
        edge.Flow switch
        {
            EdgeFlow.Flows => null,
            EdgeFlow.Constant => "constant",
            EdgeFlow.NotConnected => "not connected",
            EdgeFlow.NotDifferentiable => "no derivative",
            _ => throw new ArgumentOutOfRangeException(nameof(edge)),
        };

    /// <summary>How much of a contribution is 0 because this gate did not take its branch, or because 0 came from upstream to an infinite local derivative; null where all is plain to see.</summary>
    private static string? StrongZeros(BackwardEdge edge)
    {
        bool isScalar = edge.Into.Shape.Rank == 0;
        string whole = Numbers.Whole(edge.Into.Shape.Size);
        if (edge.NotTaken > 0)
            return isScalar
                ? "exactly 0: the branch was not taken"
                : $"{Numbers.Whole(edge.NotTaken)} of {whole} exactly 0: their branch was not taken";
        int given =
            edge.Held is { } held && edge.Local?.Value is { } local
                ? Enumerable
                    .Range(0, held.Shape.Size)
                    .Count(i => held.Span[i] == 0 && !double.IsFinite(local.Span[i]))
                : 0;
        return given == 0 ? null
            : isScalar ? "exactly 0: the upstream gradient is exactly 0"
            : $"{Numbers.Whole(given)} of {whole} exactly 0: their upstream gradient is exactly 0";
    }

    /// <summary>Where the formula of a local derivative has no finite value and a convention gives one; null elsewhere.</summary>
    private static string? Decreed(BackwardEdge edge) =>
        edge.Local is not { Decreed: > 0 and var count } local ? null
        : edge.Into.Shape.Rank == 0
            ? $"{Numbers.Short(local.Value!.Span[0])} by convention: the formula alone has no finite value here"
        : $"{Numbers.Whole(count)} of {Numbers.Whole(edge.Into.Shape.Size)} local derivatives by convention: the formula alone has no finite value there";

    /// <summary>Where a local derivative is not a number because an input is none, though its formula, which compares, says otherwise; null elsewhere.</summary>
    private static string? SpreadNaN(BackwardEvent each, BackwardEdge edge)
    {
        if (
            each.Node.Expr is not Apply { Primitive.Branch: not null }
            || edge.Local?.Value is not { } local
        )
            return null;
        int count = Enumerable
            .Range(0, local.Shape.Size)
            .Count(i =>
                double.IsNaN(local.Span[i])
                && each.Edges.Any(other => double.IsNaN(other.Into.Value.Span[i]))
            );
        return count == 0 ? null
            : edge.Into.Shape.Rank == 0 ? "nan: an input of the gate is nan, and nan makes nan"
            : $"{Numbers.Whole(count)} of {Numbers.Whole(edge.Into.Shape.Size)} nan: an input of theirs is nan, and nan makes nan";
    }

    /// <summary>All that a reader is told of one edge: why zeros are exact, what a convention gives, what NaN makes.</summary>
    public static IEnumerable<string> Of(BackwardEvent each, BackwardEdge edge) =>
        new[] { StrongZeros(edge), Decreed(edge), SpreadNaN(each, edge) }.OfType<string>();

    /// <summary>A sentence for each node on a kink or a tie, and for each gradient that is an error to ask for.</summary>
    public static IEnumerable<string> Footnotes(Excerpt excerpt)
    {
        if (!excerpt.IsWhole)
            yield return excerpt.Sentence(
                "TextStyle.MostNodes says how many; a picture collapses them instead."
            );
        foreach (var node in excerpt.Nodes)
            if (node.Kinks.Count > 0)
                yield return $"{PlainText.Visible(node.Name)} is {OnKink(node)}";
        foreach (var each in excerpt.Events)
        foreach (var edge in each.Edges)
            if (edge.Refusal is { } refusal)
                yield return $"{PlainText.Visible(each.Node.Name)}: {refusal}";
        foreach (var input in excerpt.Trace.Inputs)
            if (input.Gradient is null)
                yield return $"{PlainText.Visible(input.Name)}: it is not differentiated, as what reads it lets no gradient pass: its gradient is zeros";
    }

    /// <summary>Where infinity times 0 first made a gradient NaN; null where it did not.</summary>
    public static (BackwardEdge Edge, string Sentence)? Undefined(BackwardTrace trace)
    {
        foreach (var each in trace.Events)
        foreach (var edge in each.Edges)
            if (
                edge.Contribution is { } made
                && made.Shape == each.Upstream.Shape
                && Enumerable
                    .Range(0, made.Shape.Size)
                    .Any(i =>
                        double.IsNaN(made.Span[i])
                        && (each.Upstream.Span[i] == 0 || double.IsInfinity(each.Upstream.Span[i]))
                    )
                && edge.Local?.Value is { } local
            )
                for (int i = 0; i < made.Shape.Size; i++)
                    if (double.IsNaN(made.Span[i]))
                        if (double.IsInfinity(each.Upstream.Span[i]) && local.Span[i] == 0)
                            return (
                                edge,
                                $"{PlainText.Visible(each.Node.Name)}: an infinite upstream gradient times a local derivative of 0 is nan, and so is what follows"
                            );
                        else if (each.Upstream.Span[i] == 0 && double.IsInfinity(local.Span[i]))
                            return (
                                edge,
                                $"{PlainText.Visible(each.Node.Name)}: an upstream gradient of 0 times an infinite local derivative is nan, and so is what follows"
                            );
        return null;
    }

    /// <summary>What stands for a gradient where none arrived: nobody asks for a constant's, and conditions, indices and stopGradient let none pass.</summary>
    public static string NoGradient(TraceNode node) =>
        node.IsConstant ? "constant" : "not differentiated";

    /// <summary>Where two branches meet that a gate decides between: what the value does there, and which gradient is given.</summary>
    public static string Boundary(TraceNode node)
    {
        string beside =
            node.Jumps.Count == node.Kinks.Count ? "beside it the value jumps"
            : node.Jumps.Count == 0
                ? "the value is the same on both sides of it but the slope is not, a kink"
            : "beside it the value jumps, or at least the slope does";
        return $"{beside}, and the gradient is that of the branch taken here";
    }

    /// <summary>What a node is on: <c>on a kink or tie</c>; null where it is on none.</summary>
    public static string? Mark(TraceNode node) =>
        node.Kinks.Count == 0 ? null
        : node.IsOnBoundary ? "on its boundary"
        : "on a kink or tie";

    /// <summary>The same, with the elements and with what is promised there.</summary>
    public static string? OnKink(TraceNode node) =>
        Mark(node) is { } mark ? $"{mark}{Where(node)}: {node.Convention}" : null;

    private static string Where(TraceNode node)
    {
        if (node.Shape.Rank == 0)
            return "";
        string first = string.Join(", ", node.Kinks.Take(6).Select(Numbers.Whole));
        return $" in {(node.Kinks.Count == 1 ? "element" : $"{Numbers.Whole(node.Kinks.Count)} elements,")} {first}{(node.Kinks.Count > 6 ? ", ..." : "")}";
    }
}
