namespace FunctionalGrad;

/// <summary>What flows back into a node: a value, and the mask outside which it is exactly 0.</summary>
/// <remarks>
/// The mask is applied as late as possible, so that a product with a local derivative becomes <c>select(c, p * g, 0)</c>
/// and never <c>p * select(c, g, 0)</c>, in which an infinite p would make the dead branch NaN.
/// </remarks>
/// <param name="Raw">The value where the mask holds; anything elsewhere.</param>
/// <param name="Mask">An expression of the same shape that holds where it is not 0, or null where nothing is masked.</param>
internal readonly record struct Cotangent(Expr Raw, Expr? Mask)
{
    /// <summary>The value with the mask applied.</summary>
    public Expr Value => Mask is null ? Raw : Expr.Where(Mask, Raw, 0);

    /// <summary>The product with a local partial derivative.</summary>
    public Cotangent Times(Partial p) =>
        new(
            p.Times(Raw),
            Mask is null ? p.Mask
                : p.Mask is null ? Mask
                : Expr.Where(Mask, p.Mask, 0)
        );

    /// <summary>A 0/1-valued linear map applied to it; what it reaches from masked places alone stays masked.</summary>
    public Cotangent Through(Func<Expr, Expr> move) => Through(v => [move(v)], 1)[0];

    /// <summary>The same for a map with several results, as the transpose of concat has.</summary>
    public Cotangent[] Through(Func<Expr, IReadOnlyList<Expr>> move, int results)
    {
        var values = move(Value);
        var masks = Mask is null ? null : move(Holds(Mask));
        var moved = new Cotangent[results];
        for (int i = 0; i < results; i++)
            moved[i] = new(values[i], masks is null ? null : masks[i] > 0);
        return moved;
    }

    /// <summary>The sum of what arrives by several paths: one n-ary sum, masked where every path is.</summary>
    public static Cotangent Join(IReadOnlyList<Cotangent> paths)
    {
        if (paths.Count == 1)
            return paths[0];
        var values = new Expr[paths.Count];
        var masks = new Expr[paths.Count];
        bool masked = true;
        for (int i = 0; i < paths.Count; i++)
        {
            values[i] = paths[i].Value;
            masked &= paths[i].Mask is not null;
            if (masked)
                masks[i] = Holds(paths[i].Mask!);
        }
        return new(Expr.Add(values), masked ? Expr.Add(masks) > 0 : null);
    }

    /// <summary>1 where the mask holds, else 0: a condition may have any value but 0, and conditions are about to be added up.</summary>
    private static Expr Holds(Expr mask) =>
        mask is Apply { Primitive.Algebra.Truth: true } ? mask : Expr.NotEqualTo(mask, 0);
}
