namespace FunctionalGrad.Properties;

/// <summary>A graph at a point: what a model is verified at.</summary>
/// <param name="Graph">What is verified.</param>
/// <param name="Places">Where its free inputs may lie.</param>
/// <param name="Leaves">Where they stand, in the same order.</param>
/// <param name="Held">What is bound to one value throughout.</param>
internal sealed record Situation(
    Expr Graph,
    IReadOnlyList<Place> Places,
    IReadOnlyList<Leaf> Leaves,
    IReadOnlyList<Binding<double>> Held
)
{
    /// <summary>Graphs on smaller shapes, smallest first.</summary>
    public IReadOnlyList<Expr> Simpler { get; init; } = [];

    public IReadOnlyList<Binding<double>> Bindings =>
        [
            .. Places.Select((place, i) => new Binding<double>(place.Input, Leaves[i].Point)),
            .. Held,
        ];

    /// <summary>The inputs that a gradient is asked for: those whose values are numbers, not positions or conditions.</summary>
    public IReadOnlyList<Expr> Wrt =>
        [.. Places.Where(place => place.IsReal).Select(place => place.Input)];

    /// <summary>Smaller graphs, then the same graph at simpler points.</summary>
    public IEnumerable<Situation> Shrink() =>
        Simpler.Select((graph, i) => On(graph, [.. Simpler.Take(i)])).Concat(AtSimplerPoints());

    private Situation On(Expr graph, IReadOnlyList<Expr> simpler)
    {
        var places = Place.Of(graph);
        return this with
        {
            Graph = graph,
            Places = places,
            Leaves =
            [
                .. places.Select(
                    (place, i) =>
                        new Leaf(place.Input.Shape, Leaves[Math.Min(i, Leaves.Count - 1)].Values)
                ),
            ],
            Simpler = simpler,
        };
    }

    private IEnumerable<Situation> AtSimplerPoints() =>
        from leaf in Leaves.Index()
        from values in Arrays.Shrink(leaf.Item.Values)
        where values.All(Places[leaf.Index].Allows)
        select this with
        {
            Leaves =
            [
                .. Leaves.Select(
                    (each, i) => i == leaf.Index ? new Leaf(each.Shape, values) : each
                ),
            ],
        };

    public override string ToString() => SourceText.Of(Graph, Bindings);
}
