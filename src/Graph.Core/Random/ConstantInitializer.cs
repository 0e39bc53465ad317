namespace FunctionalGrad;

/// <summary>All the same number.</summary>
internal sealed record ConstantInitializer : Initializer
{
    public ConstantInitializer(double value) =>
        Value = double.IsFinite(value)
            ? value + 0.0 // -0 is 0, so that equal initializers draw equal bits
            : throw new ArgumentException(
                $"constant initializer: the value is {Literal.Format(value)}: a parameter must start at a finite number."
            );

    public double Value { get; }

    public override string Source =>
        BitConverter.DoubleToInt64Bits(Value) == 0
            ? "Initializer.Zeros"
            : $"Initializer.Constant({Literal.Format(Value)})";

    private protected override void Write(
        Span<double> elements,
        Shape shape,
        SeededRandom random
    ) => elements.Fill(Value);
}
