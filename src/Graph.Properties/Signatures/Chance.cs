namespace FunctionalGrad.Properties;

/// <summary>Small random values, drawn from a seeded generator: the same seed gives the same draw on every platform.</summary>
internal static class Chance
{
    /// <summary>Lengths of axes: distinct primes, so that exchanged axes cannot pass unnoticed.</summary>
    private static readonly int[] Primes = [2, 3, 5, 7];

    public static T Pick<T>(this Random random, IReadOnlyList<T> choices) =>
        choices[random.Next(choices.Count)];

    public static int Prime(this Random random) => random.Pick(Primes);

    public static T[] Shuffled<T>(this Random random, IEnumerable<T> values)
    {
        T[] copy = [.. values];
        random.Shuffle(copy);
        return copy;
    }

    /// <summary>A number of ordinary size and either sign, never near 0.</summary>
    public static double Signed(this Random random)
    {
        double size = 0.1 + 1.6 * random.NextDouble();
        return random.Next(2) == 0 ? size : -size;
    }

    /// <summary>A number inside the interval, away from its ends and exceptions.</summary>
    public static double Inside(this Random random, Interval interval)
    {
        while (true)
        {
            double x = random.Between(interval.Low, interval.High);
            if (interval.Except.All(point => Math.Abs(x - point) > 0.05))
                return x;
        }
    }

    private static double Between(this Random random, double low, double high) =>
        (double.IsFinite(low), double.IsFinite(high)) switch
        {
            (true, true) => low + (high - low) * (0.05 + 0.9 * random.NextDouble()),
            (true, false) => low + 0.1 + 2.5 * random.NextDouble(),
            (false, true) => high - 0.1 - 2.5 * random.NextDouble(),
            (false, false) => random.Signed(),
        };
}
