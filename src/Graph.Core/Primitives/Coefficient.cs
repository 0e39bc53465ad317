namespace FunctionalGrad;

/// <summary>The one number that an application is parameterised by: an exponent, a slope, an alpha.</summary>
/// <param name="Value">The number.</param>
public sealed record Coefficient(double Value) : Attributes
{
    // 0 and -0 compare equal, so nodes that differ in it would merge: there is only one of them.
    /// <summary>The number.</summary>
    public double Value { get; } = Value + 0.0;

    /// <inheritdoc/>
    public override IReadOnlyList<Literal> Literals => [new Literal.Number(Value)];

    internal static Attributes Read(IReadOnlyList<Literal> literals) =>
        new Coefficient(((Literal.Number)literals[0]).Value);

    internal static IReadOnlyList<Attributes> Each(params ReadOnlySpan<double> values) =>
        [.. values.ToArray().Select(value => new Coefficient(value))];
}
