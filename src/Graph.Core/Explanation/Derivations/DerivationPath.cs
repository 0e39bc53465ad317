namespace FunctionalGrad;

/// <summary>One path of the chain rule: upstream times local through one gate.</summary>
/// <param name="Through">The gate.</param>
/// <param name="Rule">In symbols.</param>
/// <param name="Substituted">With the upstream gradient, found before, put in.</param>
/// <param name="Numbers">With all numbers put in.</param>
/// <param name="Shapes">How the shapes fit, for arrays: <c>(2 \times 2) = (2 \times 3)(3 \times 2)</c>; null for scalars.</param>
public sealed record DerivationPath(
    TraceNode Through,
    string Rule,
    string Substituted,
    string Numbers,
    string? Shapes
)
{
    /// <summary>The term at a depth; at the last, what all numbers come to is told by the derivation.</summary>
    public string At(DerivationDepth depth) =>
        depth switch
        {
            DerivationDepth.Rule => Rule,
            DerivationDepth.Substituted => Substituted,
            DerivationDepth.Numbers or DerivationDepth.Result => Numbers,
            _ => throw new ArgumentOutOfRangeException(nameof(depth)),
        };
}
