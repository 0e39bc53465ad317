namespace FunctionalGrad;

public abstract partial class Expr
{
    /// <summary>The sum of all elements.</summary>
    public static Expr Sum(Expr x) => Sum(x, []);

    /// <summary>The sum over the given axes, which are removed; over all when none is given.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr Sum(Expr x, Ints axes) => OverAxes(Primitives.Sum, x, axes);

    /// <summary>The largest element.</summary>
    /// <exception cref="ShapeException">There is no element.</exception>
    public static Expr Max(Expr x) => Max(x, []);

    /// <summary>The largest element over the given axes, which are removed; over all when none is given.</summary>
    /// <exception cref="ShapeException">There is no such axis, or it has length 0.</exception>
    public static Expr Max(Expr x, Ints axes) => OverAxes(Primitives.MaxOver, x, axes);

    /// <summary>The smallest element.</summary>
    /// <exception cref="ShapeException">There is no element.</exception>
    public static Expr Min(Expr x) => Min(x, []);

    /// <summary>The smallest element over the given axes, which are removed; over all when none is given.</summary>
    /// <exception cref="ShapeException">There is no such axis, or it has length 0.</exception>
    public static Expr Min(Expr x, Ints axes) => OverAxes(Primitives.MinOver, x, axes);

    /// <summary>The share each element gets of the gradient of <see cref="Max(Expr, Ints)"/>: 1/k for each of k that tie for the largest, else 0.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr WinsOver(Expr x, Ints axes)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(axes);
        return Primitives.WinsOver.Apply(Axes.Of("winsOver", x, axes.Span), x);
    }

    /// <summary>For each element the product of all others over the given axes, differentiated in directions.</summary>
    /// <param name="xs">The factors, then any number of directions of their shape.</param>
    /// <param name="axes">The axes; all when none is given.</param>
    /// <exception cref="ShapeException">There are no factors, shapes differ, or there is no such axis.</exception>
    public static Expr ProdOthers(IReadOnlyList<Expr> xs, Ints axes)
    {
        ArgumentNullException.ThrowIfNull(xs);
        ArgumentNullException.ThrowIfNull(axes);
        RequireSome("prodOthersOver", xs);
        return Primitives.ProdOthersOver.Apply(
            Axes.Of("prodOthersOver", xs[0], axes.Span),
            xs as Expr[] ?? [.. xs]
        );
    }

    /// <summary>The product of all elements.</summary>
    public static Expr Prod(Expr x) => Prod(x, []);

    /// <summary>The product over the given axes, which are removed; over all when none is given.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr Prod(Expr x, Ints axes) => OverAxes(Primitives.ProdOver, x, axes);

    /// <summary>log sum e^x over all elements, finite wherever x is.</summary>
    public static Expr LogSumExp(Expr x) => LogSumExp(x, []);

    /// <summary>log sum e^x over the given axes, which are removed; over all when none is given.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr LogSumExp(Expr x, Ints axes) => OverAxes(Primitives.LogSumExpOver, x, axes);

    /// <summary>e^x / sum e^x along one axis, the last by default.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr Softmax(Expr x, int axis = -1) => Softmax(x, [axis]);

    /// <summary>e^x / sum e^x, the sum over the given axes; over all when none is given.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr Softmax(Expr x, Ints axes)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(axes);
        return Primitives.SoftmaxOver.Apply(Axes.Of("softmaxOver", x, axes.Span), x);
    }

    /// <summary>x - log sum e^x along one axis, the last by default.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr LogSoftmax(Expr x, int axis = -1) => LogSoftmax(x, [axis]);

    /// <summary>x - log sum e^x, the sum over the given axes; over all when none is given.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr LogSoftmax(Expr x, Ints axes)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(axes);
        return Primitives.LogSoftmaxOver.Apply(Axes.Of("logSoftmaxOver", x, axes.Span), x);
    }

    private static Expr OverAxes(Primitive primitive, Expr x, Ints axes)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(axes);
        return x.Shape.Rank == 0 && axes.Count == 0
            ? x
            : primitive.Apply(Axes.Of(primitive.Name, x, axes.Span), x);
    }
}
