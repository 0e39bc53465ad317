namespace FunctionalGrad;

/// <summary>The axes that a reduction runs over: ascending, counted from 0, none twice.</summary>
/// <param name="Values">The axes.</param>
public sealed record Axes(Ints Values) : Attributes
{
    /// <inheritdoc/>
    public override IReadOnlyList<Literal> Literals => [new Literal.List(Values)];

    internal static Attributes Read(IReadOnlyList<Literal> literals) =>
        new Axes(((Literal.List)literals[0]).Values);

    /// <summary>The axes of a shape that were meant: negative ones count from the end; none given means all.</summary>
    /// <exception cref="ShapeException">There is no such axis, or it is named twice.</exception>
    public static Axes Of(string operation, Expr x, ReadOnlySpan<int> axes)
    {
        var normal = new SortedSet<int>();
        foreach (int axis in axes)
        {
            int counted = axis < 0 ? axis + x.Shape.Rank : axis;
            if (counted < 0 || counted >= x.Shape.Rank)
                throw new ShapeException(
                    $"{operation}: there is no axis {axis} in {x.Described}, which has {x.Shape.Rank} axes."
                );
            if (!normal.Add(counted))
                throw new ShapeException(
                    $"{operation}: axis {axis} of {x.Described} is named twice."
                );
        }
        if (axes.Length == 0)
            normal.UnionWith(Enumerable.Range(0, x.Shape.Rank));
        return new(Ints.Of([.. normal]));
    }

    /// <summary>All choices of axes of a matrix.</summary>
    internal static IReadOnlyList<Attributes> Each { get; } =
    [new Axes([0]), new Axes([1]), new Axes([0, 1])];

    internal static ShapeRule Removed { get; } =
        (x, attributes) =>
        {
            var axes = ((Axes)attributes).Values;
            return Shape.Of([.. x[0].Shape.Where((_, axis) => !axes.Contains(axis))]);
        };

    /// <summary>As <see cref="Removed"/>, for a reduction that has no value over nothing.</summary>
    internal static ShapeRule RemovedNonempty { get; } =
        (x, attributes) =>
        {
            foreach (int axis in ((Axes)attributes).Values)
                if (x[0].Shape[axis] == 0)
                    throw new ShapeException(
                        $"axis {axis} of {x[0].Described} has length 0, and nothing has no largest or smallest element."
                    );
            return Removed(x, attributes);
        };
}
