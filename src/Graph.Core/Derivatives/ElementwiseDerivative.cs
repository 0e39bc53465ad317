namespace FunctionalGrad;

/// <summary>Local partials p: reverse g -> p g for each input, forward t -> sum of p t.</summary>
internal sealed class ElementwiseDerivative(Func<Apply, IReadOnlyList<Partial>> partials)
    : Derivative
{
    internal override Cotangent?[] Pull(Apply y, Cotangent g, ReadOnlySpan<bool> needed)
    {
        var p = partials(y);
        var downstream = new Cotangent?[needed.Length];
        for (int i = 0; i < needed.Length; i++)
            if (needed[i] && !p[i].IsZero)
                downstream[i] = g.Times(p[i]);
        return downstream;
    }

    internal override Expr? Push(Apply y, Expr?[] t)
    {
        var p = partials(y);
        var terms = new List<Expr>(t.Length);
        for (int i = 0; i < t.Length; i++)
            if (t[i] is { } tangent && !p[i].IsZero)
                terms.Add(new Cotangent(tangent).Times(p[i]).Value);
        return terms.Count == 0 ? null : Expr.Add(terms);
    }

    internal override bool Uses(Apply y, int input) => !partials(y)[input].IsZero;
}
