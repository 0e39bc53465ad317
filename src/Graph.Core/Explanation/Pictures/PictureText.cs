namespace FunctionalGrad;

/// <summary>What stands in and beside the boxes of a picture.</summary>
internal static class PictureText
{
    private const int LongestLine = 22;
    private const int LongestName = 60;
    private const int MostLines = 4;

    public static PictureNode NodeOf(
        BackwardTrace trace,
        Cluster cluster,
        int id,
        IReadOnlyList<int> groups
    )
    {
        // What leaves a collapsed part is what its last node computed.
        var node = cluster.Members[^1];
        int members = cluster.Members.Count;
        return new PictureNode
        {
            Id = id,
            Label = Clipped(cluster.Title ?? Sign(trace, node)),
            Caption =
                cluster.Title is not null ? $"{Numbers.Whole(members)} nodes"
                : node.Expr is Apply ? Clipped(node.Name)
                : "",
            Description = cluster.Title is null
                ? Described(trace, node)
                : $"{cluster.Title}: {Numbers.Whole(members)} nodes, {node.Shape}",
            Value = node.Value,
            Gradient = node.Gradient,
            Groups = groups,
            IsInput = cluster.Title is null && node.Expr is not Apply,
            Members = members,
            IsOnKink = cluster.Members.Any(member => member.Kinks.Count > 0),
        };
    }

    /// <summary>A name as far as a picture has room; a tooltip has more.</summary>
    public static string Clipped(string name) =>
        name.Length <= LongestName ? name : string.Concat(name.AsSpan(0, LongestName), "...");

    /// <summary>An array as the few lines that stand beside a wire; its shape and norm when it is larger.</summary>
    public static IReadOnlyList<string> Lines(NDArray<double> array)
    {
        var lines = ArrayShown.Lines(array);
        return lines.Count <= MostLines && lines.All(line => line.Length <= LongestLine)
            ? lines
            : [$"{array.Shape}", $"norm {Numbers.Short(ArrayShown.Norm(array))}"];
    }

    /// <summary>The same on one line.</summary>
    public static string Line(NDArray<double> array) =>
        ArrayShown.IsWhole(array) && array.Shape.Size <= 16
            ? ArrayShown.OnOneLine(array)
            : $"{array.Shape} norm {Numbers.Short(ArrayShown.Norm(array))}";

    /// <summary>What flows back along a wire, in few letters: one contribution, two with a plus between, or the sum of more.</summary>
    public static string Contribution(PictureEdge edge) =>
        edge.Contributions.Count switch
        {
            0 => "0",
            <= 2 => string.Join(" + ", edge.Contributions.Select(Brief)),
            var count => $"{Numbers.Whole(count)} paths, {Brief(Total(edge.Contributions))}",
        };

    private static string Brief(NDArray<double> array) =>
        Line(array) is { Length: <= 18 } line
            ? line
            : $"norm {Numbers.Short(ArrayShown.Norm(array))}";

    /// <summary>Wires between collapsed boxes stand for edges into several nodes, whose contributions need not have one shape.</summary>
    private static NDArray<double> Total(IReadOnlyList<NDArray<double>> parts) =>
        parts.All(part => part.Shape.Equals(parts[0].Shape))
            ? NDArray<double>.Create(
                parts[0].Shape,
                sum =>
                {
                    foreach (var part in parts)
                        for (int i = 0; i < sum.Length; i++)
                            sum[i] += part.Span[i];
                }
            )
            : NDArray<double>.Scalar(
                ArrayShown.Norm(NDArray.Of([.. parts.Select(ArrayShown.Norm)]))
            );

    /// <summary>A gate's sign; numbers that enter it stand in it, and dots for the wires: <c>1+·</c>.</summary>
    private static string Sign(BackwardTrace trace, TraceNode node)
    {
        if (node.Expr is not Apply apply)
            return node.Name;
        var inputs = node.Inputs.Select(input => trace.Nodes[input]).ToArray();
        var notation = apply.Primitive.Notation;
        if (inputs.Any(input => input.IsNumber))
            return Formula
                .Applied(
                    FormulaStyle.Compact,
                    apply,
                    [
                        .. inputs.Select(input =>
                            input.Expr is Constant { Uniform: { } number }
                                ? FormulaStyle.Compact.Number(number)
                                : new FormulaTerm("\u00b7", FormulaTerm.Atom)
                        ),
                    ]
                )
                .Text;
        string attributes = string.Join(
            ",",
            apply.Attributes.Literals.Select(FormulaStyle.Compact.Attribute)
        );
        return notation.Operator
            ?? (
                attributes.Length == 0
                    ? apply.Primitive.Name
                    : $"{apply.Primitive.Name} {attributes}"
            );
    }

    private static string Described(BackwardTrace trace, TraceNode node)
    {
        string role = trace.Events.FirstOrDefault(each => each.Node.Id == node.Id) is { } each
            ? $", {each.RoleName}"
            : "";
        string kink = node.Convention is { } convention ? $", on a kink or tie: {convention}" : "";
        string module = node.Module is { } path ? $", in {path}" : "";
        return $"{node.Name} = {OpText.Of(trace, node)} {node.Shape}{role}{module}{kink}";
    }
}
