namespace FunctionalGrad;

/// <summary>One forward and one backward pass over a graph, written down: every value, and every step of the chain rule.</summary>
/// <remarks>
/// An immutable value made by <see cref="Explain.Of(Expr, Binding{double}[])"/>; every view is a pure function of it. Nodes are numbered from 0,
/// inputs of the graph first, and each after all that it is computed from: the same numbers run after run.
/// </remarks>
public sealed class BackwardTrace
{
    private readonly Lazy<TraceCheck> check;
    private readonly Lazy<NotFinite> notFinite;

    internal BackwardTrace(
        IReadOnlyList<TraceNode> nodes,
        IReadOnlyList<BackwardEvent> events,
        TraceNode output,
        NDArray<double> seed,
        Func<TraceCheck> check
    )
    {
        (Nodes, Events, Output, Seed) = (nodes, events, output, seed);
        this.check = new(check);
        notFinite = new(() => new NotFinite(this));
    }

    /// <summary>The nodes, inputs first, each after all that it is computed from.</summary>
    public IReadOnlyList<TraceNode> Nodes { get; }

    /// <summary>The steps of the backward pass in the order in which they happen: each gate once, after all that it feeds.</summary>
    public IReadOnlyList<BackwardEvent> Events { get; }

    /// <summary>The node that was explained.</summary>
    public TraceNode Output { get; }

    /// <summary>What the backward pass starts from: 1 for a scalar.</summary>
    public NDArray<double> Seed { get; }

    /// <summary>Whether the backward pass starts from a gradient of something that is not in the graph, and not from the output itself.</summary>
    internal bool IsPart => Output.Shape.Rank > 0 || Seed.ToScalar() != 1;

    /// <summary>What is differentiated: the output, or the loss that the trace is a part of.</summary>
    internal string Differentiated =>
        IsPart ? LossNames.First(name => Nodes.All(node => node.Name != name)) : Output.Name;

    private static IEnumerable<string> LossNames =>
        new[] { "L", "loss" }.Concat(
            Enumerable.Range(1, int.MaxValue).Select(number => $"loss{Numbers.Whole(number)}")
        );

    /// <summary>The inputs of the graph, in the order in which they are first needed.</summary>
    public IEnumerable<TraceNode> Inputs => Nodes.Where(node => node.Expr is Input);

    /// <summary>The gradients compared with central differences, entry by entry; computed when first asked for.</summary>
    public TraceCheck Check => check.Value;

    /// <summary>Where what is not finite begins; found when first asked for.</summary>
    internal NotFinite NotFinite => notFinite.Value;

    /// <summary>The same trace with some nodes called otherwise: <c>trace.Named((q, "q"))</c>.</summary>
    /// <param name="names">Nodes of the graph, or nodes equal to them, and names; no two nodes may get one name.</param>
    /// <exception cref="ShapeException">The graph has no such node, or a name is empty or taken.</exception>
    public BackwardTrace Named(params (Expr Node, string Name)[] names) => Renaming.Of(this, names);
}
