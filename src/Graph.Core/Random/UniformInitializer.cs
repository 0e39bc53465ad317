namespace FunctionalGrad;

/// <summary>Uniform between two numbers.</summary>
internal sealed record UniformInitializer : Initializer
{
    public UniformInitializer(double low, double high)
    {
        if (!(double.IsFinite(high - low) && low <= high))
            throw new ArgumentException(
                $"uniform initializer: low is {Literal.Format(low)}, high is {Literal.Format(high)}: both and their difference must be finite, and low must not lie above high."
            );
        (Low, High) = (low, high);
    }

    public double Low { get; }

    public double High { get; }

    public override string Source =>
        $"Initializer.Uniform({Literal.Format(Low)}, {Literal.Format(High)})";

    private protected override void Write(Span<double> elements, Shape shape, SeededRandom random)
    {
        foreach (ref double element in elements)
            element = Low + (High - Low) * random.Uniform();
    }
}
