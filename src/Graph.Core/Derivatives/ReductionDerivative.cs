namespace FunctionalGrad;

/// <summary>A reduction with local partials p in the shape of its input: reverse g -> p spread(g), forward t -> sum(p t).</summary>
internal sealed class ReductionDerivative(Func<Expr, Expr, Axes, Partial> partial) : Derivative
{
    internal override Cotangent?[] Pull(Apply y, Cotangent g, ReadOnlySpan<bool> needed)
    {
        var p = PartialOf(y);
        return [g.Copied(v => Spread(y, v)).Times(p)];
    }

    internal override Cotangent? Push(Apply y, Cotangent?[] t)
    {
        if (t[0] is not { } tangent)
            return null;
        var terms = tangent.Times(PartialOf(y));
        Expr SumOf(Expr v) => Expr.Sum(v, y.Get<Axes>().Values);
        // A rule's own mask always leaves a term: what wins, wins somewhere. Without a mask no select was passed.
        return tangent.IsMasked ? terms.Through(SumOf) : new Cotangent(SumOf(terms.Value));
    }

    private Partial PartialOf(Apply y) => partial(y.Inputs[0], Spread(y, y), y.Get<Axes>());

    private static Expr Spread(Apply y, Expr v) =>
        Expr.SpreadBack(v, y.Inputs[0].Shape, y.Get<Axes>().Values);
}
