namespace FunctionalGrad;

/// <summary>Numeric derivatives of a function of many numbers at one point, with an estimate of their own error.</summary>
/// <param name="look">The function; all its outputs are looked at together.</param>
/// <param name="point">Where.</param>
/// <param name="knowsBranches">Whether <see cref="Look.Signature"/> tells kinks; else they are told by slopes that differ.</param>
/// <param name="noise">By how much rounding on the way to each output may change it as the point moves along a direction, beyond its own last digit; asked when it is first needed.</param>
internal sealed class Differences(
    Func<double[], Look> look,
    double[] point,
    bool knowsBranches,
    Func<Direction, double[]>? noise = null
)
{
    private const double Epsilon = 2.220446049250313e-16;
    private const double Vague = 1e-6;
    private const double NoJump = 1e4;
    private const int LevelsOfGrowth = 4;
    private const double SlowestGrowth = 1.1;
    private const double FastestGrowth = 4.2;
    private const double JumpGrowth = 200;
    private const double Clear = 1e-3;
    private const int Probe = 9;
    private (Direction Direction, double[] Noise)? measured;

    /// <summary>What is seen at the point itself.</summary>
    public Look Here { get; } = look(point);

    /// <summary>The point.</summary>
    public double[] Point => point;

    /// <summary>Whether the function was seen to vary on the branch of the point or on those that meet there, however flat it is there.</summary>
    public bool Varied { get; private set; }

    /// <summary>On which branches another point lies.</summary>
    public ulong SignatureAt(double[] other) => look(other).Signature;

    /// <summary>The derivatives of all outputs along a direction.</summary>
    /// <param name="direction">The direction.</param>
    /// <param name="expected">What they are said to be: a first good agreement ends the search.</param>
    /// <param name="tolerance">The relative error that counts as agreement.</param>
    public Estimate[] Along(Direction direction, double[] expected, double tolerance)
    {
        var ladder = new Ladder(look, point, Here, direction);
        var estimates = new Estimate[expected.Length];
        for (int output = 0; output < estimates.Length; output++)
        {
            estimates[output] =
                Quick(ladder, output, expected[output], tolerance)
                ?? Thorough(ladder, direction, output, expected[output], tolerance);
            // Of use where all derivatives are 0: then it tells a point that is stationary from a function that is constant.
            if (expected[output] == 0)
                Varied = Varied || ladder.Around(output, Rounding(ladder, output)) > 0;
        }
        return estimates;
    }

    /// <summary>The one-sided derivatives of one output forward along a direction; null where they do not settle.</summary>
    public (double Value, double Error)? Forward(Direction direction, int output) =>
        Side(new Ladder(look, point, Here, direction), output, 1);

    /// <summary>Two steps each side; enough where the function is smooth and the derivative right.</summary>
    private Estimate.Slope? Quick(Ladder ladder, int output, double expected, double tolerance)
    {
        var quotients = ladder.TwoSided(output, Ladder.Best, Ladder.Best + 2);
        var (coarse, fine) = (quotients[0], quotients[1]);
        double rounding = LastDigit(output) / Ladder.Step(Ladder.Best + 1);
        if (expected == 0 && coarse == 0 && fine == 0)
            return ladder.IsFaint(output, LastDigit(output))
                ? null
                : new(0, rounding, false)
                {
                    Around = ladder.Around(output, LastDigit(output)),
                    Unseen = ladder.Unseen(output, LastDigit(output)),
                };
        double value = fine + (fine - coarse) / 15;
        double error = Math.Abs(value - fine) + rounding;
        return
            Math.Abs(expected - value) <= tolerance * Math.Abs(value)
            && error <= 10 * tolerance * Math.Abs(value)
            && (knowsBranches || IsSmooth(ladder, output, value, tolerance))
            ? new(value, error, false)
            : null;
    }

    /// <summary>Whether a much finer step says the same: without branches and rules to ask, what varies faster than the steps shows in no other way.</summary>
    private bool IsSmooth(Ladder ladder, int output, double value, double tolerance)
    {
        double quotient = ladder.TwoSided(output, Probe, Probe + 1)[0];
        return Math.Abs(quotient - value)
            <= tolerance * Math.Abs(value) + 10 * LastDigit(output) / Ladder.Step(Probe);
    }

    private Estimate Thorough(
        Ladder ladder,
        Direction direction,
        int output,
        double expected,
        double tolerance
    )
    {
        if (!double.IsFinite(Here.Values[output]))
            return new Estimate.Nothing(
                Here.Problem ?? $"the value is {Here.Values[output]} at the point"
            );
        var estimate = Settled(ladder, output, expected, tolerance);
        // Finer steps are of use only where it is known by how much they really move.
        if (!direction.IsSingle || IsClear(estimate, expected))
            return estimate;
        var steps = ladder.Finer();
        if (estimate is Estimate.Vertical && Sides(steps, output) is Estimate.Vertical last)
            return last;
        var finer = Settled(steps, output, expected, tolerance);
        return (estimate, finer) switch
        {
            (Estimate.Slope { OnEdge: false } wide, Estimate.Slope narrow)
                when narrow.OnEdge || wide.Error <= narrow.Error => wide,
            (Estimate.Vertical steep, Estimate.Slope { OnEdge: false } slope) => slope.Value
                / steep.Seen
            > 0.5
                ? slope
                : steep,
            (_, Estimate.Slope { OnEdge: false }) => finer,
            (Estimate.Jump, not Estimate.Jump) => new Estimate.Rough(),
            _ => estimate,
        };
    }

    private static bool IsClear(Estimate estimate, double expected) =>
        estimate is Estimate.Slope { OnEdge: false } slope
        && slope.Error <= Clear * Math.Max(Math.Abs(slope.Value), Math.Abs(expected));

    private Estimate Settled(Ladder ladder, int output, double expected, double tolerance) =>
        Estimated(ladder, output, expected, tolerance) switch
        {
            Estimate.Slope slope => slope with
            {
                Around = ladder.Around(output, Rounding(ladder, output)),
                Unseen = ladder.Unseen(output, Rounding(ladder, output)),
            },
            var other => other,
        };

    private Estimate Estimated(Ladder ladder, int output, double expected, double tolerance)
    {
        var central = ladder.TwoSided(output, 0, ladder.Levels);
        var both = Extrapolation.Of(
            ladder.Steps(),
            central,
            false,
            Rounding(ladder, output),
            ladder.Magnitude(output),
            ladder.LastDigits(output)
        );
        if (both is not var (value, error))
            return Sides(ladder, output);
        var slope = new Estimate.Slope(value, error, false);
        if (knowsBranches)
            slope = Sharper(ladder, output, slope);
        bool disputed =
            Math.Abs(expected - slope.Value) > tolerance * Math.Abs(slope.Value) + 10 * slope.Error;
        // Beside a kink that nothing declares the two sides cancel: central differences may agree with 0 there.
        bool doubtful = disputed || !knowsBranches && !IsClear(slope, expected);
        if (doubtful && Sides(ladder, output) is Estimate.Kink kink)
            return kink with { IsUndeclared = knowsBranches };
        return slope;
    }

    /// <summary>Near a kink only tiny steps fit between; the side away from it may know better.</summary>
    private Estimate.Slope Sharper(Ladder ladder, int output, Estimate.Slope slope)
    {
        if (slope.Error <= Vague * Math.Abs(slope.Value))
            return slope;
        for (int side = 0; side < 2; side++)
            if (
                ladder.At(ladder.Levels - 1, side).Look.Signature == Here.Signature
                && Side(ladder, output, side) is var (value, error)
                && error < slope.Error
            )
                slope = new(value, error, true);
        return slope;
    }

    private Estimate Sides(Ladder ladder, int output)
    {
        var left = Side(ladder, output, 0);
        var right = Side(ladder, output, 1);
        if (Steepness(ladder, output, 1) is { } onRight && !(left is not null && IsOpen(ladder, 0)))
            return onRight;
        if (Steepness(ladder, output, 0) is { } onLeft && !(right is not null && IsOpen(ladder, 1)))
            return onLeft;
        if (left is var (before, beforeError) && right is var (after, afterError))
        {
            double error = Math.Max(beforeError, afterError);
            // Beside a kink, and not on it, the open side is the branch of the point.
            if (IsOpen(ladder, 0))
                return new Estimate.Slope(before, beforeError, true);
            if (IsOpen(ladder, 1))
                return new Estimate.Slope(after, afterError, true);
            return Math.Abs(after - before) <= 10 * error
                ? new Estimate.Slope((before + after) / 2, error, false, OnEdge: true)
                : new Estimate.Kink(before, after, error);
        }
        if ((left ?? right) is var (slope, slopeError))
        {
            int other = left is null ? 0 : 1;
            bool absent = !double.IsFinite(ladder.At(ladder.Levels - 1, other).Look.Values[output]);
            return IsOpen(ladder, 1 - other) ? new Estimate.Slope(slope, slopeError, true)
                : absent ? new Estimate.Slope(slope, slopeError, true, OnEdge: true)
                : new Estimate.Rough();
        }
        return Absence(ladder, output) is { } why
            ? new Estimate.Nothing(why)
            : new Estimate.Rough();
    }

    /// <summary>Whether the point lies on the branch of one side and not on that of the other.</summary>
    private bool IsOpen(Ladder ladder, int side) =>
        knowsBranches && ladder.IsOpen(side) && !ladder.IsOpen(1 - side);

    private (double Value, double Error)? Side(Ladder ladder, int output, int side) =>
        Extrapolation.Of(
            ladder.Steps(),
            ladder.OneSided(output, side),
            true,
            Rounding(ladder, output),
            ladder.Magnitude(output),
            ladder.LastDigits(output)
        );

    /// <summary>A jump leaves a change that does not shrink with the step; below a vertical tangent it shrinks more slowly than the step.</summary>
    private Estimate? Steepness(Ladder ladder, int output, int side)
    {
        var quotients = ladder.OneSided(output, side);
        int finest = ladder.Levels - 1;
        double change = Math.Abs(quotients[finest]) * Ladder.Step(finest);
        if (!(change > NoJump * Rounding(ladder, output)))
            return null;
        for (int k = finest; k > finest - LevelsOfGrowth; k--)
            if (!(quotients[k] / quotients[k - 1] is > SlowestGrowth and < FastestGrowth))
                return null;
        return quotients[finest] / quotients[finest - LevelsOfGrowth] > JumpGrowth
            ? new Estimate.Jump()
            : new Estimate.Vertical(quotients[finest], ladder.IsFinest);
    }

    private static string? Absence(Ladder ladder, int output)
    {
        for (int side = 0; side < 2; side++)
        {
            var beside = ladder.At(ladder.Levels - 1, side).Look;
            if (beside.Problem is { } problem)
                return problem;
            if (!double.IsFinite(beside.Values[output]))
                return $"the value is {Invariant(beside.Values[output])} beside the point";
        }
        return null;
    }

    private double LastDigit(int output) =>
        Here.Values[output] is var value && value != 0
            ? Math.Max(Epsilon * Math.Abs(value), double.Epsilon)
            : 0;

    /// <summary>Of a plain function noise is guessed from how its values scatter, which is asked only where nothing else tells: what oscillates scatters too.</summary>
    private double Rounding(Ladder ladder, int output)
    {
        if (!knowsBranches && !ladder.IsFine)
            return LastDigit(output);
        if (noise is null)
            return LastDigit(output);
        if (measured?.Direction != ladder.Direction)
            measured = (ladder.Direction, noise(ladder.Direction));
        return Math.Max(measured.Value.Noise[output], LastDigit(output));
    }

    private static string Invariant(double value) =>
        value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
