namespace FunctionalGrad;

public abstract partial class Expr
{
    /// <summary>1 where a > b, else 0.</summary>
    public static Expr operator >(Expr a, Expr b) => Pairwise(Primitives.Greater, a, b);

    /// <summary>1 where a &lt; b, else 0.</summary>
    public static Expr operator <(Expr a, Expr b) => Pairwise(Primitives.Less, a, b);

    /// <summary>1 where a >= b, else 0.</summary>
    public static Expr operator >=(Expr a, Expr b) => Pairwise(Primitives.GreaterEqual, a, b);

    /// <summary>1 where a &lt;= b, else 0.</summary>
    public static Expr operator <=(Expr a, Expr b) => Pairwise(Primitives.LessEqual, a, b);

    /// <summary>1 where a = b, else 0.</summary>
    public static Expr EqualTo(Expr a, Expr b) => Pairwise(Primitives.Equal, a, b);

    /// <summary>1 where a = b, else 0.</summary>
    public static Expr EqualTo(Expr a, double b) => EqualTo(a, Like(a, b));

    /// <summary>1 where a and b differ or either is NaN, else 0.</summary>
    public static Expr NotEqualTo(Expr a, Expr b) => Pairwise(Primitives.NotEqual, a, b);

    /// <summary>1 where a and b differ or a is NaN, else 0.</summary>
    public static Expr NotEqualTo(Expr a, double b) => NotEqualTo(a, Like(a, b));

    /// <summary>a b, but exactly 0 where either is 0, whatever the other is there: an infinity or NaN too.</summary>
    public static Expr StrongMul(Expr a, Expr b) => Pairwise(Primitives.StrongMul, a, b);

    /// <summary>The value if at some element all conditions, which have one shape, hold; else zeros.</summary>
    /// <param name="value">The value, of any shape.</param>
    /// <param name="conditions">They hold where they are not 0.</param>
    /// <param name="inverted">How many of the last conditions hold where they are 0 instead.</param>
    /// <exception cref="ShapeException">There is no condition, their shapes differ, or there are fewer of them than are to be 0.</exception>
    public static Expr WhereAny(Expr value, IReadOnlyList<Expr> conditions, int inverted = 0)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(conditions);
        return Primitives.WhereAny.Apply(new Inverted(inverted), [value, .. conditions]);
    }

    /// <summary>a where the condition is not 0, b where it is 0; the branch not taken has gradient exactly 0.</summary>
    public static Expr Where(Expr condition, Expr a, Expr b)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var shape = CommonShape("select", condition, a, b);
        return Primitives.Select.Apply(
            Broadcast(condition, shape),
            Broadcast(a, shape),
            Broadcast(b, shape)
        );
    }

    /// <summary>a where the condition is not 0, the number b where it is 0.</summary>
    public static Expr Where(Expr condition, Expr a, double b) => Where(condition, a, Like(a, b));

    /// <summary>The number a where the condition is not 0, b where it is 0.</summary>
    public static Expr Where(Expr condition, double a, Expr b) => Where(condition, Like(b, a), b);

    /// <summary>The number a where the condition is not 0, the number b where it is 0.</summary>
    public static Expr Where(Expr condition, double a, double b) =>
        Where(condition, Like(condition, a), Like(condition, b));
}
