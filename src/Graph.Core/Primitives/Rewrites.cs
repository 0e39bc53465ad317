namespace FunctionalGrad;

/// <summary>The identities of moving and choosing primitives that are no plain property, for their <see cref="Algebra"/>.</summary>
internal static class Rewrites
{
    /// <summary>Copies of copies are copies; copies of one number are that number everywhere.</summary>
    public static Expr? Broadcast(Apply y) =>
        y.Inputs[0] is Constant { Uniform: { } number } ? Expr.Fill(y.Shape, number)
        : Keeps(y) ? y.Inputs[0]
        : Twice(y) is { } inner ? Expr.Broadcast(inner.Inputs[0], y.Shape)
        : null;

    /// <summary>Copies of one number are that number everywhere.</summary>
    public static Expr? Spread(Apply y) =>
        y.Inputs[0] is Constant { Uniform: { } number } ? Expr.Fill(y.Shape, number) : null;

    /// <summary>Of two reshapes the last one counts.</summary>
    public static Expr? Reshape(Apply y) =>
        Keeps(y) ? y.Inputs[0]
        : Twice(y) is { } inner ? Expr.Reshape(inner.Inputs[0], y.Shape)
        : null;

    /// <summary>Two orders of axes are one order: axis i comes from where the inner one took axis order[i].</summary>
    public static Expr? Permute(Apply y)
    {
        var order = y.Get<Axes>().Values;
        if (!order.Where((axis, i) => axis != i).Any())
            return y.Inputs[0];
        if (Twice(y) is not { } inner)
            return null;
        var before = inner.Get<Axes>().Values;
        return Expr.Permute(inner.Inputs[0], [.. order.Select(axis => before[axis])]);
    }

    /// <summary>A slice that takes everything, a pad that adds nothing, a concat of one array.</summary>
    public static Expr? Whole(Apply y) => y.Inputs.Length == 1 && Keeps(y) ? y.Inputs[0] : null;

    /// <summary>A choice that is no choice: the condition is known, or both branches are the same.</summary>
    /// <remarks>A condition that may be NaN would make the value NaN; one too small for float is not 0 in double only.</remarks>
    public static Expr? Select(Apply y) =>
        y.Inputs[0] switch
        {
            Constant { Uniform: 0 } => y.Inputs[2],
            Constant { Uniform: { } number } when Math.Abs((float)number) > 0 => y.Inputs[1],
            Apply { Primitive.Algebra.Truth: true }
                when ReferenceEquals(y.Inputs[1], y.Inputs[2]) => y.Inputs[1],
            _ => null,
        };

    private static bool Keeps(Apply y) => y.Shape.Equals(y.Inputs[0].Shape);

    private static Apply? Twice(Apply y) =>
        y.Inputs[0] is Apply inner && ReferenceEquals(inner.Primitive, y.Primitive) ? inner : null;
}
