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

    internal override Cotangent? Push(Apply y, Cotangent?[] t)
    {
        var p = partials(y);
        var terms = new List<Cotangent>(t.Length);
        for (int i = 0; i < t.Length; i++)
            if (t[i] is { } tangent && !p[i].IsZero)
                terms.Add(tangent.Times(p[i]));
        return terms.Count == 0 ? null : Cotangent.Join(terms);
    }

    internal override bool Uses(Apply y, int input) => !partials(y)[input].IsZero;
}
