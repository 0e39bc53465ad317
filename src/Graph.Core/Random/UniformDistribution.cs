namespace FunctionalGrad;

/// <summary>Uniform between two numbers.</summary>
internal sealed record UniformDistribution : Distribution
{
    public UniformDistribution(double low, double high)
    {
        if (!(double.IsFinite(high - low) && low <= high))
            throw new ArgumentException(
                $"uniform: low is {Literal.Format(low)}, high is {Literal.Format(high)}: both and their difference must be finite, and low must not lie above high."
            );
        (Low, High) = (low, high);
    }

    public double Low { get; }

    public double High { get; }

    public override string Source =>
        $"Distribution.Uniform({Literal.Format(Low)}, {Literal.Format(High)})";

    private protected override double Next(SeededRandom random) =>
        Low + (High - Low) * random.Uniform();
}
