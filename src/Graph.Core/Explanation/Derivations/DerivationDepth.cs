namespace FunctionalGrad;

/// <summary>How far a derivation is carried.</summary>
public enum DerivationDepth
{
    /// <summary>The chain rule alone, in symbols.</summary>
    Rule,

    /// <summary>The derivatives found so far put in.</summary>
    Substituted,

    /// <summary>All numbers put in.</summary>
    Numbers,

    /// <summary>What comes out.</summary>
    Result,
}
