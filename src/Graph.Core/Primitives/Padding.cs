namespace FunctionalGrad;

/// <summary>How many zeros a pad puts around an array.</summary>
/// <param name="Before">Per axis, before its first position.</param>
/// <param name="After">Per axis, after its last position.</param>
public sealed record Padding(Ints Before, Ints After) : Attributes
{
    /// <summary>Per axis, before its first position.</summary>
    public Ints Before { get; init; } = Argument.NotNull(Before);

    /// <summary>Per axis, after its last position.</summary>
    public Ints After { get; init; } = Argument.NotNull(After);

    /// <inheritdoc/>
    public override IReadOnlyList<Literal> Literals =>
        [new Literal.List(Before), new Literal.List(After)];

    internal static Attributes Read(IReadOnlyList<Literal> literals) =>
        new Padding(((Literal.List)literals[0]).Values, ((Literal.List)literals[1]).Values);

    internal static ShapeRule Padded { get; } =
        (x, attributes) =>
        {
            var (before, after) = (Padding)attributes;
            var shape = x[0].Shape;
            if (before.Count != shape.Rank || after.Count != shape.Rank)
                throw new ShapeException(
                    $"{x[0].Described} has {Axis.Described(shape.Rank)}, but {before.Count} numbers before and {after.Count} after were given. Give one of each per axis."
                );
            for (int axis = 0; axis < shape.Rank; axis++)
                if (before[axis] < 0 || after[axis] < 0)
                    throw new ShapeException(
                        $"axis {axis} of {x[0].Described} cannot get {before[axis]} zeros before and {after[axis]} after. Slice it to make it shorter?"
                    );
            return Shape.Of([
                .. shape.Select(
                    (length, axis) => Axis.Length(axis, (long)before[axis] + length + after[axis])
                ),
            ]);
        };
}
