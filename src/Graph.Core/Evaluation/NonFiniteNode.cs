namespace FunctionalGrad;

/// <summary>A node whose value is not finite, and what it was made of.</summary>
public sealed record NonFiniteNode
{
    internal NonFiniteNode(Expr node, int element, double value, NodeRange[] inputs) =>
        (Node, Element, Value, Inputs) = (node, element, value, Array.AsReadOnly(inputs));

    /// <summary>The node.</summary>
    public Expr Node { get; }

    /// <summary>Its first element that is not finite, in row-major order.</summary>
    public int Element { get; }

    /// <summary>That element.</summary>
    public double Value { get; }

    /// <summary>The values of its inputs in short.</summary>
    public IReadOnlyList<NodeRange> Inputs { get; }

    /// <summary>The path of the module that the node was built in, or null.</summary>
    public string? Module => (Node as Apply)?.Module;

    /// <summary>A sentence: <c>log in hidden: element 3 of [4] is -Infinity, of relu [4] from 0 to 2.5.</c></summary>
    public override string ToString()
    {
        string where = Module is null ? "" : $" in {Module}";
        string made = Inputs.Count == 0 ? "" : $", of {string.Join(" and ", Inputs)}";
        string element =
            Node.Shape.Rank == 0
                ? ""
                : FormattableString.Invariant($": element {Element} of {Node.Shape}");
        return FormattableString.Invariant($"{Node.Label}{where}{element} is {Value}{made}.");
    }
}
