namespace FunctionalGrad.Properties;

/// <summary>Brings an expression into a shape, or into an interval, by smooth functions.</summary>
internal static class Fitting
{
    /// <summary>The expression in another shape: broadcast or reshaped where that is possible, else mixed by a constant matrix.</summary>
    public static Expr Into(Shape target, Expr x)
    {
        if (Broadcasts(x.Shape, target))
            return Expr.Broadcast(x, target);
        if (x.Shape.Size == target.Size)
            return Expr.Reshape(x, target);
        var mixing =
            Expr.Constant(Numbers.Weights([x.Shape.Size, target.Size]))
            * (1.0 / Math.Max(1, x.Shape.Size));
        return Expr.Reshape(Expr.MatMul(Expr.Reshape(x, [x.Shape.Size]), mixing), target);
    }

    /// <summary>The expression moved into an open interval.</summary>
    public static Expr Into(Interval interval, Expr x) =>
        (double.IsFinite(interval.Low), double.IsFinite(interval.High)) switch
        {
            (true, true) => Expr.Sigmoid(x) * (interval.High - interval.Low) + interval.Low,
            (true, false) => x * x + (interval.Low + 0.25),
            (false, true) => interval.High - 0.25 - x * x,
            (false, false) => x,
        };

    private static bool Broadcasts(Shape from, Shape target)
    {
        int added = target.Rank - from.Rank;
        return added >= 0
            && from.Select((length, axis) => length == 1 || length == target[axis + added])
                .All(fits => fits);
    }
}
