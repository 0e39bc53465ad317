namespace FunctionalGrad;

/// <summary>A linear map of zeros and ones: reverse its transpose, forward the map itself.</summary>
/// <param name="transpose">The cotangents of the inputs from <paramref name="first"/> on, given that of the output.</param>
/// <param name="first">The first input in which it is linear; those before it (indices) have no gradient.</param>
/// <param name="leavesZeros">Whether elements of the output may come from nowhere, as those that a pad adds.</param>
/// <param name="leavesOut">Whether elements of the input may go nowhere, as those that a slice leaves out.</param>
internal sealed class LinearDerivative(
    Func<Apply, Expr, IReadOnlyList<Expr>> transpose,
    Func<Apply, int> first,
    bool leavesZeros = false,
    bool leavesOut = false
) : Derivative
{
    internal override Cotangent?[] Pull(Apply y, Cotangent g, ReadOnlySpan<bool> needed)
    {
        int from = first(y);
        var downstream = new Cotangent?[needed.Length];
        if (!needed[from..].Contains(true))
            return downstream;
        var moved = g.Through(v => transpose(y, v), needed.Length - from, leavesOut);
        for (int i = from; i < needed.Length; i++)
            if (needed[i])
                downstream[i] = moved[i - from];
        return downstream;
    }

    internal override Cotangent? Push(Apply y, Cotangent?[] t)
    {
        int from = first(y);
        var moving = t[from..];
        if (Array.TrueForAll(moving, tangent => tangent is null))
            return null;
        Expr Moved(Func<Cotangent, Expr> part)
        {
            var operands = y.Inputs.ToArray();
            for (int i = from; i < operands.Length; i++)
                operands[i] = t[i] is { } tangent ? part(tangent) : Expr.Zeros(operands[i].Shape);
            return y.Primitive.Apply(y.Attributes, operands);
        }
        // What does not move, and what the map itself fills in, is 0 however steep the functions after it are.
        bool masked =
            leavesZeros || Array.Exists(moving, tangent => tangent is not { IsMasked: false });
        return Cotangent.Through(
            [.. moving.OfType<Cotangent>()],
            Moved(tangent => tangent.Value),
            masked ? Moved(tangent => tangent.Held) : null
        );
    }

    internal override bool Uses(Apply y, int input) => input >= first(y);
}
