namespace FunctionalGrad;

/// <summary>Normal with mean 0.</summary>
internal sealed record NormalInitializer : Initializer
{
    public NormalInitializer(double std) =>
        Std =
            double.IsFinite(std) && std >= 0
                ? std
                : throw new ArgumentException(
                    $"normal initializer: the standard deviation is {Literal.Format(std)}: it must be finite and not negative."
                );

    public double Std { get; }

    public override string Source => $"Initializer.Normal({Literal.Format(Std)})";

    private protected override void Write(Span<double> elements, Shape shape, SeededRandom random)
    {
        foreach (ref double element in elements)
            element = Std * random.Normal();
    }
}
