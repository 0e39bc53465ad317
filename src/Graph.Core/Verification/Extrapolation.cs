namespace FunctionalGrad;

/// <summary>Difference quotients over steps that shrink by 4, extrapolated to step 0 (Richardson 1911).</summary>
/// <remarks>
/// The best of several steps is kept, but only if all finer ones agree with it within what both may be wrong by: of a function that
/// oscillates faster than the steps, two coarse quotients may agree by chance. Where a swing is over within a step finer ones may
/// agree with it because rounding hides the swing from them: what is much steeper at a quarter of the step is not believed either.
/// </remarks>
internal static class Extrapolation
{
    private const int FinestLooked = 5;
    private const int SurelyLooked = 2;
    private const double Alike = 8;
    private const double Steeper = 2;

    // Values that scatter by such a part of their magnitude, and as far as they go at all, oscillate: no step is fine enough.
    private const double Believable = 2e-6;
    private const double Telling = 1e-3;

    /// <summary>The limit and by how much it may be wrong; null where the quotients do not settle.</summary>
    /// <param name="steps">The steps, each a quarter of the one before.</param>
    /// <param name="quotients">The quotients; NaN where a step cannot be used.</param>
    /// <param name="oneSided">Whether their error has a term in the step itself and not only in its square.</param>
    /// <param name="rounding">The least rounding error of a value; that it is larger shows in limits that scatter.</param>
    /// <param name="magnitude">The largest value.</param>
    /// <param name="lastDigits">The last digit of the values at each step, where that is more: beside x = 1e-160 those of x^2 are far larger than at x.</param>
    public static (double Value, double Error)? Of(
        double[] steps,
        double[] quotients,
        bool oneSided,
        double rounding,
        double magnitude,
        double[]? lastDigits = null
    )
    {
        double vanished = Vanished(steps, quotients);
        double scatter = Math.Max(vanished, Scatter(steps, quotients));
        if (scatter > Believable * magnitude && scatter > Telling * Amplitude(steps, quotients))
            return null;
        var refined = oneSided ? Refined(quotients, 4) : quotients;
        refined = Refined(refined, 16);
        double remainder = Remainder(steps, refined, Math.Max(rounding, vanished));
        var errors = new double[steps.Length];
        for (int k = 0; k < errors.Length; k++)
            errors[k] =
                k == 0
                    ? double.NaN
                    : Math.Abs(refined[k] - refined[k - 1]) / 4
                        + (oneSided ? 4 : 1) * Math.Max(remainder, lastDigits?[k] ?? 0) / steps[k];
        foreach (
            int k in Enumerable.Range(1, steps.Length - 1).OrderBy(Steepens).ThenBy(k => errors[k])
        )
        {
            if (!double.IsFinite(errors[k]) || Steepens(k) && StandsOut(k))
                continue;
            bool agreed = true;
            for (int finer = k + 1; finer < steps.Length && agreed; finer++)
                agreed =
                    double.IsNaN(errors[finer])
                    || Math.Abs(refined[finer] - refined[k]) <= 10 * (errors[k] + errors[finer]);
            if (agreed)
                return (refined[k], errors[k]);
        }
        return null;

        // A change that hardly shrinks with the step lies nearer to the point, or is rounding.
        bool Steepens(int k) => Math.Abs(quotients[k]) > Steeper * Math.Abs(quotients[k - 1]);

        bool StandsOut(int k) => Math.Abs(quotients[k]) * steps[k] > rounding;
    }

    /// <summary>What does not shrink with the step is rounding error: how far the finest limits scatter, and coarser ones as long as they scatter alike.</summary>
    private static double Remainder(double[] steps, double[] refined, double rounding)
    {
        double remainder = rounding;
        int looked = 0;
        for (int k = steps.Length - 1; k > 0 && looked < FinestLooked; k--)
        {
            double difference = Math.Abs(refined[k] - refined[k - 1]) * steps[k];
            if (double.IsNaN(difference))
                continue;
            looked++;
            if (looked > SurelyLooked && difference > Alike * remainder)
                break;
            remainder = Math.Max(remainder, difference);
        }
        return remainder;
    }

    /// <summary>How far the finest quotients scatter: by the rounding error of the values, where nothing else is left of them.</summary>
    private static double Scatter(double[] steps, double[] quotients)
    {
        double scatter = 0;
        int looked = 0;
        for (int k = steps.Length - 1; k > 0 && looked < FinestLooked; k--)
        {
            double difference = Math.Abs(quotients[k] - quotients[k - 1]) * steps[k];
            if (double.IsNaN(difference))
                continue;
            scatter = Math.Max(scatter, difference);
            looked++;
        }
        return scatter;
    }

    /// <summary>A change that becomes exactly 0 was rounded to 0: the values have no digits below it.</summary>
    private static double Vanished(double[] steps, double[] quotients)
    {
        double vanished = 0;
        for (int k = 1; k < steps.Length; k++)
            if (quotients[k] == 0 && quotients[k - 1] != 0 && !double.IsNaN(quotients[k - 1]))
                vanished = Math.Max(vanished, 4 * Math.Abs(quotients[k - 1]) * steps[k]);
        return vanished;
    }

    /// <summary>How far the function moves at the widest.</summary>
    private static double Amplitude(double[] steps, double[] quotients)
    {
        double amplitude = 0;
        for (int k = 0; k < steps.Length; k++)
            if (!double.IsNaN(quotients[k]))
                amplitude = Math.Max(amplitude, Math.Abs(quotients[k]) * steps[k]);
        return amplitude;
    }

    private static double[] Refined(double[] coarse, double factor)
    {
        var refined = new double[coarse.Length];
        refined[0] = double.NaN;
        for (int k = 1; k < refined.Length; k++)
            refined[k] = coarse[k] + (coarse[k] - coarse[k - 1]) / (factor - 1);
        return refined;
    }
}
