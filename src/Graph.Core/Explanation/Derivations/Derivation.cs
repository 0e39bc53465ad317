namespace FunctionalGrad;

/// <summary>The derivation of one gradient: the chain rule over all paths to a node, in LaTeX, at four depths.</summary>
public sealed record Derivation
{
    internal Derivation(
        TraceNode node,
        string title,
        IReadOnlyList<DerivationPath> paths,
        string result,
        string reason
    ) => (Node, Title, Paths, Result, Reason) = (node, title, paths, result, reason);

    /// <summary>The node whose gradient is derived.</summary>
    public TraceNode Node { get; }

    /// <summary>What is derived: <c>\frac{\partial f}{\partial x}</c>, or <c>dX</c> for an array.</summary>
    public string Title { get; }

    /// <summary>One term for each path that arrives; they are added.</summary>
    public IReadOnlyList<DerivationPath> Paths { get; }

    /// <summary>The gradient.</summary>
    public string Result { get; }

    /// <summary>A sentence that says why, in plain words.</summary>
    public string Reason { get; }

    /// <summary>The right-hand side at a depth, all paths added up.</summary>
    public string At(DerivationDepth depth) =>
        depth == DerivationDepth.Result || Paths.Count == 0
            ? Result
            : string.Join(" + ", Paths.Select(path => path.At(depth)));

    /// <summary>The whole derivation: one line for each depth, as the body of an <c>align*</c>.</summary>
    public string Latex =>
        Paths.Count == 0
            ? $"{Title} &= {Result}"
            : string.Join(
                " \\\\\n",
                Enum.GetValues<DerivationDepth>()
                    .Select(At)
                    .Select((side, i) => i == 0 ? $"{Title} &= {side}" : $"&= {side}")
            );
}
