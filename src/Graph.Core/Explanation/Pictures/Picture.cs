namespace FunctionalGrad;

/// <summary>What all pictures of a trace draw: boxes, wires and modules. Numbers that are written in the graph stand inside the gates they enter.</summary>
internal sealed class Picture
{
    private Picture(
        IReadOnlyList<PictureNode> nodes,
        IReadOnlyList<PictureEdge> edges,
        IReadOnlyList<PictureGroup> groups
    ) => (Nodes, Edges, Groups) = (nodes, edges, groups);

    /// <summary>The boxes, each after all whose wires lead to it.</summary>
    public IReadOnlyList<PictureNode> Nodes { get; }

    public IReadOnlyList<PictureEdge> Edges { get; }

    public IReadOnlyList<PictureGroup> Groups { get; }

    /// <summary>The picture of a trace with at most so many boxes, as far as inputs allow: modules are collapsed, inner ones first, then neighbours.</summary>
    public static Picture Of(BackwardTrace trace, int most)
    {
        int deepest = trace.Nodes.Max(node => Path(node).Length);
        for (int depth = Math.Min(deepest, 8) + 1; ; depth--)
        {
            var collapse = new Collapsing(trace, depth, most);
            if (collapse.Count <= most || depth == 1)
                return Of(trace, depth == 1 ? collapse.Chunked() : collapse.Clusters);
        }
    }

    /// <summary>The module path of a node as names.</summary>
    public static string[] Path(TraceNode node) => node.Module?.Split('.') ?? [];

    private static Picture Of(BackwardTrace trace, IReadOnlyList<Cluster> clusters)
    {
        var wiring = new Wiring(trace, clusters);
        var parts = new PartNames(
            from cluster in clusters
            where cluster.Title is not null
            select PathOf(cluster)
        );
        var groups = new GroupList();
        var around = new Dictionary<IReadOnlyList<TraceNode>, IReadOnlyList<int>>();
        foreach (var gate in clusters)
            if (gate.Members.Any(member => member.Expr is Apply))
                around[gate.Members] = groups.Around(gate);
        PictureNode[] nodes =
        [
            .. clusters.Select(
                (cluster, box) =>
                    PictureText.NodeOf(
                        trace,
                        cluster.Title is { } title
                            ? cluster with
                            {
                                Title = parts.Next(PathOf(cluster), title),
                            }
                            : cluster,
                        box,
                        wiring.Outlets[box],
                        around.GetValueOrDefault((cluster.Host ?? cluster).Members, [])
                    )
            ),
        ];
        return new Picture(nodes, wiring.Edges, groups.Named());
    }

    private static string PathOf(Cluster cluster) =>
        string.Join('.', cluster.Path.Append(cluster.Title));
}
