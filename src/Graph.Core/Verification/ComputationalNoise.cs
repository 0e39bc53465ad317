namespace FunctionalGrad;

/// <summary>How far rounding moves the outputs of a plain function, of which nothing is known but what it gives.</summary>
/// <remarks>
/// A table of differences of its values at equal steps (Hamming 1962; Moré, Wild 2011, "Estimating computational noise"): those of a
/// smooth function shrink with their order, rounding errors do not. The median over the table is not moved by a kink in it.
/// </remarks>
internal static class ComputationalNoise
{
    private const int Points = 32;
    private const int Order = 4;
    private const double Shrinks = 4;
    private static readonly int[] Scales = [-16, -12, -8];

    /// <summary>By how much each output may be wrong at a point; 0 where nothing speaks for any noise.</summary>
    public static double[] Of(Func<double[], double[]> f, double[] point, long seed)
    {
        var random = new SeededRandom(seed, "noise");
        double[] direction = [.. point.Select(x => double.IsFinite(x) ? x * random.Signed() : 0)];
        double[] noise = new double[f(point).Length];
        foreach (int scale in Scales)
        {
            var table = new double[Points][];
            for (int i = 0; i < Points; i++)
                table[i] = f([
                    .. point.Select(
                        (x, k) => x + Math.ScaleB(i - Points / 2, scale) * direction[k]
                    ),
                ]);
            for (int output = 0; output < noise.Length; output++)
                noise[output] = Math.Max(
                    noise[output],
                    Of([.. table.Select(values => values[output])])
                );
        }
        return noise;
    }

    private static double Of(double[] values)
    {
        if (!Array.TrueForAll(values, double.IsFinite))
            return 0;
        double low = Median(ref values, Order),
            high = Median(ref values, Order);
        return high >= low / Shrinks ? Math.Max(low, high) : 0;
    }

    /// <summary>The median magnitude of differences of so many orders more, over what they make of noise of size 1.</summary>
    private static double Median(ref double[] values, int orders)
    {
        for (int order = 0; order < orders; order++)
            values = [.. values.Zip(values.Skip(1), (x, y) => y - x)];
        double[] sorted = [.. values.Select(Math.Abs).Order()];
        return sorted[sorted.Length / 2] / Amplification(Points - values.Length);
    }

    /// <summary>The square root of the sum of squares of the binomial coefficients of an order.</summary>
    private static double Amplification(int order)
    {
        double sum = 1;
        for (int k = 1; k <= order; k++)
            sum *= (order + k) / (double)k;
        return Math.Sqrt(sum);
    }
}
