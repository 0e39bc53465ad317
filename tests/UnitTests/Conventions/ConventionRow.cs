namespace FunctionalGrad.UnitTests;

/// <summary>What is promised at one point: the value there and the derivative with respect to each input.</summary>
internal sealed record ConventionRow(
    string Name,
    Func<Expr[], Expr> Function,
    double[] At,
    double Value,
    double[] Gradient
)
{
    public static ConventionRow Of(
        string name,
        Func<Expr, Expr> f,
        double at,
        double value,
        double slope
    ) => new(name, x => f(x[0]), [at], value, [slope]);

    public static ConventionRow Of(
        string name,
        Func<Expr, Expr, Expr> f,
        (double, double) at,
        double value,
        (double, double) slopes
    ) => new(name, x => f(x[0], x[1]), [at.Item1, at.Item2], value, [slopes.Item1, slopes.Item2]);

    /// <summary>The value and the derivatives up to some order, as one row each.</summary>
    public static IEnumerable<ConventionRow> Smooth(
        string name,
        Func<Expr, Expr> f,
        double at,
        params double[] derivatives
    )
    {
        for (int order = 0; order + 1 < derivatives.Length; order++)
        {
            int times = order;
            yield return Of(
                $"{name}, derivative {order + 1}",
                x => Derivative(f, x, times),
                at,
                derivatives[order],
                derivatives[order + 1]
            );
        }
    }

    private static Expr Derivative(Func<Expr, Expr> f, Expr x, int order)
    {
        var y = f(x);
        for (; order > 0; order--)
            y = Differentiate.Gradient(y, x)[0];
        return y;
    }

    public override string ToString() => Name;
}
