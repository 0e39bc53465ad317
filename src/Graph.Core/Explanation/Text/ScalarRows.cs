namespace FunctionalGrad;

/// <summary>The rows of the backward table: one for each edge that something could flow along.</summary>
internal sealed class ScalarRows
{
    public sealed record Row(
        string Step,
        string Node,
        string Upstream,
        string Local,
        string Downstream,
        string Into,
        string Sum,
        string Note,
        bool AfterGap
    );

    public ScalarRows(Excerpt excerpt)
    {
        var trace = excerpt.Trace;
        var rows = new List<Row>();
        var begins = trace.NotFinite.Event;
        for (int k = 0; k < excerpt.Events.Count; k++)
        {
            var each = excerpt.Events[k];
            BackwardEdge[] edges = [.. each.Edges.Where(edge => edge.Flow != EdgeFlow.Constant)];
            string[] symbols = [.. edges.Select(Symbol)];
            string[] values = [.. edges.Select(Value)];
            // Values of one gate stand under one another.
            int symbol = Longest(symbols.Where((_, i) => values[i].Length > 0)),
                value = Longest(values);
            for (int i = 0; i < edges.Length; i++)
            {
                var edge = edges[i];
                bool first = i == 0,
                    last = i == edges.Length - 1;
                string?[] notes =
                [
                    last
                        ? Remarks.Role(each)
                            + (Remarks.Mark(each.Node) is { } mark ? $", {mark}" : "")
                        : null,
                    Remarks.Join(edge),
                    .. Remarks.Of(each, edge),
                    last && each.Step == begins?.Step ? "what is not finite begins here" : null,
                ];
                rows.Add(
                    new(
                        first ? Numbers.Whole(each.Step) : "",
                        $"{PlainText.Identifier(each.Node.Name)}={OpText.Of(trace, each.Node)}",
                        Numbers.Short(each.Upstream.Span[0]),
                        values[i].Length == 0
                            ? symbols[i]
                            : $"{symbols[i].PadRight(symbol)} = {values[i].PadLeft(value)}",
                        edge.Contribution is { } flow ? Numbers.Short(flow.Span[0]) : "-",
                        PlainText.Visible(edge.Into.Name),
                        edge.RunningSum is { } sum ? Numbers.Short(sum.Span[0]) : "-",
                        string.Join("; ", notes.OfType<string>()),
                        first && excerpt.IsGapBefore(k, trace.Events.Count)
                    )
                );
            }
        }
        All = rows;
        UpstreamWidth = Longest(rows.Select(row => row.Upstream));
        DownstreamWidth = Longest(rows.Select(row => row.Downstream));
        SumWidth = Longest(rows.Select(row => row.Sum));
    }

    public IReadOnlyList<Row> All { get; }

    public IEnumerable<string> Nodes => All.Select(row => row.Node);

    public IEnumerable<string> Locals => All.Select(row => row.Local);

    public IEnumerable<string> Intos => All.Select(row => row.Into);

    public int UpstreamWidth { get; }

    public int DownstreamWidth { get; }

    public int SumWidth { get; }

    private static string Symbol(BackwardEdge edge) =>
        Remarks.Silence(edge) ?? edge.Local!.PartialText!;

    /// <summary>The value of the local derivative, unless the symbol is the number itself.</summary>
    private static string Value(BackwardEdge edge)
    {
        if (edge.Local is not { } local)
            return "";
        string value = Numbers.Short(local.Value!.Span[0]);
        return value == local.PartialText ? "" : value;
    }

    private static int Longest(IEnumerable<string> texts) =>
        texts.Select(text => text.Length).DefaultIfEmpty(0).Max();
}
