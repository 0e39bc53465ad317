namespace FunctionalGrad;

/// <summary>The nodes of a trace that one box stands for.</summary>
/// <param name="Members">The nodes, in order.</param>
/// <param name="Title">The name of the collapsed part; null for a single node.</param>
/// <param name="Path">The modules around the box that are drawn open.</param>
/// <param name="Host">The box in whose modules it is drawn, for an input; null for the others.</param>
internal sealed record Cluster(
    IReadOnlyList<TraceNode> Members,
    string? Title,
    IReadOnlyList<string> Path,
    Cluster? Host = null
);
