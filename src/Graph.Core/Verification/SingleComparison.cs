namespace FunctionalGrad;

/// <summary>Expressions in float beside the same in double, at the same point rounded to float.</summary>
/// <param name="Verdict">Whether they are as near as rounding on the way lets them be.</param>
/// <param name="Error">The largest difference of an element.</param>
/// <param name="Scale">The largest element.</param>
internal sealed record SingleComparison(Verdict Verdict, double Error, double Scale)
{
    // A sum of a thousand terms, or an exp, may be some dozen times the last digit of what it is made of away.
    private const double Allowance = 64;
    private const double LastDigit = 1.1920928955078125e-7;
    private const double SmallestNormal = 1.1754943508222875e-38;

    /// <summary>The largest difference as a fraction of the largest element.</summary>
    public double Worst => Error == 0 ? 0 : Error / Scale;

    /// <summary>Compares expressions.</summary>
    /// <param name="what">What they are, in words.</param>
    /// <param name="wanted">The expressions.</param>
    /// <param name="at">Where.</param>
    /// <param name="options">The options of the check.</param>
    public static SingleComparison Of(
        string what,
        IReadOnlyList<Expr> wanted,
        IReadOnlyList<Binding<double>> at,
        GradientCheckOptions options
    )
    {
        Binding<float>[] single = [.. at.Select(b => Bound(b, b.Value.Convert<float>()))];
        Binding<double>[] rounded =
        [
            .. at.Select(b => Bound(b, b.Value.Convert<float>().Convert<double>())),
        ];
        var inDouble = new GraphFunction(wanted, [], rounded, options.Cancellation);
        double[] references = inDouble.Here;
        float[] results =
        [
            .. Evaluate.Values<float>(wanted, single).SelectMany(value => value.ToArray()),
        ];
        double[] noise = RoundingNoise.InSingle(inDouble, options.Seed, out bool strays);
        double scale = references.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        double worst = 0;
        Verdict verdict = new Verdict.Pass();
        for (int i = 0; i < references.Length; i++)
        {
            double reference = references[i],
                error = Math.Abs(reference - results[i]);
            if (!double.IsFinite(reference))
                continue;
            if (double.IsFinite(error))
                worst = Math.Max(worst, error);
            double bound =
                Allowance * (noise[i] + LastDigit * Math.Abs(reference) + SmallestNormal);
            if (error <= bound)
                continue;
            string apart =
                $"{what} is {Judgement.Text(reference)} in double and {Judgement.Text(results[i])} in float";
            if (Excuse(inDouble, strays) is { } excuse)
                verdict = new Verdict.Inconclusive($"{apart}: {excuse}");
            else
                return new(
                    new Verdict.Fail($"{apart}, further apart than rounding explains"),
                    worst,
                    scale
                );
        }
        return new(verdict, worst, scale);
    }

    /// <summary>Why float may be far away and right all the same; null where it may not.</summary>
    private static string? Excuse(GraphFunction inDouble, bool strays) =>
        inDouble.Largest > float.MaxValue / Allowance ? "float overflows"
        : inDouble.Smallest < SmallestNormal * Allowance ? "float underflows"
        : strays ? "rounding leads to another branch"
        : null;

    private static Binding<T> Bound<T>(Binding<double> binding, NDArray<T> value)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        binding.Input is { } input ? new(input, value) : new(binding.Name, value);
}
