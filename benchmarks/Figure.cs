namespace Benchmarks;

/// <summary>What the rounds of one contestant gave: seconds a step.</summary>
internal sealed record Figure(string Name, IReadOnlyList<double> Rounds)
{
    public double Median => Quantile(0.5);

    /// <summary>Half the width of the middle half, relative to the median.</summary>
    public double Spread => (Quantile(0.75) - Quantile(0.25)) / 2 / Median;

    private double Quantile(double q)
    {
        double[] sorted = [.. Rounds.Order()];
        double at = q * (sorted.Length - 1);
        int low = (int)at,
            high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }
}
