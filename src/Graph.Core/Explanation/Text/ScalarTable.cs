namespace FunctionalGrad;

/// <summary>A trace of scalars as two tables: forward on the left, backward on the right, or below it where there is no room.</summary>
internal sealed class ScalarTable(Excerpt excerpt, TextStyle style)
{
    private readonly BackwardTrace trace = excerpt.Trace;

    private const int LeastLeft = 37;
    private const int LeastOp = 8;
    private const int LeastLocal = 12;

    public IReadOnlyList<TextLine> Lines()
    {
        int right = Math.Max(LeastLeft, Forward().Max(line => line.End) + 4);
        var beside = Backward(right);
        if (style.Width == 0 || beside.Max(line => line.End) <= style.Width)
            return Merged(Forward(), beside);
        return [.. Forward(), new TextLine(), .. Backward(0)];
    }

    private static List<TextLine> Merged(List<TextLine> left, List<TextLine> right)
    {
        while (left.Count < right.Count)
            left.Add(new TextLine());
        for (int i = 0; i < right.Count; i++)
            right[i].CopyTo(left[i]);
        return left;
    }

    private List<TextLine> Forward()
    {
        var nodes = excerpt.Nodes;
        string[] names = [.. nodes.Select(node => PlainText.Visible(node.Name))],
            ops = [.. nodes.Select(node => OpText.Of(trace, node))],
            values = [.. nodes.Select(node => Numbers.Short(node.Value.Span[0]))];
        int id = Math.Max(2, Numbers.Whole(nodes[^1].Id).Length),
            name = id + 2,
            op = name + Math.Max(4, Longest(names)) + 2,
            value = op + Math.Max(LeastOp, Longest(ops)) + 2,
            width = Longest(values);
        var begins = trace.NotFinite.Node;
        var lines = new List<TextLine>
        {
            new TextLine().Put(0, "forward", Ink.Heading),
            new TextLine().Put(id - 1, "#").Put(name, "name").Put(op, "op").Put(value, "value"),
        };
        for (int i = 0; i < names.Length; i++)
        {
            if (excerpt.IsGapBefore(i, trace.Nodes.Count))
                lines.Add(new TextLine().Put(name, "..."));
            lines.Add(
                new TextLine()
                    .PutRight(0, id, Numbers.Whole(nodes[i].Id), Ink.Plain)
                    .Put(name, names[i])
                    .Put(op, ops[i])
                    .PutRight(value - 1, width, values[i], Ink.Value)
            );
            if (nodes[i].Id == begins?.Id)
                lines[^1].Put(value + width + 1, "<- it begins here");
        }
        return lines;
    }

    private List<TextLine> Backward(int left)
    {
        var rows = new ScalarRows(excerpt);
        string times = style.Unicode ? "×" : "*";
        int step = left + 1,
            node = step + 5,
            upstream = node + Math.Max(4, Longest(rows.Nodes)) + 1,
            sign = upstream + Math.Max(9, rows.UpstreamWidth + 2),
            local = sign + 2,
            equals = local + Math.Max(LeastLocal, Longest(rows.Locals) + 2),
            downstream = equals + 2,
            into = downstream + Math.Max(10, rows.DownstreamWidth) + 3,
            sum = into + Math.Max(4, Longest(rows.Intos)) + 3;
        string output = PlainText.Visible(trace.Differentiated);
        var lines = new List<TextLine>
        {
            new TextLine().Put(
                left,
                $"backward  (d{PlainText.Visible(trace.Output.Name)} = {Remarks.Start(trace)}{Numbers.Short(trace.Seed.Span[0])})",
                Ink.Heading
            ),
            new TextLine()
                .Put(step, "step")
                .Put(node, "node")
                .Put(upstream, "upstream")
                .Put(sign, times)
                .Put(local, "local")
                .Put(equals, "=")
                .Put(downstream, "downstream")
                .Put(into, "into")
                .Put(sum, "running sum"),
        };
        foreach (var row in rows.All)
        {
            if (row.AfterGap)
                lines.Add(new TextLine().Put(node, "..."));
            var line = new TextLine();
            if (row.Step.Length > 0)
                line.PutRight(step, 2, row.Step, Ink.Plain).Put(node, row.Node);
            line.PutRight(upstream + 1, rows.UpstreamWidth, row.Upstream, Ink.Gradient)
                .Put(Math.Max(sign, line.End + 1), times)
                .Put(Math.Max(local, line.End + 1), row.Local)
                .Put(Math.Max(equals + 1, line.End + 1), "=")
                .PutRight(downstream + 1, rows.DownstreamWidth, row.Downstream, Ink.Gradient)
                .Put(into + 1, row.Into)
                .PutRight(sum + 1, rows.SumWidth, row.Sum, Ink.Gradient);
            if (row.Note.Length > 0)
                line.Put(sum + 1 + rows.SumWidth + 3, row.Note);
            lines.Add(line);
        }
        var results = trace.Inputs.Select(input =>
            $"d{output}/d{PlainText.Visible(input.Name)}={Numbers.Short(input.Gradient?.Span[0] ?? 0)}"
        );
        lines.Add(
            new TextLine()
                .Put(step, "result")
                .Put(step + 8, $"{string.Join("  ", results)}   check: {trace.Check}")
        );
        return lines;
    }

    private static int Longest(IEnumerable<string> texts) =>
        texts.Select(text => text.Length).DefaultIfEmpty(0).Max();
}
