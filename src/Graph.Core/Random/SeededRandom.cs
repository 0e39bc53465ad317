namespace FunctionalGrad;

/// <summary>A stream of random numbers fixed by a seed, a name and a step: the same bits on every platform.</summary>
/// <remarks>
/// The bits are Xoshiro256** (Blackman, Vigna 2018), seeded with a hash of the three. Drawing advances the stream, so one
/// belongs to one method on one thread; whoever needs the same numbers again makes another with the same seed.
/// </remarks>
public sealed class SeededRandom
{
    private Xoshiro256 bits;
    private double? spare;

    /// <summary>The stream of the given seed, name and step.</summary>
    /// <param name="seed">What the user chose.</param>
    /// <param name="name">What is drawn, so that two parameters of one seed differ.</param>
    /// <param name="step">When it is drawn, so that two steps differ.</param>
    public SeededRandom(long seed, string name = "", long step = 0) =>
        Restart(seed, Argument.NotNull(name), step);

    /// <summary>Makes it the stream of another seed, name and step.</summary>
    internal void Restart(long seed, string name, long step)
    {
        bits = new(unchecked((int)StableHash.Of(seed, name, step)));
        spare = null;
    }

    /// <summary>The next number of the uniform distribution on [0, 1), a multiple of 2^-53.</summary>
    public double Uniform() => bits.NextUniform();

    /// <summary>The next number of the standard normal distribution.</summary>
    /// <remarks>Marsaglia's polar method (1964): a point of the unit disc gives two normal numbers, u and v times sqrt(-2 ln s / s).</remarks>
    public double Normal()
    {
        if (spare is { } kept)
        {
            spare = null;
            return kept;
        }
        while (true)
        {
            double u = 2 * Uniform() - 1;
            double v = 2 * Uniform() - 1;
            double s = u * u + v * v;
            if (s is >= 1 or 0)
                continue;
            double scale = Math.Sqrt(-2 * PortableLog.Of(s) / s);
            spare = v * scale;
            return u * scale;
        }
    }

    /// <summary>The next whole number of 0 .. count - 1, each equally likely to within 2^-22 of its probability.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    public int Below(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return (int)(Uniform() * count);
    }

    /// <summary>The numbers 0 .. count - 1 in random order, each order equally likely.</summary>
    /// <remarks>The shuffle of Fisher and Yates (1938) in Durstenfeld's form (1964).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = new int[count];
        for (int i = 0; i < count; i++)
            order[i] = i;
        for (int i = count - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }
}
