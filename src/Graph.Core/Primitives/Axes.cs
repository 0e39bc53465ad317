namespace FunctionalGrad;

/// <summary>The axes that a reduction runs over, ascending, or the order that a permute puts them in; counted from 0, none twice.</summary>
/// <param name="Values">The axes.</param>
public sealed record Axes(Ints Values) : Attributes
{
    /// <summary>The axes.</summary>
    public Ints Values { get; init; } = Argument.NotNull(Values);

    /// <inheritdoc/>
    public override IReadOnlyList<Literal> Literals => [new Literal.List(Values)];

    /// <summary><c>axis 1</c>, or <c>axes 0, 2</c>.</summary>
    internal string Words =>
        $"{(Values.Count == 1 ? "axis" : "axes")} {string.Join(", ", Values.Select(Numbers.Whole))}";

    internal static Attributes Read(IReadOnlyList<Literal> literals) =>
        new Axes(((Literal.List)literals[0]).Values);

    /// <summary>The axes of a shape that were meant: negative ones count from the end; none given means all.</summary>
    /// <exception cref="ShapeException">There is no such axis, or it is named twice.</exception>
    public static Axes Of(string operation, Expr x, ReadOnlySpan<int> axes)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(x);
        var normal = new SortedSet<int>();
        foreach (int axis in axes)
            if (!normal.Add(Axis.Of(operation, x, axis, x.Shape.Rank)))
                throw new ShapeException(
                    $"{operation}: axis {axis} of {x.Described} is named twice."
                );
        if (axes.Length == 0)
            normal.UnionWith(Enumerable.Range(0, x.Shape.Rank));
        return new(Ints.Of([.. normal]));
    }

    /// <summary>All choices of axes of a matrix.</summary>
    internal static IReadOnlyList<Attributes> Each { get; } =
    [new Axes([0]), new Axes([1]), new Axes([0, 1])];

    /// <summary>The axes are there, and stay.</summary>
    internal static ShapeRule Kept { get; } =
        (x, attributes) =>
        {
            if (x[0].Shape.Rank > 0)
                RequireSome(x[0], (Axes)attributes);
            int before = -1;
            foreach (int axis in ((Axes)attributes).Values)
            {
                if (axis < 0 || axis >= x[0].Shape.Rank)
                    throw new ShapeException(
                        $"there is no axis {axis} in {x[0].Described}, which has {Axis.Described(x[0].Shape.Rank)}."
                    );
                if (axis <= before)
                    throw new ShapeException(
                        $"the axes {((Axes)attributes).Values} are not in ascending order. Name each once, from the first."
                    );
                before = axis;
            }
            return x[0].Shape;
        };

    /// <summary>The axes are there, and go.</summary>
    internal static ShapeRule Removed { get; } =
        (x, attributes) =>
        {
            var axes = ((Axes)attributes).Values;
            RequireSome(x[0], (Axes)attributes);
            return Shape.Of([.. Kept(x, attributes).Where((_, axis) => !axes.Contains(axis))]);
        };

    /// <summary>As <see cref="Removed"/>, for a reduction that has no value over nothing.</summary>
    internal static ShapeRule RemovedNonempty { get; } =
        (x, attributes) =>
        {
            var shape = Removed(x, attributes);
            foreach (int axis in ((Axes)attributes).Values)
                if (x[0].Shape[axis] == 0)
                    throw new ShapeException(
                        $"axis {axis} of {x[0].Described} has length 0, and nothing has no largest or smallest element."
                    );
            return shape;
        };

    /// <summary>The public functions read no axes as all axes: were they none in a node, one text would mean two graphs.</summary>
    private static void RequireSome(Expr x, Axes axes)
    {
        if (axes.Values.Count == 0)
            throw new ShapeException(
                $"no axis of {x.Described} is named. Name at least one; a scalar has nothing to reduce."
            );
    }
}
