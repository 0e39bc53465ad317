using static FunctionalGrad.Expr;

namespace FunctionalGrad;

/// <summary>A learning rate as an expression of the step; a plain number is a constant one.</summary>
/// <remarks>The step t counts the steps taken before: it is 0 in the first. Any function of it is a schedule.</remarks>
/// <param name="at">The rate at a step: from a scalar to a scalar.</param>
public sealed class Schedule(Func<Expr, Expr> at)
{
    private readonly Func<Expr, Expr> at = Argument.NotNull(at);

    /// <summary>The rate at a step.</summary>
    /// <exception cref="ShapeException">It is not a scalar.</exception>
    public Expr At(Expr step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var rate = at(step);
        return rate.Shape.Rank == 0
            ? rate
            : throw new ShapeException(
                $"schedule: the rate is {rate.Described}, but a schedule turns the step, a scalar [], into a scalar []."
            );
    }

    /// <summary>The same rate in every step.</summary>
    public static implicit operator Schedule(double rate) => Constant(rate);

    /// <summary>The same rate in every step.</summary>
    public static Schedule Constant(double rate) => new(_ => Expr.Constant(rate));

    /// <summary>Lower by a factor after so many steps, and again: <c>rate * factor^floor(t / every)</c>.</summary>
    /// <exception cref="ShapeException"><paramref name="every"/> is not positive.</exception>
    public static Schedule StepDecay(double rate, int every, double factor = 0.1)
    {
        RequirePositive(every);
        return new(t => rate * Pow(Expr.Constant(factor), Floor(t / every)));
    }

    /// <summary>Lower by a factor in every step: <c>rate * factor^t</c>.</summary>
    public static Schedule Exponential(double rate, double factor) =>
        new(t => rate * Pow(Expr.Constant(factor), t));

    /// <summary>Half a cosine from the rate down to the final one, which then stays: <c>final + (rate - final) (1 + cos(pi min(t, steps) / steps)) / 2</c>.</summary>
    /// <remarks>I. Loshchilov, F. Hutter, SGDR, ICLR 2017, equation 5, without restarts.</remarks>
    /// <exception cref="ShapeException"><paramref name="steps"/> is not positive.</exception>
    public static Schedule Cosine(double rate, int steps, double final = 0)
    {
        RequirePositive(steps);
        return new(t =>
        {
            var angle = Math.PI * Min(t, Expr.Constant(steps)) / steps;
            return final + (rate - final) / 2 * (1 + Cos(angle));
        });
    }

    /// <summary>This schedule, its first steps made smaller along a line: times <c>min(1, (t + 1) / steps)</c>.</summary>
    /// <exception cref="ShapeException"><paramref name="steps"/> is not positive.</exception>
    public Schedule WarmedUp(int steps)
    {
        RequirePositive(steps);
        return new(t => Min((t + 1) / steps, Expr.Constant(1)) * At(t));
    }

    /// <summary>This schedule for so many steps, then the next one, which counts its steps from there.</summary>
    /// <exception cref="ShapeException"><paramref name="steps"/> is not positive.</exception>
    public Schedule Then(int steps, Schedule next)
    {
        ArgumentNullException.ThrowIfNull(next);
        RequirePositive(steps);
        return new(t => Where(t < steps, At(t), next.At(t - steps)));
    }

    private static void RequirePositive(int steps)
    {
        if (steps <= 0)
            throw new ShapeException(
                $"schedule: {steps} steps are asked for, but a stretch of a schedule has at least one."
            );
    }
}
