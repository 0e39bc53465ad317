namespace FunctionalGrad;

/// <summary>What a picture shows as one box: a node of the trace, or many of them collapsed.</summary>
internal sealed record PictureNode
{
    /// <summary>Its number in the picture.</summary>
    public required int Id { get; init; }

    /// <summary>What stands in the box: a gate's sign, an input's name, a module's name.</summary>
    public required string Label { get; init; }

    /// <summary>A second, smaller line: the node's name, or how many nodes are collapsed.</summary>
    public required string Caption { get; init; }

    /// <summary>All that is known, for a tooltip.</summary>
    public required string Description { get; init; }

    /// <summary>The wires that leave it. Where there is one, its node's value and gradient are the box's; where there are several, each has its own.</summary>
    public required IReadOnlyList<PictureOutlet> Outlets { get; init; }

    /// <summary>The one node whose value leaves the box; null where several do, or many in a bundle.</summary>
    public TraceNode? Leaving => Outlets is [{ Node: { } only }] ? only : null;

    /// <summary>The modules around it, outermost first, as groups of the picture.</summary>
    public required IReadOnlyList<int> Groups { get; init; }

    public required bool IsInput { get; init; }

    /// <summary>How many nodes of the trace it stands for.</summary>
    public required int Members { get; init; }

    public required bool IsOnKink { get; init; }

    /// <summary>Whether values or gradients that are not finite begin here.</summary>
    public required bool IsNotFinite { get; init; }

    /// <summary>A wire is called as its box is, or as its node where several leave the box.</summary>
    public string NameOf(PictureOutlet outlet) =>
        Outlets.Count > 1 ? outlet.Nodes[0].Name
        : IsInput || Members > 1 ? Label
        : Caption;
}
