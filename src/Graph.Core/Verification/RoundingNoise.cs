namespace FunctionalGrad;

/// <summary>How far rounding may move the outputs of a graph: every node is changed in its last digit, at random, and what becomes of it is looked at.</summary>
/// <remarks>
/// Random arithmetic (Vignes 1974, Parker 1997). It asks no derivative rule, for these are what is doubted: no wrong rule is excused
/// by noise of its own making. Where the change would lead to another branch, the node keeps its value.
/// </remarks>
internal static class RoundingNoise
{
    private const int Runs = 3;

    // Changes of so many last digits change what is not lost by about as many times as much.
    private const double Times = 256;
    private const double Proportion = 4;

    // What is lost, but moves the value by no more than such a part of it, is bounded by so many times what was seen.
    private const double Swing = 64;
    private const double Small = 1e-3;
    private const double LastDigit = 2.220446049250313e-16;
    private const double LastDigitOfSingle = 1.1920928955078125e-7;
    private const double Subnormal = 2.2250738585072014e-308;
    private const double Exact = 1L << 31;
    private const double ExactInSingle = 1L << 24;

    /// <summary>The largest change of each element of the outputs; infinite where an element is lost to a large part, so that no change bounds any other.</summary>
    /// <param name="function">The graph.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="along">What moves: only what depends on it is changed, for of the rest the rounding is the same wherever it is looked at. Everything by default.</param>
    public static double[] Of(GraphFunction function, long seed, Direction? along = null)
    {
        var without = along is null ? null : function.Without(along);
        var (noise, strays, runs) = Of(function, seed, LastDigit, Exact, false, without);
        if (!noise.AsSpan().ContainsAnyExcept(0))
            return noise;
        var more = Of(function, seed, Times * LastDigit, Exact, false, without);
        // On other branches, or where there are fewer values, there is nothing to compare.
        if ((more.Strays, more.Runs) != (strays, runs))
            return noise;
        double[] here = function.Here;
        for (int i = 0; i < noise.Length; i++)
            if (more.Noise[i] < Proportion * noise[i])
                noise[i] =
                    Swing * more.Noise[i] is var swing && swing <= Small * Math.Abs(here[i])
                        ? Math.Max(noise[i], swing)
                        : double.PositiveInfinity;
        return noise;
    }

    /// <summary>The same in float, whose inputs and constants are rounded too, and what sums and kernels lose inside themselves shows in changes of their operands.</summary>
    /// <param name="function">The graph.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="strays">Whether such a change leads to another branch: then float may be there.</param>
    public static double[] InSingle(GraphFunction function, long seed, out bool strays)
    {
        (var noise, strays, _) = Of(function, seed, LastDigitOfSingle, ExactInSingle, true, null);
        return noise;
    }

    private static (double[] Noise, bool Strays, int Runs) Of(
        GraphFunction function,
        long seed,
        double digit,
        double exact,
        bool leaves,
        IReadOnlyList<NDArray<double>?>? without
    )
    {
        double[] here = function.Here;
        var noise = new double[here.Length];
        var keepsWhole = new Dictionary<Apply, bool>();
        var (strays, runs) = (false, 0);
        for (int run = 0; run < Runs; run++)
        {
            var random = new SeededRandom(seed, "rounding", run);
            var changed = function.Changed(
                (gate, y) =>
                    Changed(y, random, digit, gate is null || KeepsWhole(gate) ? exact : 0),
                leaves,
                out bool astray,
                without
            );
            strays |= astray;
            if (changed is null)
                continue;
            runs++;
            for (int i = 0; i < noise.Length; i++)
                if (Math.Abs(changed[i] - here[i]) is var change && change > noise[i])
                    noise[i] = change;
        }
        return (noise, strays, runs);

        bool KeepsWhole(Apply gate)
        {
            if (!keepsWhole.TryGetValue(gate, out bool keeps))
                keepsWhole[gate] = keeps = MakesWholeOfWhole(gate);
            return keeps;
        }
    }

    /// <summary>Whether a gate makes whole numbers of whole numbers, as products, conditions and counts do. A whole number that an exponential makes is a rounded one.</summary>
    private static bool MakesWholeOfWhole(Apply gate)
    {
        int next = 0;
        NDArray<double>[] whole =
        [
            .. gate
                .Inputs.ToArray()
                .Select(input =>
                    NDArray<double>.Create(
                        input.Shape,
                        y =>
                        {
                            for (int i = 0; i < y.Length; i++)
                                y[i] = 2 + next++ % 5;
                        }
                    )
                ),
        ];
        try
        {
            foreach (double made in gate.Primitive.Kernel.Run<double>(gate, whole).Span)
                if (made != Math.Floor(made))
                    return false;
            return true;
        }
        catch (Exception problem) when (problem is ArgumentException or NotDifferentiableException)
        {
            return true;
        }
    }

    /// <summary>Exact whole numbers stay, as positions, conditions and counts do.</summary>
    private static NDArray<double> Changed(
        NDArray<double> values,
        SeededRandom random,
        double digit,
        double exact
    ) =>
        NDArray<double>.Create(
            values.Shape,
            to =>
            {
                for (int i = 0; i < to.Length; i++)
                {
                    double x = values.Span[i];
                    bool isExact = Math.Abs(x) < exact && x == Math.Floor(x);
                    if (isExact)
                    {
                        to[i] = x;
                        continue;
                    }
                    double drawn = random.Uniform();
                    // One digit is all or nothing; changes of many are of many sizes, so that they do not cancel.
                    double turned =
                        digit == Times * LastDigit
                            ? drawn < 0.5
                                ? -0.5 - drawn
                                : drawn
                            : drawn < 0.5
                                ? -1
                                : 1;
                    to[i] =
                        x != 0 && Math.Abs(x) < Subnormal
                            ? x + turned * (digit / LastDigit) * double.Epsilon
                            : x * (1 + turned * digit);
                }
            }
        );
}
