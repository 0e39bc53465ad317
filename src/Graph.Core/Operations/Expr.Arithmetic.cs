using System.Runtime.CompilerServices;

namespace FunctionalGrad;

public abstract partial class Expr
{
    /// <summary>a + b, element by element.</summary>
    public static Expr operator +(Expr a, Expr b) => Pairwise(Primitives.Add, a, b);

    /// <summary>a - b, element by element.</summary>
    public static Expr operator -(Expr a, Expr b) => Pairwise(Primitives.Sub, a, b);

    /// <summary>a b, element by element; for the matrix product see <see cref="MatMul"/>.</summary>
    public static Expr operator *(Expr a, Expr b) => Pairwise(Primitives.Mul, a, b);

    /// <summary>a / b, element by element.</summary>
    public static Expr operator /(Expr a, Expr b) => Pairwise(Primitives.Div, a, b);

    /// <summary>-x.</summary>
    public static Expr operator -(Expr x) => Primitives.Neg.Apply(x);

    /// <summary>a + b, element by element.</summary>
    public static Expr Add(Expr a, Expr b) => a + b;

    /// <summary>a - b, element by element.</summary>
    public static Expr Sub(Expr a, Expr b) => a - b;

    /// <summary>a b, element by element.</summary>
    public static Expr Mul(Expr a, Expr b) => a * b;

    /// <summary>a / b, element by element.</summary>
    public static Expr Div(Expr a, Expr b) => a / b;

    /// <summary>-x.</summary>
    public static Expr Neg(Expr x) => -x;

    /// <summary>The sum of any number of terms of one shape, as one node.</summary>
    /// <exception cref="ShapeException">There is no term, or shapes differ.</exception>
    public static Expr Add(IReadOnlyList<Expr> terms)
    {
        return Argument.NoNulls(terms).Count switch
        {
            0 => throw new ShapeException("add: there is nothing to add. Give at least one term."),
            1 => terms[0],
            _ => Primitives.Add.Apply(terms as Expr[] ?? [.. terms]),
        };
    }

    /// <summary>Applies a primitive to two expressions after broadcasting both to their common shape.</summary>
    private static Expr Pairwise(
        Primitive primitive,
        Expr a,
        Expr b,
        [CallerArgumentExpression(nameof(a))] string? left = null,
        [CallerArgumentExpression(nameof(b))] string? right = null
    ) => Pairwise(primitive, Attributes.None, a, b, left, right);

    private static Expr Pairwise(
        Primitive primitive,
        Attributes attributes,
        Expr a,
        Expr b,
        [CallerArgumentExpression(nameof(a))] string? left = null,
        [CallerArgumentExpression(nameof(b))] string? right = null
    )
    {
        ArgumentNullException.ThrowIfNull(a, left);
        ArgumentNullException.ThrowIfNull(b, right);
        var shape = CommonShape(primitive.Name, a, b);
        return primitive.Apply(attributes, Broadcast(a, shape), Broadcast(b, shape));
    }
}
