namespace FunctionalGrad;

/// <summary>What a slice takes along each axis: positions begin, begin + step, ... before end.</summary>
/// <param name="Begin">The first position per axis, counted from 0.</param>
/// <param name="End">The position per axis before which the slice ends.</param>
/// <param name="Step">How far apart what is taken lies, at least 1.</param>
public sealed record Slicing(Ints Begin, Ints End, Ints Step) : Attributes
{
    /// <summary>The first position per axis, counted from 0.</summary>
    public Ints Begin { get; init; } = Argument.NotNull(Begin);

    /// <summary>The position per axis before which the slice ends.</summary>
    public Ints End { get; init; } = Argument.NotNull(End);

    /// <summary>How far apart what is taken lies, at least 1.</summary>
    public Ints Step { get; init; } = Argument.NotNull(Step);

    /// <inheritdoc/>
    public override IReadOnlyList<Literal> Literals =>
        [new Literal.List(Begin), new Literal.List(End), new Literal.List(Step)];

    internal static Attributes Read(IReadOnlyList<Literal> literals) =>
        new Slicing(
            ((Literal.List)literals[0]).Values,
            ((Literal.List)literals[1]).Values,
            ((Literal.List)literals[2]).Values
        );

    /// <summary>How many positions are taken along an axis.</summary>
    internal int LengthOf(int axis) =>
        (int)(((long)End[axis] - Begin[axis] + Step[axis] - 1) / Step[axis]);

    internal static ShapeRule Sliced { get; } =
        (x, attributes) =>
        {
            var (begin, end, step) = (Slicing)attributes;
            var shape = x[0].Shape;
            if (begin.Count != shape.Rank || end.Count != shape.Rank || step.Count != shape.Rank)
                throw new ShapeException(
                    $"{x[0].Described} has {Axis.Described(shape.Rank)}, but {begin.Count} begins, {end.Count} ends and {step.Count} steps were given. Give one of each per axis."
                );
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                if (begin[axis] < 0 || begin[axis] > end[axis] || end[axis] > shape[axis])
                    throw new ShapeException(
                        $"axis {axis} of {x[0].Described} has length {shape[axis]}, but positions from {begin[axis]} to before {end[axis]} were asked for."
                    );
                if (step[axis] < 1)
                    throw new ShapeException(
                        $"the step along axis {axis} of {x[0].Described} is {step[axis]}, but must be at least 1."
                    );
            }
            var slicing = (Slicing)attributes;
            return Shape.Of([.. Enumerable.Range(0, shape.Rank).Select(slicing.LengthOf)]);
        };
}
