using System.Numerics;

namespace FunctionalGrad;

/// <summary>What a noise input is drawn from.</summary>
/// <remarks>Two are equal when they say the same. A draw is fixed by seed, step and name, to the last bit, on every platform.</remarks>
public abstract record Distribution
{
    private protected Distribution() { }

    /// <summary>1 with the given probability, else 0: a dropout mask.</summary>
    /// <exception cref="ArgumentException">The probability is not between 0 and 1.</exception>
    public static Distribution Bernoulli(double p) => new BernoulliDistribution(p);

    /// <summary>Normal with the given mean and standard deviation.</summary>
    /// <exception cref="ArgumentException">A number is not finite, or the standard deviation is negative.</exception>
    public static Distribution Normal(double mean, double std) => new NormalDistribution(mean, std);

    /// <summary>Uniform between two numbers.</summary>
    /// <exception cref="ArgumentException">The numbers are not finite, or low lies above high.</exception>
    public static Distribution Uniform(double low, double high) =>
        new UniformDistribution(low, high);

    /// <summary>The distribution that a text says: the inverse of <see cref="Source"/>.</summary>
    /// <exception cref="FormatException">The text says none.</exception>
    public static Distribution Read(string source) =>
        RandomSource<Distribution>.Read(
            Argument.NotNull(source),
            nameof(Distribution),
            (word, arguments) =>
                (word, arguments) switch
                {
                    (nameof(Bernoulli), [var p]) => Bernoulli(p),
                    (nameof(Normal), [var mean, var std]) => Normal(mean, std),
                    (nameof(Uniform), [var low, var high]) => Uniform(low, high),
                    _ => null,
                }
        );

    /// <summary>The text that makes it, in C# as in F#: <c>Distribution.Bernoulli(0.5)</c>.</summary>
    public abstract string Source { get; }

    /// <summary>The values of a noise input in one step of a run.</summary>
    /// <param name="shape">The input's shape.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="step">The number of the step.</param>
    /// <param name="name">The input's name, so that two inputs of one shape differ.</param>
    public NDArray<double> Draw(Shape shape, long seed, long step, string name)
    {
        var random = new SeededRandom(seed, name, step);
        return NDArray<double>.Create(
            shape,
            elements =>
            {
                foreach (ref double element in elements)
                    element = Next(random);
            }
        );
    }

    /// <summary>The same values, each rounded once, written where they are wanted, from a stream at its beginning.</summary>
    internal void DrawInto<T>(Span<T> elements, SeededRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref var element in elements)
            element = T.CreateTruncating(Next(random));
    }

    /// <summary>The same as <see cref="Source"/>.</summary>
    public sealed override string ToString() => Source;

    private protected abstract double Next(SeededRandom random);
}
