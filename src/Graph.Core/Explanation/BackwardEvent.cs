namespace FunctionalGrad;

/// <summary>One step of the backward pass: a gate receives its upstream gradient and hands a contribution to each of its inputs.</summary>
public sealed record BackwardEvent
{
    internal BackwardEvent() { }

    /// <summary>When it happens, counted from 1.</summary>
    public required int Step { get; init; }

    /// <summary>The gate.</summary>
    public required TraceNode Node { get; init; }

    /// <summary>The gradient that arrived at the gate, all paths added up.</summary>
    public required NDArray<double> Upstream { get; init; }

    /// <summary>One edge for each input of the gate, in order.</summary>
    public required IReadOnlyList<BackwardEdge> Edges { get; init; }

    /// <summary>What the gate does to the gradient here, inferred from its local Jacobian.</summary>
    public GateRole Role => role.Value.Role;

    /// <summary>Whether the role was read off the Jacobian; if not, it is too large, or a NaN is in it, and the role is the declared one.</summary>
    public bool RoleIsInferred => role.Value.Inferred;

    /// <summary>The role in the lecture's words: <c>gradient distributor</c>.</summary>
    public string RoleName => RoleInference.NameOf(Role);

    internal Lazy<(GateRole Role, bool Inferred)> LazyRole
    {
        init => role = value;
    }

    internal Expr UpstreamExpr { get; init; } = null!;

    private readonly Lazy<(GateRole Role, bool Inferred)> role = null!;
}
