namespace FunctionalGrad;

/// <summary>One wire of the backward pass: from a gate to one of its inputs.</summary>
public sealed record BackwardEdge
{
    internal BackwardEdge() { }

    /// <summary>Which input of the gate it is, counted from 0.</summary>
    public required int InputIndex { get; init; }

    /// <summary>The node that the contribution goes to.</summary>
    public required TraceNode Into { get; init; }

    /// <summary>Whether anything flows, and if not, why.</summary>
    public required EdgeFlow Flow { get; init; }

    /// <summary>Upstream times local; null where nothing flows.</summary>
    public NDArray<double>? Contribution { get; init; }

    /// <summary>1 where the contribution may flow, 0 where it is exactly 0 whatever the local derivative is: a strong zero. Null where nothing is masked.</summary>
    public NDArray<double>? Held { get; init; }

    /// <summary>All that has arrived at the node so far, this contribution included; null where nothing flows.</summary>
    public NDArray<double>? RunningSum { get; init; }

    /// <summary>Which of the contributions to the node this is, counted from 1; 0 where nothing flows.</summary>
    public int Path { get; init; }

    /// <summary>Why asking for this gradient is an error; null unless it is <see cref="EdgeFlow.NotDifferentiable"/>.</summary>
    public string? Refusal { get; init; }

    /// <summary>The local derivative, as graph, text and numbers; null where nothing flows. Computed when first asked for.</summary>
    public LocalRule? Local => local?.Value;

    /// <summary>How many elements of the contribution are strong zeros.</summary>
    public int StrongZeros => Held is null ? 0 : Held.Span.Count(0.0);

    internal Lazy<LocalRule>? LazyLocal
    {
        init => local = value;
    }

    /// <summary>At how many elements this gate itself did not take the branch: the others' zeros came from behind or were given.</summary>
    internal int NotTaken => StrongZeros == 0 ? 0 : branch?.Value?.Span.Count(0.0) ?? 0;

    internal Lazy<NDArray<double>?>? LazyBranch
    {
        init => branch = value;
    }

    internal Expr? ContributionExpr { get; init; }

    private readonly Lazy<LocalRule>? local;
    private readonly Lazy<NDArray<double>?>? branch;
}
