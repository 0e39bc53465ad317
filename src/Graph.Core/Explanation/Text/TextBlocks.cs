namespace FunctionalGrad;

/// <summary>A trace of arrays: a paragraph for each node and each step of the backward pass.</summary>
internal sealed class TextBlocks(Excerpt excerpt, TextStyle style)
{
    private readonly BackwardTrace trace = excerpt.Trace;
    private readonly NotFinite notFinite = excerpt.Trace.NotFinite;
    private const int Indent = 6;
    private readonly List<TextLine> lines = [];

    public IReadOnlyList<TextLine> Lines()
    {
        Say(0, "forward", Ink.Heading);
        for (int i = 0; i < excerpt.Nodes.Count; i++)
        {
            var node = excerpt.Nodes[i];
            if (excerpt.IsGapBefore(i, trace.Nodes.Count))
                Say(0, "...");
            string module = node.Module is { } path ? $"  in {PlainText.Visible(path)}" : "";
            string head =
                $"{Numbers.Whole(node.Id), 2}  {PlainText.Visible(node.Name)} = {OpText.Of(trace, node)}  {node.Shape}{module}";
            Say(0, head);
            Show(node.Value, Ink.Value);
            if (node.Id == notFinite.Node?.Id)
                Say(Indent, "what is not finite begins here");
        }
        Say(0, "");
        Say(
            0,
            $"backward  (d{PlainText.Visible(trace.Output.Name)} = {Remarks.Start(trace)}{SeedText})",
            Ink.Heading
        );
        for (int k = 0; k < excerpt.Events.Count; k++)
        {
            if (excerpt.IsGapBefore(k, trace.Events.Count))
                Say(0, "...");
            Step(excerpt.Events[k]);
        }
        Say(0, "result");
        string output = PlainText.Visible(trace.Differentiated);
        foreach (var input in trace.Inputs)
        {
            string derivative = $"d{output}/d{PlainText.Visible(input.Name)}";
            if (input.Gradient is not { } gradient)
            {
                Say(2, $"{derivative}: {Remarks.NoGradient(input)}, so zeros");
                continue;
            }
            Say(2, $"{derivative} =");
            Show(gradient, Ink.Gradient);
        }
        Say(2, $"check: {trace.Check}");
        return lines;
    }

    private string SeedText => ArrayShown.OnOneLine(trace.Seed);

    private void Step(BackwardEvent each)
    {
        string name = PlainText.Identifier(each.Node.Name);
        Say(
            0,
            $"step {Numbers.Whole(each.Step)}  {name} = {OpText.Of(trace, each.Node)}   {Remarks.Role(each)}{(Remarks.Mark(each.Node) is { } mark ? $", {mark}" : "")}"
        );
        if (each.Step == notFinite.Event?.Step)
            Say(2, "what is not finite begins here");
        Say(2, $"upstream d{name} =");
        Show(each.Upstream, Ink.Gradient);
        foreach (var edge in each.Edges)
            if (edge.Flow != EdgeFlow.Constant)
                Edge(each, edge);
    }

    private void Edge(BackwardEvent each, BackwardEdge edge)
    {
        string gate = PlainText.Identifier(each.Node.Name),
            into = PlainText.Identifier(edge.Into.Name);
        if (Remarks.Silence(edge) is { } silence)
        {
            Say(2, $"into {into}: {silence}");
            return;
        }
        var local = edge.Local!;
        string times = style.Unicode ? "×" : "*";
        Say(
            2,
            local.PartialText is { } partial
                ? $"into {into}: upstream {times} local, d{gate}/d{into} = {partial}"
                : $"into {into}: {local.PullbackText}"
        );
        if (local.Value is { } value && ArrayShown.OnOneLine(value) != local.PartialText)
            Labelled("local", value, Ink.Value);
        if (local.PartialText is null && local.Jacobian is { } jacobian)
            Labelled(
                $"Jacobian {jacobian.Shape}, which the pullback does without",
                jacobian,
                Ink.Value
            );
        Labelled("downstream", edge.Contribution!, Ink.Gradient);
        foreach (string remark in Remarks.Of(each, edge))
            Say(4, remark);
        if (edge.Path > 1)
            Labelled("running sum", edge.RunningSum!, Ink.Gradient);
        if (Remarks.Join(edge) is { } join)
            Say(4, join);
    }

    private void Labelled(string label, NDArray<double> array, Ink ink)
    {
        Say(4, $"{label} =");
        Show(array, ink);
    }

    private void Show(NDArray<double> array, Ink ink)
    {
        foreach (string line in ArrayShown.Lines(array))
            Say(Indent, line, ink);
    }

    /// <summary>A line, broken between words where it is too long.</summary>
    private void Say(int indent, string text, Ink ink = Ink.Plain)
    {
        foreach (string line in Wrapping.Lines(text, style.Width - indent))
        {
            lines.Add(new TextLine().Put(indent, line, ink));
        }
    }
}
