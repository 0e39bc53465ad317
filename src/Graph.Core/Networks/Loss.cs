using static FunctionalGrad.Expr;

namespace FunctionalGrad;

/// <summary>Losses: scalars that say how far off scores or predictions are, as the lecture's L = 1/N sum L_i over N rows.</summary>
/// <remarks>
/// The first axis of predictions counts the rows, a scalar being one row; scores have an axis of classes at the end, and a vector of
/// scores is one row. Values and gradients are finite for scores of any finite size that a row's differences leave finite.
/// </remarks>
public static partial class Loss
{
    /// <summary>The squared error, summed over everything: <c>sum (p - y)^2</c>, the lecture's <c>np.square(y_pred - y).sum()</c>.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Expr SquaredError(Expr predictions, Expr targets)
    {
        RequireSame("squaredError", predictions, targets);
        return Sum(Square(predictions - targets));
    }

    /// <summary>The squared error of a row, averaged over the N rows: <c>1/N sum_i sum_j (p_ij - y_ij)^2</c>.</summary>
    /// <remarks>For rows of D numbers this is D times the mean over all elements that some libraries take.</remarks>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Expr MeanSquaredError(Expr predictions, Expr targets)
    {
        RequireSame("meanSquaredError", predictions, targets);
        return MeanOverRows(Square(predictions - targets));
    }

    /// <summary>Huber's loss with r = p - y: <c>r^2 / 2</c> where |r| is at most delta, <c>delta (|r| - delta / 2)</c> beyond, summed over a row, averaged over the rows.</summary>
    /// <remarks>
    /// P. J. Huber 1964. Written as c (r - c / 2) with c = r clipped to [-delta, delta], which has the right slope, delta, at the joints too.
    /// </remarks>
    /// <exception cref="ShapeException">The shapes differ, or delta is not greater than 0.</exception>
    public static Expr Huber(Expr predictions, Expr targets, double delta = 1)
    {
        RequireSame("huber", predictions, targets);
        if (!(delta > 0))
            throw new ShapeException(
                $"huber: delta is {Literal.Format(delta)}, but it must be greater than 0: it is the error at which the parabola turns into a line."
            );
        var r = predictions - targets;
        var c = Clip(r, -delta, delta);
        return MeanOverRows(c * (r - c / 2));
    }

    /// <summary>Binary cross-entropy from logits z and targets y between 0 and 1: <c>softplus(z) - y z</c>, which is <c>-y log s(z) - (1 - y) log(1 - s(z))</c>, summed over a row, averaged over the rows.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Expr BinaryCrossEntropyFromLogits(Expr logits, Expr targets)
    {
        ArgumentNullException.ThrowIfNull(logits);
        RequireSame("binaryCrossEntropyFromLogits", logits, targets);
        return MeanOverRows(Softplus(logits) - targets * logits);
    }

    private static Expr MeanOverRows(Expr errors) =>
        errors.Shape.Rank == 0 ? errors : Sum(errors) / errors.Shape[0];

    private static void RequireSame(string loss, Expr predictions, Expr targets)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(targets);
        if (!predictions.Shape.Equals(targets.Shape))
            throw new ShapeException(
                $"{loss}: the predictions are {predictions.Described}, the targets {targets.Described}: they must have one shape. Reshape one of them?"
            );
    }
}
