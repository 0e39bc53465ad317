namespace FunctionalGrad;

/// <summary>The local derivative of a gate with respect to one input: the rule, and its value at this point.</summary>
/// <remarks>
/// Graphs here are made of inputs that are named like the nodes of the trace. The Jacobian has a row for each element of the gate's output and a column
/// for each element of the input (the lecture's notes print its transpose); the pullback multiplies with it without making it.
/// </remarks>
public sealed record LocalRule
{
    internal LocalRule() { }

    /// <summary>The contribution as a function of the input named <see cref="UpstreamName"/>: the Jacobian's transpose times upstream.</summary>
    public required Expr Pullback { get; init; }

    /// <summary>What the upstream gradient is called in <see cref="Pullback"/>.</summary>
    public required string UpstreamName { get; init; }

    /// <summary>The pullback as a formula.</summary>
    public required string PullbackText { get; init; }

    /// <summary>The pullback as a formula in LaTeX.</summary>
    public required string PullbackLatex { get; init; }

    /// <summary>The derivative of each output element in its own input element; null unless the gate works element by element.</summary>
    public Expr? Partial { get; init; }

    /// <summary>The partial derivative as a formula: <c>z</c> for the first input of <c>q * z</c>. Null where there is no partial.</summary>
    public string? PartialText { get; init; }

    /// <summary>The value of the partial derivative, in the shape of the input; null where there is none.</summary>
    public NDArray<double>? Value { get; init; }

    /// <summary>At how many elements the formula has no finite value and a convention gives one: log(x) x^y at x = 0.</summary>
    internal int Decreed { get; init; }

    /// <summary>All local derivatives, [elements of the output, elements of the input]; null where they would be more than <see cref="LargestJacobian"/>.</summary>
    public required NDArray<double>? Jacobian { get; init; }

    /// <summary>The most entries that a Jacobian is written out with.</summary>
    public const int LargestJacobian = 1296;
}
