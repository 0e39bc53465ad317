namespace FunctionalGrad;

/// <summary>How far rounding may move the outputs of a graph: every node is changed in its last digit, at random, and what becomes of it is looked at.</summary>
/// <remarks>
/// Random arithmetic (Vignes 1974, Parker 1997). It asks no derivative rule, for these are what is doubted: no wrong rule is excused
/// by noise of its own making. Where the change would lead to another branch, the node keeps its value.
/// </remarks>
internal static class RoundingNoise
{
    private const int Runs = 3;
    private const double LastDigit = 2.220446049250313e-16;
    private const double Exact = 1L << 31;

    /// <summary>The largest change of each element of the outputs.</summary>
    public static double[] Of(GraphFunction function, long seed)
    {
        double[] here = function.Here;
        var noise = new double[here.Length];
        for (int run = 0; run < Runs; run++)
        {
            var random = new SeededRandom(seed, "rounding", run);
            if (function.Changed(y => InLastDigits(y, random)) is not { } changed)
                continue;
            for (int i = 0; i < noise.Length; i++)
                if (Math.Abs(changed[i] - here[i]) is var change && change > noise[i])
                    noise[i] = change;
        }
        return noise;
    }

    /// <summary>Whole numbers stay, as positions, conditions and counts: they are exact.</summary>
    private static NDArray<double> InLastDigits(NDArray<double> values, SeededRandom random) =>
        NDArray<double>.Create(
            values.Shape,
            to =>
            {
                for (int i = 0; i < to.Length; i++)
                {
                    double x = values.Span[i];
                    bool isExact = Math.Abs(x) < Exact && x == Math.Floor(x);
                    to[i] =
                        isExact ? x
                        : random.Uniform() < 0.5 ? x * (1 - LastDigit)
                        : x * (1 + LastDigit);
                }
            }
        );
}
