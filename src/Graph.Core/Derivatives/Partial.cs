namespace FunctionalGrad;

/// <summary>A local partial derivative: a weight, and where it is strongly zero.</summary>
/// <remarks>
/// A plain expression or number is a weight that applies everywhere. <c>Partial.Where(c, w)</c> is w where c holds and a
/// <em>strong zero</em> elsewhere: what flows through the dead side is exactly 0, whatever infinities or NaNs lie there.
/// The default value is 0: not connected.
/// </remarks>
public readonly struct Partial
{
    private readonly Expr? weight;
    private readonly double factor;

    private Partial(Expr? mask, Expr? weight, double factor) =>
        (Mask, this.weight, this.factor) = (mask, weight, factor);

    /// <summary>The derivative is 0 everywhere: nothing flows.</summary>
    public static Partial Zero => default;

    /// <summary>The weight where the condition is not 0, a strong zero where it is 0.</summary>
    public static Partial Where(Expr condition, Partial weight) =>
        new(condition, weight.weight, weight.factor);

    /// <summary>A weight that applies everywhere.</summary>
    public static implicit operator Partial(Expr weight) => new(null, weight, 0);

    /// <summary>A weight that is one number everywhere.</summary>
    public static implicit operator Partial(double factor) => new(null, null, factor);

    internal Expr? Mask { get; }

    internal bool IsZero => weight is null && factor == 0;

    /// <summary>The product with a tangent or cotangent, the mask not yet applied; a factor of exactly 1 makes no node.</summary>
    internal Expr Times(Expr g) =>
        weight is { } w
            ? IsOne(g) && w.Shape.Equals(g.Shape)
                ? w
                : w * g
            : factor == 1
                ? g
                : factor == -1
                    ? -g
                    : IsOne(g)
                        ? Expr.Fill(g.Shape, factor)
                        : factor * g;

    private static bool IsOne(Expr g) => g is Constant constant && constant.Is(1);
}
