namespace FunctionalGrad;

/// <summary>The values on both sides of a point at steps that shrink by 4, each looked at when it is first asked for.</summary>
internal sealed class Ladder(
    Func<double[], Look> look,
    double[] point,
    Look here,
    Direction direction,
    int deeper = 0
)
{
    private const int Coarsest = -2;
    private const int Usual = 16;
    private const int Deeper = 7;
    private const double Noticeable = 8;
    private const double Faint = 64;
    private const double Epsilon = 2.220446049250313e-16;

    // More steps for small numbers, on whose scale the function may vary, and for large ones, beside which 1 is small.
    private readonly (Look Look, double Moved)?[,] looks = new (Look, double)?[
        2,
        Usual
            + deeper
            + Math.Clamp(-Math.ILogB(direction.Scale(point)) / 2 - 3, 0, 540)
            + Math.Clamp((Math.ILogB(direction.Reach(point)) - 12) / 2, 0, 8)
    ];

    /// <summary>The level of step 2^-10, near eps^(1/5): the best for an error of the fourth order.</summary>
    public const int Best = 4;

    public int Levels => looks.GetLength(1);

    /// <summary>Along what the steps are taken.</summary>
    public Direction Direction => direction;

    /// <summary>Whether it goes on to the finest steps that there are.</summary>
    public bool IsFinest => deeper > 0;

    /// <summary>Whether it has finer steps than usual.</summary>
    public bool IsFine => Levels > Usual;

    /// <summary>The same with finer steps, down to about a hundred of the last digits of the point.</summary>
    public Ladder Finer()
    {
        var finer = new Ladder(look, point, here, direction, Deeper);
        for (int side = 0; side < 2; side++)
        for (int level = 0; level < Levels; level++)
            finer.looks[side, level] = looks[side, level];
        return finer;
    }

    /// <summary>
    /// The steepest of the slopes from the point to what was looked at on its branch or, where it lies on an edge, on those beside it,
    /// as far as changes stand out from rounding; 0 where none does.
    /// </summary>
    public double Around(int output, double rounding)
    {
        double steepest = 0;
        for (int side = 0; side < 2; side++)
        {
            ulong beside = looks[side, Levels - 1]?.Look.Signature ?? here.Signature;
            for (int level = 0; level < Levels; level++)
                if (looks[side, level] is var (look, moved) && IsNear(look.Signature, beside))
                    if (Change(look, output) is var change && change > Noticeable * rounding)
                        steepest = Math.Max(steepest, change / moved);
        }
        return double.IsFinite(steepest) ? steepest : 0;
    }

    /// <summary>The steepest slope on the branch of the point that the widest step would not show beside rounding; not a number where there is no step.</summary>
    public double Unseen(int output, double rounding)
    {
        var (widest, slope) = (0.0, double.NaN);
        foreach (var seen in looks)
            if (
                seen is var (look, moved)
                && moved > widest
                && look.Signature == here.Signature
                && double.IsFinite(look.Values[output])
            )
                (widest, slope) = (moved, (Change(look, output) + rounding) / moved);
        return slope;
    }

    /// <summary>Whether wide steps move the function, but the finest of those that do by so little that finer ones may be lost in rounding.</summary>
    public bool IsFaint(int output, double rounding)
    {
        double last = 0;
        for (int level = 0; level < Best; level++)
        {
            double change = 0;
            for (int side = 0; side < 2; side++)
                if (At(level, side).Look is var look && look.Signature == here.Signature)
                    change = Math.Max(change, Change(look, output));
            if (!(change > 0))
                break;
            last = change;
        }
        return last > 0 && last <= Faint * rounding;
    }

    private double Change(Look look, int output) =>
        Math.Abs(look.Values[output] - here.Values[output]);

    public static double Step(int level) => Math.ScaleB(1, Coarsest - 2 * level);

    /// <summary>What is seen at a level, on side 1 (after) or 0 (before), and how far that is.</summary>
    public (Look Look, double Moved) At(int level, int side)
    {
        if (looks[side, level] is { } known)
            return known;
        var (moved, t) = direction.From(point, side == 1 ? Step(level) : -Step(level));
        return (looks[side, level] = (look(moved), Math.Abs(t))).Value;
    }

    private bool IsNear(ulong signature, ulong beside) =>
        signature == here.Signature || signature == beside;

    /// <summary>The largest finite value that was seen.</summary>
    public double Magnitude(int output)
    {
        double magnitude = Math.Abs(here.Values[output]);
        foreach (var seen in looks)
            if (seen is var (look, _) && double.IsFinite(look.Values[output]))
                magnitude = Math.Max(magnitude, Math.Abs(look.Values[output]));
        return magnitude;
    }

    /// <summary>The last digit of the larger of the two values of each level beside a number that is small for the steps; else 0, as the values are no other than at the point.</summary>
    public double[] LastDigits(int output)
    {
        var digits = new double[Levels];
        if (direction.Scale(point) > Epsilon)
            return digits;
        // What underflows has no digit below the smallest number there is.
        Array.Fill(digits, double.Epsilon);
        for (int level = 0; level < digits.Length; level++)
        for (int side = 0; side < 2; side++)
            if (
                Math.Abs(At(level, side).Look.Values[output]) is var value
                && double.IsFinite(value)
            )
                digits[level] = Math.Max(digits[level], Epsilon * value);
        return digits;
    }

    /// <summary>(f(x+h) - f(x-h)) / 2h per level for one output; NaN where a side has no value or lies on another branch.</summary>
    public double[] TwoSided(int output, int from, int to)
    {
        var quotients = new double[to - from];
        for (int level = from; level < to; level++)
        {
            var (after, t) = At(level, 1);
            var (before, s) = At(level, 0);
            quotients[level - from] =
                after.Signature == here.Signature && before.Signature == here.Signature
                    ? Finite((after.Values[output] - before.Values[output]) / (t + s))
                    : double.NaN;
        }
        return quotients;
    }

    /// <summary>The slope from the point to one side per level; NaN where there is no value or another branch than nearest the point.</summary>
    public double[] OneSided(int output, int side)
    {
        var quotients = new double[Levels];
        ulong branch = At(Levels - 1, side).Look.Signature;
        for (int level = 0; level < Levels; level++)
        {
            var (beside, t) = At(level, side);
            quotients[level] =
                beside.Signature == branch
                    ? Finite(
                        (side == 1 ? 1 : -1) * (beside.Values[output] - here.Values[output]) / t
                    )
                    : double.NaN;
        }
        return quotients;
    }

    /// <summary>Whether the nearest point on a side lies on the branch of the point itself.</summary>
    public bool IsOpen(int side) => At(Levels - 1, side).Look.Signature == here.Signature;

    public double[] Steps() => [.. Enumerable.Range(0, Levels).Select(Step)];

    private static double Finite(double quotient) =>
        double.IsFinite(quotient) ? quotient : double.NaN;
}
