namespace FunctionalGrad;

/// <summary>A wire of a picture: forward from one box to another, and what flows back along it.</summary>
/// <param name="From">The box it comes from.</param>
/// <param name="To">The box it goes to.</param>
/// <param name="Outlet">Where it leaves the box.</param>
/// <param name="Sources">The nodes whose values it carries: one, or some of those of a bundle.</param>
/// <param name="Contributions">What flows back along it to its one node, one array for each edge of the trace that it stands for; those along which nothing flows are left out. A bundle has none: gradients of different nodes are never added.</param>
internal sealed record PictureEdge(
    int From,
    int To,
    PictureOutlet Outlet,
    IReadOnlyList<TraceNode> Sources,
    IReadOnlyList<NDArray<double>> Contributions
)
{
    /// <summary>The one node whose value it carries; null where it carries several.</summary>
    public TraceNode? Source => Sources is [var only] ? only : null;

    /// <summary>Whether what flows back along it is less than all of its node's gradient.</summary>
    public bool IsPartial => Source is { } node && node.Paths != Contributions.Count;
}
