namespace FunctionalGrad;

/// <summary>What an optimiser makes of one parameter: its new value and the new values of its slots.</summary>
/// <param name="Parameter">The new value, of the parameter's shape.</param>
/// <param name="Slots">The new slots, in the order in which the optimiser names them, each of the parameter's shape.</param>
public sealed record Update(Expr Parameter, params IReadOnlyList<Expr> Slots)
{
    /// <summary>The new value, of the parameter's shape.</summary>
    public Expr Parameter { get; init; } = Argument.NotNull(Parameter);

    /// <summary>The new slots, in the order in which the optimiser names them, each of the parameter's shape.</summary>
    public IReadOnlyList<Expr> Slots { get; init; } = Argument.NoNulls(Slots);
}
