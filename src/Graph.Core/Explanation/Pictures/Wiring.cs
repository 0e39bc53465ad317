namespace FunctionalGrad;

/// <summary>Which wires leave which box, and where they go.</summary>
internal sealed class Wiring
{
    public Wiring(BackwardTrace trace, IReadOnlyList<Cluster> clusters)
    {
        var boxOf = new int[trace.Nodes.Count];
        Array.Fill(boxOf, -1);
        for (int box = 0; box < clusters.Count; box++)
            foreach (var member in clusters[box].Members)
                boxOf[member.Id] = box;
        (int Source, int To)[] uses =
        [
            .. (
                from node in trace.Nodes
                from input in node.Inputs
                let to = boxOf[node.Id]
                where boxOf[input] >= 0 && to >= 0 && boxOf[input] != to
                select (input, to)
            ).Distinct(),
        ];
        var leaving = uses.Select(use => use.Source)
            .Append(trace.Output.Id)
            .Distinct()
            .Order()
            .ToLookup(id => boxOf[id], id => trace.Nodes[id]);
        Outlets =
        [
            .. clusters.Select((_, box) => OutletsOf([.. leaving[box]], trace.Nodes.Count + box)),
        ];
        var outletOf = new Dictionary<int, PictureOutlet>();
        foreach (var outlet in Outlets.SelectMany(each => each))
        foreach (var node in outlet.Nodes)
            outletOf[node.Id] = outlet;
        var flows = trace
            .Events.SelectMany(each => each.Edges.Select(edge => (each.Node.Id, Edge: edge)))
            .Where(pair => pair.Edge.Contribution is not null)
            .ToLookup(pair => (pair.Edge.Into.Id, boxOf[pair.Id]), pair => pair.Edge.Contribution!);
        Edges =
        [
            .. uses.GroupBy(use => (outletOf[use.Source].Key, use.To))
                .Select(wire =>
                {
                    TraceNode[] sources = [.. wire.Select(use => trace.Nodes[use.Source])];
                    return new PictureEdge(
                        boxOf[sources[0].Id],
                        wire.Key.To,
                        outletOf[sources[0].Id],
                        sources,
                        sources is [var only] ? [.. flows[(only.Id, wire.Key.To)]] : []
                    );
                }),
        ];
    }

    /// <summary>The wires that leave each box.</summary>
    public IReadOnlyList<IReadOnlyList<PictureOutlet>> Outlets { get; }

    public IReadOnlyList<PictureEdge> Edges { get; }

    private static IReadOnlyList<PictureOutlet> OutletsOf(TraceNode[] leaving, int key) =>
        leaving.Length > PictureOutlet.MostApart
            ? [new PictureOutlet(key, leaving)]
            : [.. leaving.Select(node => new PictureOutlet(node.Id, [node]))];
}
