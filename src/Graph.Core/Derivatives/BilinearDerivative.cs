namespace FunctionalGrad;

/// <summary>Linear in each of two inputs: reverse the two transposes, forward the product rule.</summary>
internal sealed class BilinearDerivative(
    Func<Apply, Expr, Expr> left,
    Func<Apply, Expr, Expr> right
) : Derivative
{
    internal override Cotangent?[] Pull(Apply y, Cotangent g, ReadOnlySpan<bool> needed)
    {
        var value = g.Value;
        return
        [
            needed[0] ? g.Across(left(y, value)) : null,
            needed[1] ? g.Across(right(y, value)) : null,
        ];
    }

    internal override Cotangent? Push(Apply y, Cotangent?[] t)
    {
        var terms = new List<Cotangent>(2);
        if (t[0] is { } ta)
            terms.Add(ta.Across(y.Primitive.Apply(y.Attributes, ta.Value, y.Inputs[1])));
        if (t[1] is { } tb)
            terms.Add(tb.Across(y.Primitive.Apply(y.Attributes, y.Inputs[0], tb.Value)));
        return terms.Count == 0 ? null : Cotangent.Join(terms);
    }
}
