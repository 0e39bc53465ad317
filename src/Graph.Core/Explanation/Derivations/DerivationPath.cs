namespace FunctionalGrad;

/// <summary>One path of the chain rule: upstream times local through one gate.</summary>
public sealed record DerivationPath
{
    internal DerivationPath(
        TraceNode through,
        string rule,
        string substituted,
        string numbers,
        string result,
        string? shapes
    ) =>
        (Through, Rule, Substituted, Numbers, Result, Shapes) = (
            through,
            rule,
            substituted,
            numbers,
            result,
            shapes
        );

    /// <summary>The gate.</summary>
    public TraceNode Through { get; }

    /// <summary>In symbols.</summary>
    public string Rule { get; }

    /// <summary>With the upstream gradient, found before, put in.</summary>
    public string Substituted { get; }

    /// <summary>With all numbers put in.</summary>
    public string Numbers { get; }

    /// <summary>What comes out: the contribution of this path.</summary>
    public string Result { get; }

    /// <summary>How the shapes fit, for arrays: <c>(2 \times 2) = (2 \times 3)(3 \times 2)</c>; null for scalars.</summary>
    public string? Shapes { get; }

    /// <summary>The term at a depth.</summary>
    public string At(DerivationDepth depth) =>
        depth switch
        {
            DerivationDepth.Rule => Rule,
            DerivationDepth.Substituted => Substituted,
            DerivationDepth.Numbers => Numbers,
            DerivationDepth.Result => Result,
            _ => throw new ArgumentOutOfRangeException(nameof(depth)),
        };
}
