namespace FunctionalGrad;

/// <summary>How a parameter follows from its gradient: pure expressions of what was before, for any element type.</summary>
/// <remarks>
/// In the formulas w is the parameter, g its gradient, t the number of steps taken before and r the learning rate at t.
/// Every rate is a <see cref="Schedule"/>; a plain number is a constant one.
/// </remarks>
/// <param name="Slots">The names of what is remembered for each parameter; each slot has the parameter's shape and starts at 0.</param>
/// <param name="Rule">The step.</param>
public sealed partial record Optimizer(IReadOnlyList<string> Slots, UpdateRule Rule)
{
    /// <summary>The step.</summary>
    public UpdateRule Rule { get; init; } = Argument.NotNull(Rule);

    /// <summary>The names of what is remembered for each parameter.</summary>
    public IReadOnlyList<string> Slots
    {
        get;
        init => field = [.. Argument.NoNulls(value)];
    } = [.. Argument.NoNulls(Slots)];

    /// <summary>What is done to all gradients together before the step; nothing unless it says otherwise.</summary>
    public Clipping Clipping { get; init; } = Clipping.None;

    /// <summary>The same optimiser on clipped gradients.</summary>
    public Optimizer Clipped(Clipping clipping) =>
        this with
        {
            Clipping = Argument.NotNull(clipping),
        };

    /// <summary>The step for one parameter.</summary>
    /// <exception cref="ShapeException">The rule returns another number of slots, or another shape, than it was given.</exception>
    internal Update Step(Input parameter, Expr gradient, IReadOnlyList<Expr> slots, Expr step)
    {
        var update = Rule(parameter, gradient, slots, step);
        if (update.Slots.Count != Slots.Count)
            throw new ShapeException(
                $"optimizer: its rule returns {update.Slots.Count} slots for {parameter.Described}, but it names {Slots.Count}. Return one per name, in order."
            );
        foreach (var made in update.Slots.Prepend(update.Parameter))
            if (!made.Shape.Equals(parameter.Shape))
                throw new ShapeException(
                    $"optimizer: its rule returns {made.Shape} for {parameter.Described}: the new parameter and the new slots have the parameter's shape."
                );
        return update;
    }
}
