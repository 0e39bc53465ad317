namespace FunctionalGrad;

/// <summary>How often a power is differentiated.</summary>
/// <param name="InBase">How often in the base.</param>
/// <param name="InExponent">How often in the exponent.</param>
public sealed record PowerOrder(int InBase, int InExponent) : Attributes
{
    /// <inheritdoc/>
    public override IReadOnlyList<Literal> Literals =>
        [new Literal.Whole(InBase), new Literal.Whole(InExponent)];

    internal static Attributes Read(IReadOnlyList<Literal> literals) =>
        new PowerOrder(((Literal.Whole)literals[0]).Value, ((Literal.Whole)literals[1]).Value);

    internal static ShapeRule Counted { get; } =
        (x, attributes) =>
        {
            var (inBase, inExponent) = (PowerOrder)attributes;
            return inBase >= 0 && inExponent >= 0
                ? ShapeRules.Elementwise(x, attributes)
                : throw new ShapeException(
                    $"the orders of a derivative are counted from 0, but {inBase} in the base and {inExponent} in the exponent were asked for."
                );
        };
}
