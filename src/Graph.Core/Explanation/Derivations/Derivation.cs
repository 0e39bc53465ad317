namespace FunctionalGrad;

/// <summary>The derivation of one gradient: the chain rule over all paths to a node, in LaTeX, at four depths.</summary>
/// <param name="Node">The node whose gradient is derived.</param>
/// <param name="Title">What is derived: <c>\frac{\partial f}{\partial x}</c>, or <c>dX</c> for an array.</param>
/// <param name="Paths">One term for each path that arrives; they are added.</param>
/// <param name="Result">The gradient.</param>
/// <param name="Reason">A sentence that says why, in plain words.</param>
public sealed record Derivation(
    TraceNode Node,
    string Title,
    IReadOnlyList<DerivationPath> Paths,
    string Result,
    string Reason
)
{
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
