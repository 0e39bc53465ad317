namespace FunctionalGrad;

/// <summary>A linear map of zeros and ones: reverse its transpose, forward the map itself.</summary>
/// <param name="transpose">The cotangents of the inputs from <paramref name="first"/> on, given that of the output.</param>
/// <param name="first">The first input in which it is linear; those before it (indices) have no gradient.</param>
internal sealed class LinearDerivative(
    Func<Apply, Expr, IReadOnlyList<Expr>> transpose,
    Func<Apply, int> first
) : Derivative
{
    internal override Cotangent?[] Pull(Apply y, Cotangent g, ReadOnlySpan<bool> needed)
    {
        int from = first(y);
        var downstream = new Cotangent?[needed.Length];
        if (!needed[from..].Contains(true))
            return downstream;
        var moved = g.Through(v => transpose(y, v), needed.Length - from);
        for (int i = from; i < needed.Length; i++)
            if (needed[i])
                downstream[i] = moved[i - from];
        return downstream;
    }

    internal override Expr? Push(Apply y, Expr?[] t)
    {
        int from = first(y);
        if (Array.TrueForAll(t[from..], tangent => tangent is null))
            return null;
        var operands = y.Inputs.ToArray();
        for (int i = from; i < operands.Length; i++)
            operands[i] = t[i] ?? Expr.Zeros(operands[i].Shape);
        return y.Primitive.Apply(y.Attributes, operands);
    }

    internal override bool Uses(Apply y, int input) => input >= first(y);
}
