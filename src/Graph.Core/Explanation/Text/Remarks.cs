namespace FunctionalGrad;

/// <summary>What the views say in words about gates, joins, kinks and gradients that do not flow.</summary>
internal static class Remarks
{
    /// <summary><c>mul: swap multiplier</c>.</summary>
    public static string Role(BackwardEvent each)
    {
        string declared = each.RoleIsInferred
            ? ""
            : " (as declared; its Jacobian is too large to look at)";
        return $"{PlainText.Visible(each.Node.Expr.Label)}: {each.RoleName}{declared}";
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

    /// <summary>How much of a contribution is 0 because a branch was not taken; null where nothing is.</summary>
    public static string? StrongZeros(BackwardEdge edge) =>
        edge.StrongZeros == 0 ? null
        : edge.Into.Shape.Rank == 0 ? "exactly 0: the branch was not taken"
        : $"{Numbers.Whole(edge.StrongZeros)} of {Numbers.Whole(edge.Into.Shape.Size)} exactly 0: their branch was not taken";

    /// <summary>A sentence for each node on a kink or a tie, and for each gradient that is an error to ask for.</summary>
    public static IEnumerable<string> Footnotes(Excerpt excerpt)
    {
        if (!excerpt.IsWhole)
            yield return excerpt.Sentence(
                "TextStyle.MostNodes says how many; a picture collapses them instead."
            );
        foreach (var node in excerpt.Nodes)
            if (node.Kinks.Count > 0)
                yield return $"{PlainText.Visible(node.Name)} is on a kink or tie{Where(node)}: {node.Convention}";
        foreach (var each in excerpt.Events)
        foreach (var edge in each.Edges)
            if (edge.Refusal is { } refusal)
                yield return $"{PlainText.Visible(each.Node.Name)}: {refusal}";
        foreach (var input in excerpt.Trace.Inputs)
            if (input.Gradient is null)
                yield return $"{PlainText.Visible(input.Name)}: no path leads back to it, so its gradient is zeros";
    }

    private static string Where(TraceNode node)
    {
        if (node.Shape.Rank == 0)
            return "";
        string first = string.Join(", ", node.Kinks.Take(6).Select(Numbers.Whole));
        return $" in {(node.Kinks.Count == 1 ? "element" : $"{Numbers.Whole(node.Kinks.Count)} elements,")} {first}{(node.Kinks.Count > 6 ? ", ..." : "")}";
    }
}
