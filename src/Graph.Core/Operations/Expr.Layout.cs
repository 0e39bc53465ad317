namespace FunctionalGrad;

public abstract partial class Expr
{
    /// <summary>Copies x along new axes and axes of length 1, as NumPy broadcasts.</summary>
    /// <exception cref="ShapeException">x does not broadcast to the shape.</exception>
    public static Expr Broadcast(Expr x, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(shape);
        if (x.Shape.Equals(shape))
            return x;
        var copies = Primitives.Broadcast.Apply(new Target(shape), x);
        return x is Constant { Uniform: { } uniform } ? Fill(shape, uniform) : copies;
    }

    /// <summary>The same elements in another shape of the same size.</summary>
    /// <exception cref="ShapeException">The sizes differ.</exception>
    public static Expr Reshape(Expr x, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(shape);
        return x.Shape.Equals(shape) ? x : Primitives.Reshape.Apply(new Target(shape), x);
    }

    /// <summary>The axes in another order: axis i of the result is axis <c>order[i]</c> of x.</summary>
    /// <exception cref="ShapeException">It is not an order of x's axes.</exception>
    public static Expr Permute(Expr x, Ints order)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(order);
        return order.SequenceEqual(Enumerable.Range(0, x.Shape.Rank))
            ? x
            : Primitives.Permute.Apply(new Axes(order), x);
    }

    /// <summary>The last two axes exchanged: the transpose of a matrix, or of each matrix of a batch.</summary>
    /// <exception cref="ShapeException">x has fewer than two axes.</exception>
    public static Expr Transpose(Expr x)
    {
        ArgumentNullException.ThrowIfNull(x);
        int rank = x.Shape.Rank;
        if (rank < 2)
            throw new ShapeException(
                $"transpose: {x.Described} has {Axis.Described(rank)}, but a transpose exchanges the last two."
            );
        return Permute(x, [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]);
    }

    /// <summary>A new axis of length 1: axis number <paramref name="axis"/> of the result, counted from the end if negative.</summary>
    /// <exception cref="ShapeException">The result would have no such axis.</exception>
    public static Expr ExpandDims(Expr x, int axis)
    {
        ArgumentNullException.ThrowIfNull(x);
        int at = axis < 0 ? axis + x.Shape.Rank + 1 : axis;
        if (at < 0 || at > x.Shape.Rank)
            throw new ShapeException(
                $"expandDims: {x.Described} cannot get an axis {axis}: it would then have {Axis.Described(x.Shape.Rank + 1)}."
            );
        return Reshape(x, [.. x.Shape.Take(at), 1, .. x.Shape.Skip(at)]);
    }

    /// <summary>Without the axes of length 1.</summary>
    public static Expr Squeeze(Expr x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Reshape(x, [.. x.Shape.Where(length => length != 1)]);
    }

    /// <summary>Without the given axes, which must have length 1.</summary>
    /// <exception cref="ShapeException">There is no such axis, or it has another length.</exception>
    public static Expr Squeeze(Expr x, Ints axes)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(axes);
        if (axes.Count == 0)
            return x;
        var gone = Axes.Of("squeeze", x, axes.Span).Values;
        foreach (int axis in gone)
            if (x.Shape[axis] != 1)
                throw new ShapeException(
                    $"squeeze: axis {axis} of {x.Described} has length {x.Shape[axis]}: only an axis of length 1 can be left out. Slice it first?"
                );
        return Reshape(x, [.. x.Shape.Where((_, axis) => !gone.Contains(axis))]);
    }

    /// <summary>All elements along one axis, in row-major order.</summary>
    public static Expr Flatten(Expr x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Reshape(x, [x.Shape.Size]);
    }

    /// <summary>The same value, through which no gradient passes.</summary>
    public static Expr StopGradient(Expr x) => Primitives.StopGradient.Apply(x);

    /// <summary>Copies of x along new axes of the given lengths: [2] spread over axis 1 with length 3 gives [2, 3].</summary>
    /// <param name="x">What is copied.</param>
    /// <param name="axes">The new axes of the result, ascending, counted from 0.</param>
    /// <param name="lengths">The length of each.</param>
    /// <exception cref="ShapeException">The result would have no such axes, or there is not one length for each.</exception>
    public static Expr Spread(Expr x, Ints axes, Ints lengths)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(axes);
        ArgumentNullException.ThrowIfNull(lengths);
        var copies = Primitives.SpreadOver.Apply(new Spreading(axes, lengths), x);
        return x is Constant { Uniform: { } uniform } ? Fill(copies.Shape, uniform) : copies;
    }

    /// <summary>What a reduction over the given axes of the given shape yielded, copied back along them.</summary>
    internal static Expr SpreadBack(Expr reduced, Shape shape, Ints axes)
    {
        bool leading = !axes.Where((axis, i) => axis != i).Any();
        return leading
            ? Broadcast(reduced, shape)
            : Spread(reduced, axes, [.. axes.Select(axis => shape[axis])]);
    }

    /// <summary>The shape to which all broadcast, as NumPy does it.</summary>
    private static Shape CommonShape(string operation, params ReadOnlySpan<Expr> operands)
    {
        var common = operands[0].Shape;
        foreach (var operand in operands[1..])
            common =
                Common(common, operand.Shape)
                ?? throw new ShapeException(
                    $"{operation}: {string.Join(", ", operands.ToArray().Select(x => x.Described))} do not broadcast together: from the last axis backwards lengths must be equal or 1. Give one of them an axis of length 1 with expandDims?"
                );
        return common;
    }

    private static Shape? Common(Shape a, Shape b)
    {
        if (a.Equals(b))
            return a;
        var lengths = new int[Math.Max(a.Rank, b.Rank)];
        for (int back = 1; back <= lengths.Length; back++)
        {
            int left = back <= a.Rank ? a[^back] : 1;
            int right = back <= b.Rank ? b[^back] : 1;
            if (left != right && left != 1 && right != 1)
                return null;
            lengths[^back] = left == 1 ? right : left;
        }
        return Shape.Of(lengths);
    }
}
