namespace FunctionalGrad;

/// <summary>Where values and gradients that are infinite or not a number begin, found once for all views.</summary>
internal sealed class NotFinite
{
    private readonly BackwardTrace trace;

    public NotFinite(BackwardTrace trace)
    {
        this.trace = trace;
        if (!IsFinite(trace.Output.Value))
            Node = Begins();
        if (!IsFinite(trace.Seed))
            Told.Add(new(null, null, $"the gradient that the pass starts from, {Seed} is given"));
        if (Node is { } node)
            Told.Add(new(node, null, $"{Named(node)} is {Value(node)}{At(node)}"));
        Event = Turns();
        if (Event is { } each)
            Told.Add(
                new(
                    each.Node,
                    each,
                    $"the gradient that step {Numbers.Whole(each.Step)} makes, because {Why(each)}"
                )
            );
    }

    /// <summary>The first node, of those that make the output what it is, whose value is not finite; null where the output is.</summary>
    public TraceNode? Node { get; }

    /// <summary>The first step, of those that lead to an input, that makes a gradient that is not finite of one that is; null where there is none.</summary>
    public BackwardEvent? Event { get; }

    /// <summary>Where it begins and why: what is given, the values, then the gradients.</summary>
    public List<Origin> Told { get; } = [];

    /// <param name="Node">The node or the gate where it begins; null where it was given.</param>
    /// <param name="Event">The step where a gradient begins not to be finite; null for a value.</param>
    /// <param name="Sentence">What and why, in words.</param>
    public sealed record Origin(TraceNode? Node, BackwardEvent? Event, string Sentence);

    /// <summary>Whether it begins at a node, forwards or backwards.</summary>
    public bool BeginsAt(TraceNode node) => Told.Any(origin => origin.Node?.Id == node.Id);

    /// <summary>What is said before everything else.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var origin in Told)
            yield return $"not finite: {origin.Sentence}";
        if (Remarks.Undefined(trace) is { } undefined)
            yield return $"not a number: {undefined.Sentence}";
    }

    private string Seed =>
        $"d{PlainText.Visible(trace.Differentiated)}/d{PlainText.Visible(trace.Output.Name)} = {Numbers.Short(trace.Seed.Span[First(trace.Seed)])}{(trace.Seed.Shape.Rank == 0 ? "" : $" in element {Numbers.Whole(First(trace.Seed))}")},";

    /// <summary>Follows the inputs' gradients back to where they were finite.</summary>
    private BackwardEvent? Turns()
    {
        var arriving = trace
            .Events.SelectMany(each => each.Edges.Select(edge => (Event: each, Edge: edge)))
            .Where(pair => pair.Edge.Contribution is { } made && !IsFinite(made))
            .ToLookup(pair => pair.Edge.Into.Id, pair => pair.Event);
        var pending = new Stack<int>(trace.Inputs.Select(input => input.Id));
        var seen = new HashSet<int>();
        BackwardEvent? first = null;
        while (pending.TryPop(out int id))
            foreach (var each in arriving[id])
                if (!IsFinite(each.Upstream))
                {
                    if (seen.Add(each.Node.Id))
                        pending.Push(each.Node.Id);
                }
                else if (first is null || each.Step < first.Step)
                {
                    first = each;
                }
        return first;
    }

    private string Why(BackwardEvent each)
    {
        var made = each.Edges.First(edge => edge.Contribution is { } c && !IsFinite(c));
        var local = made.Local?.Value;
        if (local is null || !IsFinite(local))
            foreach (var edge in each.Edges)
                if (!IsFinite(edge.Into.Value))
                    return $"the rule of {Named(each.Node)} reads {PlainText.Visible(edge.Into.Name)}, which is not finite";
        return local is null || IsFinite(local)
            ? $"the product at {Named(each.Node)} is too large for a number"
            : $"the local derivative of {Named(each.Node)} is {(local.Span.IndexOf(double.NaN) < 0 ? "infinite" : "not a number")} at this point";
    }

    private TraceNode? Begins()
    {
        var pending = new Stack<int>([trace.Output.Id]);
        var seen = new SortedSet<int>();
        while (pending.TryPop(out int id))
            if (!IsFinite(trace.Nodes[id].Value) && seen.Add(id))
                foreach (int input in trace.Nodes[id].Inputs)
                    pending.Push(input);
        return trace.Nodes[seen.Min];
    }

    private string Named(TraceNode node) =>
        node.Expr is Apply
            ? $"{PlainText.Visible(node.Name)} = {OpText.Of(trace, node)}"
            : $"{OpText.Of(trace, node)} {PlainText.Visible(node.Name)}";

    private static string Value(TraceNode node)
    {
        int element = First(node.Value);
        string value = Numbers.Short(node.Value.Span[element]);
        return node.Shape.Rank == 0 ? value : $"{value} in element {Numbers.Whole(element)}";
    }

    /// <summary>It is the first, so that all it is made of is finite.</summary>
    private string At(TraceNode node)
    {
        if (node.Expr is not Apply gate)
            return "";
        int element = First(node.Value);
        var inputs = node.Inputs.Distinct().Select(id => trace.Nodes[id]).ToArray();
        if (gate.Primitive.Derivative is not ElementwiseDerivative)
            return ", though all that it is computed from is finite";
        string[] shown =
        [
            .. inputs
                .Where(input => !input.IsNumber)
                .Select(input =>
                    $"{PlainText.Visible(input.Name)} = {Numbers.Short(input.Value.Span[element])}"
                ),
        ];
        return shown.Length == 0
            ? ""
            : $"{(node.Shape.Rank == 0 ? "" : ",")} at {string.Join(" and ", shown)}";
    }

    private static int First(NDArray<double> value)
    {
        for (int i = 0; i < value.Shape.Size; i++)
            if (!double.IsFinite(value.Span[i]))
                return i;
        return 0;
    }

    public static bool IsFinite(NDArray<double> value)
    {
        foreach (double each in value.Span)
            if (!double.IsFinite(each))
                return false;
        return true;
    }
}
