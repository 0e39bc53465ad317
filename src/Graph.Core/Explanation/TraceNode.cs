namespace FunctionalGrad;

/// <summary>One node of a trace: what it is, its value, and the gradient that arrived at it.</summary>
public sealed record TraceNode
{
    internal TraceNode() { }

    /// <summary>Its number; all that it is computed from has smaller ones.</summary>
    public required int Id { get; init; }

    /// <summary>What the views call it: an input's own name, <c>f</c> for the output, letters or numbered names for the rest.</summary>
    public required string Name { get; init; }

    /// <summary>The node of the graph.</summary>
    public required Expr Expr { get; init; }

    /// <summary>The numbers of the nodes that it is computed from, in order.</summary>
    public required IReadOnlyList<int> Inputs { get; init; }

    /// <summary>Its value.</summary>
    public required NDArray<double> Value { get; init; }

    /// <summary>The sum of all that arrived at it; null where none did, which outside means zeros.</summary>
    public required NDArray<double>? Gradient { get; init; }

    /// <summary>How many contributions were added up; 2 or more make it a copy gate, which adds gradients.</summary>
    public required int Paths { get; init; }

    /// <summary>Which elements of the value, in row-major order, lie on a kink or a tie that a gradient passes through.</summary>
    public required IReadOnlyList<int> Kinks { get; init; }

    /// <summary>Those of them beside which the output's value jumps.</summary>
    internal IReadOnlyList<int> Jumps { get; init; } = [];

    /// <summary>What is promised at those elements, in words; null where there are none.</summary>
    public string? Convention =>
        Kinks.Count == 0 || Expr is not Apply gate ? null
        : IsOnBoundary ? Remarks.Boundary(this)
        : gate.Primitive.AtKink(gate);

    /// <summary>Whether it decides which branch is taken, and is on the boundary of two.</summary>
    internal bool IsOnBoundary => Kinks.Count > 0 && Expr is Apply gate && Boundaries.Decides(gate);

    /// <summary>The path of the module it was built in, or null.</summary>
    public string? Module => (Expr as Apply)?.Module;

    /// <summary>The shape of its value and of its gradient.</summary>
    public Shape Shape => Expr.Shape;

    /// <summary>Whether it depends on no input of the graph.</summary>
    internal bool IsConstant { get; init; }

    /// <summary>Whether it is a number written in the graph, the same in every element.</summary>
    internal bool IsNumber => Expr is Constant { Uniform: not null };
}
