namespace FunctionalGrad;

/// <summary>Networks put together as functions are: a layer is a function from expressions to expressions, and so is a network.</summary>
public static class Composition
{
    /// <summary>The first function, then the next: <c>x => next(first(x))</c>.</summary>
    public static Func<Expr, Expr> Then(this Func<Expr, Expr> first, Func<Expr, Expr> next)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(next);
        return x => next(first(x));
    }

    /// <summary>All functions one after another, the first one first; none leaves its input as it is.</summary>
    public static Func<Expr, Expr> Compose(params IReadOnlyList<Func<Expr, Expr>> layers)
    {
        Func<Expr, Expr>[] all = [.. Argument.NoNulls(layers)];
        return x => all.Aggregate(x, (y, layer) => layer(y));
    }

    /// <summary>A function around which its input is led: <c>x + f(x)</c>.</summary>
    /// <remarks>K. He, X. Zhang, S. Ren, J. Sun, CVPR 2016, equation 1. Asked to build it, it throws a <see cref="ShapeException"/> when f changes the shape.</remarks>
    public static Func<Expr, Expr> Residual(Func<Expr, Expr> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return x =>
        {
            var y = f(x);
            return y.Shape.Equals(x.Shape)
                ? x + y
                : throw new ShapeException(
                    $"residual{Place}: the input is {x.Described}, but the function makes {y.Described} of it: x + f(x) needs one shape. Let its last layer have as many outputs as the input has features."
                );
        };
    }

    /// <summary>Several functions of one input, side by side, and what makes one value of theirs: a sum, a <c>Concat</c>.</summary>
    public static Func<Expr, Expr> Parallel(
        Func<IReadOnlyList<Expr>, Expr> combine,
        params IReadOnlyList<Func<Expr, Expr>> branches
    )
    {
        ArgumentNullException.ThrowIfNull(combine);
        Func<Expr, Expr>[] all = [.. Argument.NoNulls(branches)];
        return x => combine([.. all.Select(branch => branch(x))]);
    }

    private static string Place => ModulePath.Current is { } module ? $" in {module}" : "";
}
