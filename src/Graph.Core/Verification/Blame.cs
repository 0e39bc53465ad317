namespace FunctionalGrad;

/// <summary>The first node, in topological order, whose own derivative rule is wrong at what actually flows into it.</summary>
public sealed record Blame
{
    internal Blame(
        Apply node,
        int? operand,
        int order,
        string reason,
        Expr smallest,
        IReadOnlyList<Binding<double>> at,
        long seed
    ) =>
        (Node, Operand, Order, Reason, Smallest, At, Seed) = (
            node,
            operand,
            order,
            reason,
            smallest,
            at,
            seed
        );

    /// <summary>The node, in the graph that was checked.</summary>
    public Apply Node { get; internal init; }

    /// <summary>With respect to which of its inputs, counted from 0; null where the rule as a whole is at fault.</summary>
    public int? Operand { get; internal init; }

    /// <summary>1 when the first derivative is wrong, 2 when only the second is.</summary>
    public int Order { get; internal init; }

    /// <summary>What is wrong, as a sentence.</summary>
    public string Reason { get; internal init; }

    /// <summary>The smallest expression found that fails alone.</summary>
    public Expr Smallest { get; internal init; }

    /// <summary>Where it fails.</summary>
    public IReadOnlyList<Binding<double>> At { get; internal init; }

    /// <summary>The seed of the check.</summary>
    public long Seed { get; internal init; }

    /// <summary>The primitive whose rule is wrong.</summary>
    public Primitive Primitive => Node.Primitive;

    /// <summary>The smallest failing expression as source text, which <see cref="Source.Read"/> reads.</summary>
    public string Source => FunctionalGrad.Source.Of(Smallest);

    /// <summary>A script of the F# vocabulary that checks the smallest failing expression; it can be pasted.</summary>
    public string Script => CheckScript.Of(Smallest, At);

    /// <summary>The node as short source text.</summary>
    public string Expression => Node.ToString();
}
