namespace FunctionalGrad;

/// <summary>A linear map of zeros and ones: reverse its transpose, forward the map itself.</summary>
internal sealed class LinearDerivative(Func<Apply, Expr, int, Expr> transpose, int inputs)
    : Derivative
{
    internal override Cotangent?[] Pull(Apply y, Cotangent g, ReadOnlySpan<bool> needed)
    {
        var downstream = new Cotangent?[needed.Length];
        for (int i = 0; i < Math.Min(inputs, needed.Length); i++)
            if (needed[i])
            {
                int input = i;
                downstream[i] = g.Through(v => transpose(y, v, input));
            }
        return downstream;
    }

    internal override Expr? Push(Apply y, Expr?[] t)
    {
        int linear = Math.Min(inputs, t.Length);
        if (Array.TrueForAll(t[..linear], tangent => tangent is null))
            return null;
        var operands = y.Inputs.ToArray();
        for (int i = 0; i < linear; i++)
            operands[i] = t[i] ?? Expr.Zeros(operands[i].Shape);
        return y.Primitive.Apply(y.Attributes, operands);
    }

    internal override bool Uses(Apply y, int input) => input < inputs;
}
