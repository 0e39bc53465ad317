namespace FunctionalGrad;

/// <summary>1 with probability p, else 0.</summary>
internal sealed record BernoulliDistribution : Distribution
{
    public BernoulliDistribution(double p) =>
        P = p is >= 0 and <= 1
            ? p
            : throw new ArgumentException(
                $"bernoulli: the probability is {Literal.Format(p)}: it must lie between 0 and 1."
            );

    public double P { get; }

    public override string Source => $"Distribution.Bernoulli({Literal.Format(P)})";

    private protected override double Next(SeededRandom random) => random.Uniform() < P ? 1 : 0;
}
