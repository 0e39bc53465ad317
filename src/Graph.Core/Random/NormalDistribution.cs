namespace FunctionalGrad;

/// <summary>Normal with a mean and a standard deviation.</summary>
internal sealed record NormalDistribution : Distribution
{
    public NormalDistribution(double mean, double std)
    {
        if (!(double.IsFinite(mean) && double.IsFinite(std) && std >= 0))
            throw new ArgumentException(
                $"normal: the mean is {Literal.Format(mean)}, the standard deviation {Literal.Format(std)}: both must be finite, and the deviation not negative."
            );
        (Mean, Std) = (mean, std);
    }

    public double Mean { get; }

    public double Std { get; }

    public override string Source =>
        $"Distribution.Normal({Literal.Format(Mean)}, {Literal.Format(Std)})";

    private protected override double Next(SeededRandom random) => Mean + Std * random.Normal();
}
