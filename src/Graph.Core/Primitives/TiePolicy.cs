namespace FunctionalGrad;

/// <summary>Which input of a max or min the gradient flows to where both are equal; the parts always sum to 1.</summary>
public enum TiePolicy
{
    /// <summary>One half to each: the subgradient of least norm.</summary>
    Split,

    /// <summary>All to the first.</summary>
    First,

    /// <summary>All to the second.</summary>
    Second,

    /// <summary>To neither: evaluating a gradient at a tie is an error, in a branch that a select does not take too.</summary>
    Error,
}
