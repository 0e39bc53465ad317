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

    private const double Plausible = 0.1;
    private static readonly int[] Scales = [-24, -16, -12, -8];

    /// <summary>By how much each output may be wrong at a point; 0 where nothing speaks for any noise.</summary>
    /// <remarks>
    /// What scatters only at steps wider than some at which the values move smoothly may be a swing of the function itself, and counts
    /// only where it is small beside the values, or anything does.
    /// </remarks>
    /// <param name="f">The function.</param>
    /// <param name="point">Where.</param>
    /// <param name="seed">From which the direction follows.</param>
    /// <param name="isRough">Whether it is known to be rough: then all that scatters is noise.</param>
    public static double[] Of(
        Func<double[], double[]> f,
        double[] point,
        long seed,
        bool isRough = false
    )
    {
        var random = new SeededRandom(seed, "noise");
        double[] signs = [.. point.Select(_ => random.Signed())];
        double[] here = f(point);
        // Relative to the point, and to 1 where the values do not move so: beside 1e-20 they may be no others.
        var noise = OfScales(0);
        return Array.TrueForAll(noise, known => known is not null)
            ? Array.ConvertAll(noise, known => known ?? 0)
            : [.. noise.Zip(OfScales(1), (near, far) => near ?? far ?? 0)];

        double?[] OfScales(double least)
        {
            var found = new double?[here.Length];
            foreach (int scale in Scales)
            {
                var table = Table(f, point, signs, scale, least);
                for (int output = 0; output < found.Length; output++)
                    if (Of([.. table.Select(values => values[output])]) is { } seen)
                        found[output] =
                            found[output] is not { } finer ? seen
                            : isRough || seen <= Plausible * Math.Abs(here[output])
                                ? Math.Max(finer, seen)
                            : finer;
            }
            return found;
        }
    }

    private static double[][] Table(
        Func<double[], double[]> f,
        double[] point,
        double[] signs,
        int scale,
        double least
    )
    {
        var table = new double[Points][];
        for (int i = 0; i < Points; i++)
            table[i] = f([
                .. point.Select(
                    (x, k) =>
                        double.IsFinite(x)
                            ? x
                                + Math.ScaleB(i - Points / 2, scale)
                                    * signs[k]
                                    * Math.Max(least, Math.Abs(x))
                            : x
                ),
            ]);
        return table;
    }

    /// <summary>Null where there are no values, or most do not move.</summary>
    private static double? Of(double[] values)
    {
        if (!Array.TrueForAll(values, double.IsFinite))
            return null;
        int still = values.Zip(values.Skip(1)).Count(pair => pair.First == pair.Second);
        if (still > Points / 2)
            return null;
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
