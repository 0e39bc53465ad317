namespace FunctionalGrad;

public abstract partial class Expr
{
    /// <summary>The sum of a b over the given axes, which stay: each element gets that of its own; over all when none is given.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together, or there is no such axis.</exception>
    public static Expr DotOver(Expr a, Expr b, Ints axes)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(axes);
        var shape = CommonShape("dotOver", a, b);
        var left = Broadcast(a, shape);
        return Primitives.DotOver.Apply(
            Axes.Of("dotOver", left, axes.Span),
            left,
            Broadcast(b, shape)
        );
    }

    /// <summary>The matrix product: [M, K] and [K, N] give [M, N]; vectors may stand on either side; axes before the last two are batches.</summary>
    /// <exception cref="ShapeException">The inner lengths differ, or an operand is a scalar.</exception>
    public static Expr MatMul(Expr a, Expr b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Shape.Rank <= 2 && b.Shape.Rank <= 2)
            return Primitives.MatMul.Apply(a, b);
        var batch = Common(Shape.Of([.. a.Shape.SkipLast(2)]), Shape.Of([.. b.Shape.SkipLast(2)]));
        return batch is null || a.Shape.Rank < 2 || b.Shape.Rank < 2
            ? Primitives.MatMul.Apply(a, b)
            : Primitives.MatMul.Apply(
                Broadcast(a, [.. batch, .. a.Shape.TakeLast(2)]),
                Broadcast(b, [.. batch, .. b.Shape.TakeLast(2)])
            );
    }

    /// <summary>The outer product of two vectors: a column times a row.</summary>
    /// <exception cref="ShapeException">They are not two vectors.</exception>
    public static Expr Outer(Expr a, Expr b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return a.Shape.Rank == 1 && b.Shape.Rank == 1
            ? MatMul(Reshape(a, [a.Shape.Size, 1]), Reshape(b, [1, b.Shape.Size]))
            : throw new ShapeException(
                $"outer: left is {a.Described}, right is {b.Described}: an outer product takes two vectors. Flatten them?"
            );
    }

    /// <summary>The inner product of two vectors.</summary>
    /// <exception cref="ShapeException">They are not two vectors of one length.</exception>
    public static Expr Dot(Expr a, Expr b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return a.Shape.Rank == 1 && a.Shape.Equals(b.Shape)
            ? MatMul(a, b)
            : throw new ShapeException(
                $"dot: left is {a.Described}, right is {b.Described}: an inner product takes two vectors of one length. Flatten them, or use matmul?"
            );
    }
}
