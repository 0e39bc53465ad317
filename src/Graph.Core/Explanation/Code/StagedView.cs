using System.Text;

namespace FunctionalGrad;

/// <summary>A trace as F# of the vocabulary: the forward pass line by line, then the backward pass mirrored, where a second path adds to what the first brought.</summary>
internal sealed class StagedView
{
    private const int HeaviestInline = 8;

    private readonly BackwardTrace trace;
    private readonly Tape tape;
    private readonly string?[] names;
    private readonly int[] uses;
    private readonly int[] weights;
    private readonly Identifiers identifiers;
    private readonly NodeText source;
    private readonly string?[] gradients;
    private readonly Dictionary<int, BackwardEvent> eventOf;
    private readonly StringBuilder text = new();

    public StagedView(BackwardTrace trace)
    {
        this.trace = trace;
        var all = new List<Expr>(trace.Nodes.Select(node => node.Expr));
        foreach (var each in trace.Events)
        {
            all.Add(each.UpstreamExpr);
            all.AddRange(each.Edges.Select(edge => edge.ContributionExpr).OfType<Expr>());
        }
        tape = Tape.OfAny(all);
        names = new string?[tape.Nodes.Count];
        uses = new int[names.Length];
        weights = new int[names.Length];
        for (int position = 0; position < names.Length; position++)
            foreach (int input in tape.InputsOf(position))
                uses[input]++;
        identifiers = new Identifiers(tape);
        source = new NodeText(tape, names, abridged: false);
        gradients = new string?[trace.Nodes.Count];
        eventOf = trace.Events.ToDictionary(each => each.Node.Id);
    }

    public string Write()
    {
        text.Append("let gradients: Expr list =\n    // forward\n");
        string[] variables = new string[trace.Nodes.Count];
        foreach (var node in trace.Nodes)
            if (!node.IsNumber)
                variables[node.Id] = identifiers.For(node.Name);
        foreach (var node in trace.Nodes)
            if (!node.IsNumber)
            {
                int position = Position(node.Expr);
                Line(variables[node.Id], source.Definition(position), Shown(node.Value));
                names[position] = variables[node.Id];
            }
        text.Append("\n    // backward\n");
        if (trace.Output.Gradient is not null && !trace.Output.IsNumber)
            Seed(variables[trace.Output.Id]);
        foreach (var each in trace.Events)
        foreach (var edge in each.Edges)
            if (edge.ContributionExpr is { } contribution)
                Arrive(each, edge, Position(contribution), variables[edge.Into.Id]);
        string results = string.Join(
            "; ",
            trace.Inputs.Select(input =>
                gradients[input.Id] ?? $"fill {Ints.Of(input.Shape.Lengths)} 0.0"
            )
        );
        text.Append($"\n    [ {results} ]\n");
        return text.ToString();
    }

    private void Seed(string output)
    {
        string name = identifiers.For($"d{output}");
        var seed = Expr.Constant(trace.Seed);
        // The seed is a constant, which the walk may have folded away.
        Line(name, new NodeText(Tape.OfAny(seed), [null], abridged: false).Of(0), "start");
        gradients[trace.Output.Id] = name;
        if (tape.PositionOf(seed) is { } position)
            names[position] ??= name;
    }

    private void Arrive(BackwardEvent each, BackwardEdge edge, int contribution, string variable)
    {
        bool first = edge.Path == 1,
            last = edge.Path == edge.Into.Paths;
        string rule = IsReadOtherwise(contribution) ? $": {edge.Local!.PullbackText}" : "";
        Prepare(contribution);
        string name = gradients[edge.Into.Id] ??= identifiers.For($"d{variable}");
        bool handedOn = contribution == Position(each.UpstreamExpr);
        string value = (handedOn ? gradients[each.Node.Id] : null) ?? source.Of(contribution);
        Line(
            name,
            first ? value
                : value.All(Words.IsPartOfWord) ? $"{name} + {value}"
                : $"{name} + ({value})",
            $"({Numbers.Whole(each.Step)}) {Shown(edge.RunningSum!)}{(first ? "" : ", one path more")}{rule}"
        );
        if (last && edge.Into.Expr is Apply && ArrivedAt(edge.Into) is { } sum)
            names[sum] ??= name;
        else if (last && first)
            names[contribution] ??= name;
    }

    /// <summary>Whether what is not yet bound of a node has words of the vocabulary that people read otherwise.</summary>
    private bool IsReadOtherwise(int root)
    {
        var seen = new HashSet<int>();
        var pending = new Stack<int>([root]);
        while (pending.TryPop(out int position))
            if (names[position] is null && seen.Add(position))
            {
                if (
                    tape.Nodes[position] is Apply apply
                    && apply.Primitive.Notation.IsReadOtherwise(apply)
                )
                    return true;
                foreach (int input in tape.InputsOf(position))
                    pending.Push(input);
            }
        return false;
    }

    /// <summary>Where the sum of all that arrived at a gate stands in the graph.</summary>
    private int? ArrivedAt(TraceNode node) =>
        eventOf.TryGetValue(node.Id, out var each) ? Position(each.UpstreamExpr) : null;

    /// <summary>Gives a line of its own to whatever below a node is used several times, or would make its line too long.</summary>
    private void Prepare(int root)
    {
        var below = new SortedSet<int>();
        var pending = new Stack<int>([root]);
        while (pending.TryPop(out int position))
            if (names[position] is null && below.Add(position))
                foreach (int input in tape.InputsOf(position))
                    pending.Push(input);
        foreach (int position in below)
        {
            weights[position] = tape.Nodes[position] is Constant { Uniform: null } array
                ? 1 + array.Shape.Size
                : 1;
            foreach (int input in tape.InputsOf(position))
                weights[position] += names[input] is null ? weights[input] : 1;
            bool shared = uses[position] > 1 && tape.Nodes[position] is Apply;
            if (position == root || !(shared || weights[position] > HeaviestInline))
                continue;
            string name = identifiers.Next();
            Line(name, source.Definition(position), null);
            names[position] = name;
        }
    }

    private int Position(Expr expr) => tape.PositionOf(expr)!.Value;

    private static string Shown(NDArray<double> array) => ArrayShown.OnOneLine(array);

    private void Line(string name, string value, string? comment) =>
        text.Append(
            comment is null
                ? $"    let {name} = {value}\n"
                : $"    let {name} = {value} // {comment}\n"
        );
}
