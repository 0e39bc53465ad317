namespace FunctionalGrad;

/// <summary>A reduction with local partials p in the shape of its input: reverse g -> p spread(g), forward t -> sum(p t).</summary>
internal sealed class ReductionDerivative(Func<Expr, Expr, Axes, Partial> partial) : Derivative
{
    internal override Cotangent?[] Pull(Apply y, Cotangent g, ReadOnlySpan<bool> needed)
    {
        var p = PartialOf(y);
        return [g.Through(v => Spread(y, v)).Times(p)];
    }

    internal override Expr? Push(Apply y, Expr?[] t) =>
        t[0] is not { } tangent
            ? null
            : Expr.Sum(new Cotangent(tangent).Times(PartialOf(y)).Value, y.Get<Axes>().Values);

    private Partial PartialOf(Apply y) => partial(y.Inputs[0], Spread(y, y), y.Get<Axes>());

    private static Expr Spread(Apply y, Expr v) =>
        Expr.SpreadBack(v, y.Inputs[0].Shape, y.Get<Axes>().Values);
}
