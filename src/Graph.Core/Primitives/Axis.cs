namespace FunctionalGrad;

/// <summary>The one axis that a concat or a gather works along, counted from 0.</summary>
/// <param name="Value">The axis.</param>
public sealed record Axis(int Value) : Attributes
{
    /// <inheritdoc/>
    public override IReadOnlyList<Literal> Literals => [new Literal.Whole(Value)];

    /// <summary><c>axis 1</c>.</summary>
    internal string Words => $"axis {Numbers.Whole(Value)}";

    internal static Attributes Read(IReadOnlyList<Literal> literals) =>
        new Axis(((Literal.Whole)literals[0]).Value);

    /// <summary>An axis of an array of the given rank; a negative one counts from the end.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    internal static int Of(string operation, Expr x, int axis, int rank)
    {
        int counted = axis < 0 ? axis + rank : axis;
        return counted >= 0 && counted < rank
            ? counted
            : throw new ShapeException(
                $"{operation}: there is no axis {axis} in {x.Described}, which has {Described(rank)}."
            );
    }

    /// <summary>The length that an axis of a result gets.</summary>
    /// <exception cref="ShapeException">It is more than one array can hold.</exception>
    internal static int Length(int axis, long length) =>
        length <= Array.MaxLength
            ? (int)length
            : throw new ShapeException(
                $"axis {axis} would get the length {length}, but one array can hold {Array.MaxLength} elements at most."
            );

    internal static string Described(int rank) => rank == 1 ? "1 axis" : $"{rank} axes";
}
