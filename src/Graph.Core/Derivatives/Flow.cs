namespace FunctionalGrad;

/// <summary>Whether the selects that were passed have left anything at all: what maps that follow no mask element by element go by.</summary>
internal sealed class Flow
{
    private readonly Expr[] conditions;

    private Flow(Expr[] conditions, Side? side) => (this.conditions, Side) = (conditions, side);

    /// <summary>Something is left if the side has any element.</summary>
    public static Flow Of(Side side) =>
        new(side.Within is { } within ? [within.Where, side.Condition] : [side.Condition], side);

    /// <summary>Something is left if the expression is not 0 somewhere.</summary>
    public static Flow Of(Expr where) => new([where], null);

    /// <summary>The side of a select of which it tells; null where it tells of more than one.</summary>
    public Side? Side { get; }

    /// <summary>The value if something is left, else zeros.</summary>
    public Expr On(Expr value) =>
        Expr.WhereAny(value, conditions, Side is { IsOther: true } ? 1 : 0);

    /// <summary>Whether anything is left of any; null where one is behind no select.</summary>
    public static Flow? Any(IEnumerable<Flow?> flows)
    {
        var all = flows.Distinct().ToArray();
        if (all.Contains(null))
            return null;
        if (all.Length == 1)
            return all[0];
        var parts = Side.Rejoined(
            all.OfType<Flow>(),
            flow => flow.Side,
            (_, _, side) => side.Upstream is { } upstream ? [upstream] : null
        );
        return parts is null ? null
            : parts.Count == 1 ? parts[0]
            : Of(Mask.AnyOf(parts.Select(part => part.On(Expr.Ones(Shape.Scalar)))));
    }
}
