namespace FunctionalGrad;

public abstract partial class Expr
{
    /// <summary>The positions of an axis that the indices name, as numpy.take: x [4, 3] and indices [5] along axis 0 give [5, 3].</summary>
    /// <param name="x">Taken from; what flows back adds up at each position.</param>
    /// <param name="indices">Whole numbers from 0, of any shape, which replaces the axis; they have no gradient. NaN yields NaN.</param>
    /// <param name="axis">The axis, the first by default; a negative one counts from the end.</param>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    /// <remarks>An index that is fractional or outside the axis is a <see cref="BindingException"/> when the graph is evaluated.</remarks>
    public static Expr Gather(Expr x, Expr indices, int axis = 0)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(indices);
        return Primitives.Gather.Apply(
            new Axis(Axis.Of("gather", x, axis, x.Shape.Rank)),
            indices,
            x
        );
    }

    /// <summary>Zeros with updates added at the positions that the indices name: the transpose of <see cref="Gather"/>.</summary>
    /// <param name="updates">What is added; from the axis on it has the axes of the indices.</param>
    /// <param name="indices">Whole numbers from 0 to length - 1, of any shape; they have no gradient. NaN makes all NaN.</param>
    /// <param name="axis">The axis of the result that is indexed; a negative one counts from the result's end.</param>
    /// <param name="length">The length of that axis.</param>
    /// <exception cref="ShapeException">There is no such axis, or the updates do not have the axes of the indices.</exception>
    /// <remarks>An index that is fractional or outside the axis is a <see cref="BindingException"/> when the graph is evaluated.</remarks>
    public static Expr ScatterAdd(Expr updates, Expr indices, int axis, int length)
    {
        ArgumentNullException.ThrowIfNull(updates);
        ArgumentNullException.ThrowIfNull(indices);
        return Primitives.ScatterAdd.Apply(
            new Scattering(
                axis < 0 ? axis + updates.Shape.Rank - indices.Shape.Rank + 1 : axis,
                length
            ),
            indices,
            updates
        );
    }

    /// <summary>1 at the position each label names, else 0: labels [5] of 10 classes give [5, 10].</summary>
    /// <exception cref="ShapeException">The number of classes is negative.</exception>
    /// <remarks>A label that is fractional or not below <paramref name="classes"/> is a <see cref="BindingException"/> when the graph is evaluated; NaN yields zeros.</remarks>
    public static Expr OneHot(Expr labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (classes < 0)
            throw new ShapeException($"oneHot: there cannot be {classes} classes.");
        var positions = Constant(
            NDArray<double>.Of([classes], [.. Enumerable.Range(0, classes).Select(i => (double)i)])
        );
        // Gathered from the positions, a label is itself, if it is a position.
        var known = Gather(positions, labels);
        return EqualTo(ExpandDims(known, -1), positions);
    }
}
