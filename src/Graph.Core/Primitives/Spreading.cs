namespace FunctionalGrad;

/// <summary>Along which new axes a spread copies, and how often.</summary>
/// <param name="Axes">The new axes of the output, ascending.</param>
/// <param name="Lengths">The length of each.</param>
public sealed record Spreading(Ints Axes, Ints Lengths) : Attributes
{
    /// <summary>The new axes of the output, ascending.</summary>
    public Ints Axes { get; init; } = Argument.NotNull(Axes);

    /// <summary>The length of each.</summary>
    public Ints Lengths { get; init; } = Argument.NotNull(Lengths);

    /// <inheritdoc/>
    public override IReadOnlyList<Literal> Literals =>
        [new Literal.List(Axes), new Literal.List(Lengths)];

    internal static Attributes Read(IReadOnlyList<Literal> literals) =>
        new Spreading(((Literal.List)literals[0]).Values, ((Literal.List)literals[1]).Values);

    internal static ShapeRule Spread { get; } =
        (x, attributes) =>
        {
            var (axes, lengths) = (Spreading)attributes;
            var from = x[0].Shape;
            int rank = from.Rank + axes.Count;
            if (axes.Count == 0 || axes.Count != lengths.Count)
                throw new ShapeException(
                    $"{axes.Count} axes and {lengths.Count} lengths were given: there must be one axis or more, and one length for each."
                );
            int before = -1;
            foreach (int axis in axes)
            {
                if (axis <= before || axis >= rank)
                    throw new ShapeException(
                        $"the axes {axes} are not new axes of a result with {rank} axes. Name each once, from the first."
                    );
                before = axis;
            }
            var shape = new int[rank];
            for (int axis = 0, kept = 0, added = 0; axis < rank; axis++)
                shape[axis] = axes.Contains(axis) ? lengths[added++] : from[kept++];
            return Shape.Of(shape);
        };
}
