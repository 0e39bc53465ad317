namespace FunctionalGrad;

/// <summary>What stands in and beside the boxes of a picture.</summary>
internal static class PictureText
{
    private const int LongestLine = 22;
    private const int LongestOfFew = 34;
    private const int FewLines = 2;
    private const int LongestWideLine = 40;
    private const int LongestName = 60;
    private const int MostLines = 4;

    public static PictureNode NodeOf(
        BackwardTrace trace,
        Cluster cluster,
        int id,
        IReadOnlyList<PictureOutlet> outlets,
        IReadOnlyList<int> groups
    )
    {
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
                : $"{cluster.Title}: {Numbers.Whole(members)} nodes, {Leaving(outlets)}{NotFinite(trace, cluster.Members)}",
            Outlets = outlets,
            Groups = groups,
            IsInput = cluster.Title is null && node.Expr is not Apply,
            Members = members,
            IsOnKink = cluster.Members.Any(member => member.Kinks.Count > 0),
            IsNotFinite = cluster.Members.Any(trace.NotFinite.BeginsAt),
        };
    }

    /// <summary>What stands in a box where what is not finite begins.</summary>
    public const string Begins = "not finite from here on";

    private static string NotFinite(BackwardTrace trace, IReadOnlyList<TraceNode> members) =>
        string.Concat(
            trace
                .NotFinite.Told.Where(origin => members.Any(member => member.Id == origin.Node?.Id))
                .Select(origin => $"; not finite: {origin.Sentence}")
        );

    /// <summary>What a picture shows, and of which loss the gradients in it are, where the pass starts from a given one.</summary>
    public static string Title(BackwardTrace trace)
    {
        string start = trace.IsPart
            ? $" from d{trace.Differentiated}/d{trace.Output.Name} = {Line(trace.Seed)}"
            : "";
        return $"Backpropagation through {trace.Output.Name}{start}";
    }

    /// <summary>A name as far as a picture has room; a tooltip has more.</summary>
    public static string Clipped(string name) =>
        name.Length <= LongestName ? name : PlainText.Cut(name, LongestName) + "...";

    /// <summary>An array as the few lines that stand beside a wire; its shape and norm when it is larger. Beside inputs, which begin their row, there is room for wider ones.</summary>
    public static IReadOnlyList<string> Lines(NDArray<double> array, bool isWide = false)
    {
        var lines = ArrayShown.Lines(array);
        int longest =
            isWide && array.Shape.Rank == 2 && ArrayShown.IsWhole(array) ? LongestWideLine
            : lines.Count <= FewLines ? LongestOfFew
            : LongestLine;
        return lines.Count <= MostLines && lines.All(line => line.Length <= longest)
            ? lines
            : [$"{array.Shape}", $"norm {Numbers.Short(ArrayShown.Norm(array))}"];
    }

    /// <summary>The same on one line.</summary>
    public static string Line(NDArray<double> array) =>
        ArrayShown.IsWhole(array) && array.Shape.Size <= 16
            ? ArrayShown.OnOneLine(array)
            : $"{array.Shape} norm {Numbers.Short(ArrayShown.Norm(array))}";

    /// <summary>What leaves a box: how many wires where there is more than one.</summary>
    public static string Leaving(IReadOnlyList<PictureOutlet> outlets)
    {
        int wires = outlets.Sum(outlet => outlet.Nodes.Count);
        return wires == 1 ? $"{outlets[0].Nodes[0].Shape}" : $"{Numbers.Whole(wires)} wires leave";
    }

    /// <summary>A gradient on one line.</summary>
    public static string Gradient(TraceNode node) =>
        node.Gradient is { } gradient ? Line(gradient) : Remarks.NoGradient(node);

    /// <summary>The node whose value a wire carries, and the value, where its box does not say so; nothing where it does.</summary>
    public static string Carried(PictureNode from, PictureEdge edge) =>
        edge.Source is not { } source ? $"{Numbers.Whole(edge.Sources.Count)} wires"
        : from.Leaving is null ? $"{Clipped(source.Name)} = {Line(source.Value)}"
        : "";

    /// <summary>What flows back along a wire, and of how much where the box does not say so.</summary>
    public static string Back(PictureNode from, PictureEdge edge) =>
        from.Leaving is null && edge.IsPartial && edge.Source is { } source
            ? $"{Contribution(edge)} of {Gradient(source)}"
            : Contribution(edge);

    /// <summary>All that stands on a wire where it has one label.</summary>
    public static string OnWire(PictureNode from, PictureEdge edge)
    {
        string carried = Carried(from, edge),
            back = edge.Contributions.Count == 0 ? "" : $"grad {Back(from, edge)}";
        return carried.Length > 0 && back.Length > 0 ? $"{carried}, {back}" : carried + back;
    }

    /// <summary>What flows back along a wire: the paths' contributions where there are two, or their sum where there are more; nothing for a bundle, as gradients of different nodes do not add up.</summary>
    public static string Contribution(PictureEdge edge) =>
        edge.Source is null
            ? ""
            : edge.Contributions switch
            {
                [] => "0",
                [var only] => Line(only),
                [var one, var other] => $"{Line(one)} + {Line(other)}",
                var many => $"{Numbers.Whole(many.Count)} paths, {Line(Total(many))}",
            };

    /// <summary>The same as the few lines that stand where a wire arrives.</summary>
    public static IReadOnlyList<string> ContributionLines(PictureEdge edge)
    {
        if (edge.Source is null)
            return [];
        switch (edge.Contributions)
        {
            case []:
                return [];
            case [var only]:
                return Arriving(only);
            case [var one, var other]:
                var (first, second) = (Arriving(one), Arriving(other));
                return first.Count == 1 && second.Count == 1
                    ?
                    [
                        IsNorm(first) && IsNorm(second)
                            ? $"norms {first[0][5..]} and {second[0][5..]}"
                            : $"{first[0]} + {second[0]}",
                    ]
                    :
                    [
                        .. first.Select(line => $"  {line}"),
                        .. second.Select((line, i) => $"{(i == 0 ? '+' : ' ')} {line}"),
                    ];
            case var many:
                string start = $"{Numbers.Whole(many.Count)} paths, ";
                var sum = Arriving(Total(many));
                return sum.Count == 1 ? [start + sum[0]] : [start.TrimEnd(), .. sum];
        }
    }

    /// <summary>The shape stands where the wire leaves; of more than a few lines the norm says enough.</summary>
    private static IReadOnlyList<string> Arriving(NDArray<double> array)
    {
        var lines = ArrayShown.Lines(array);
        return lines.Count <= FewLines && lines.All(line => line.Length <= LongestOfFew)
            ? lines
            : [$"norm {Numbers.Short(ArrayShown.Norm(array))}"];
    }

    private static bool IsNorm(IReadOnlyList<string> lines) =>
        lines is [var only] && only.StartsWith("norm ", StringComparison.Ordinal);

    /// <summary>The sum of what arrives at one node along several paths.</summary>
    private static NDArray<double> Total(IReadOnlyList<NDArray<double>> parts) =>
        NDArray<double>.Create(
            parts[0].Shape,
            sum =>
            {
                foreach (var part in parts)
                    for (int i = 0; i < sum.Length; i++)
                        sum[i] += part.Span[i];
            }
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
        if (OpText.Called(apply) is { } word)
            return word;
        // Where an application has a word of its own, transpose among the permutes, that says all.
        var own = notation.For(apply);
        if (own != notation && own.Text.IndexOf("({", StringComparison.Ordinal) is > 0 and var end)
            return own.Text[..end];
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
        string kink = Remarks.OnKink(node) is { } told ? $", {told}" : "";
        string module = node.Module is { } path ? $", in {path}" : "";
        return $"{node.Name} = {OpText.Of(trace, node)} {node.Shape}{role}{module}{kink}{NotFinite(trace, [node])}";
    }
}
