namespace FunctionalGrad;

/// <summary>Says where values and gradients that are infinite or not a number begin.</summary>
internal sealed class NotFinite
{
    private readonly BackwardTrace trace;

    public NotFinite(BackwardTrace trace)
    {
        this.trace = trace;
        if (!IsFinite(trace.Output.Value))
            Node = Begins();
        else if (trace.Inputs.Any(input => input.Gradient is { } g && !IsFinite(g)))
            Event = trace.Events.FirstOrDefault(each =>
                IsFinite(each.Upstream)
                && each.Edges.Any(edge => edge.Contribution is { } made && !IsFinite(made))
            );
    }

    /// <summary>The first node, of those that make the output what it is, whose value is not finite; null where the output is.</summary>
    public TraceNode? Node { get; }

    /// <summary>The first step that makes a gradient that is not finite of one that is; null where there is none.</summary>
    public BackwardEvent? Event { get; }

    /// <summary>What is said before everything else.</summary>
    public IEnumerable<string> Lines()
    {
        if (Node is { } node)
            yield return $"not finite: {Named(node)} is {Value(node)}{At(node)}";
        if (Event is { } each)
        {
            var made = each.Edges.First(edge => edge.Contribution is { } c && !IsFinite(c));
            var there = made.Local?.Value is { } local && !IsFinite(local) ? local : null;
            string why = there is null
                ? $"the product at {Named(each.Node)} is too large for a number"
                : $"the local derivative of {Named(each.Node)} is {(there.Span.IndexOf(double.NaN) < 0 ? "infinite" : "not a number")} at this point";
            yield return $"not finite: the gradient from step {Numbers.Whole(each.Step)} on, because {why}";
        }
        if (Remarks.Undefined(trace) is { } undefined)
            yield return $"not a number: {undefined}";
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

    private static bool IsFinite(NDArray<double> value)
    {
        foreach (double each in value.Span)
            if (!double.IsFinite(each))
                return false;
        return true;
    }
}
