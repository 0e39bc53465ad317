namespace FunctionalGrad;

public abstract partial class Expr
{
    /// <summary>The sum of all elements.</summary>
    public static Expr Sum(Expr x) => Sum(x, []);

    /// <summary>The sum over the given axes, which are removed; over all when none is given.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr Sum(Expr x, Ints axes) => OverAxes(Primitives.Sum, x, axes);

    /// <summary>The largest element.</summary>
    public static Expr Max(Expr x) => Max(x, []);

    /// <summary>The largest element over the given axes, which are removed; over all when none is given.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public static Expr Max(Expr x, Ints axes) => OverAxes(Primitives.MaxOver, x, axes);

    private static Expr OverAxes(Primitive primitive, Expr x, Ints axes) =>
        x.Shape.Rank == 0 && axes.Count == 0
            ? x
            : primitive.Apply(Axes.Of(primitive.Name, x, axes.Span), x);
}
