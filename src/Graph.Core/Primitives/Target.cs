namespace FunctionalGrad;

/// <summary>The shape that a broadcast or a reshape yields.</summary>
/// <param name="Shape">The shape of the output.</param>
public sealed record Target(Shape Shape) : Attributes
{
    /// <summary>The shape of the output.</summary>
    public Shape Shape { get; init; } = Argument.NotNull(Shape);

    /// <inheritdoc/>
    public override IReadOnlyList<Literal> Literals => [new Literal.List(Ints.Of(Shape.Lengths))];

    internal static Attributes Read(IReadOnlyList<Literal> literals) =>
        new Target(Shape.Of(((Literal.List)literals[0]).Values.Span));
}
