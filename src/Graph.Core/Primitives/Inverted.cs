namespace FunctionalGrad;

/// <summary>How many of the last conditions hold where they are 0.</summary>
/// <param name="Last">Their number.</param>
public sealed record Inverted(int Last) : Attributes
{
    /// <inheritdoc/>
    public override IReadOnlyList<Literal> Literals => [new Literal.Whole(Last)];

    internal static Attributes Read(IReadOnlyList<Literal> literals) =>
        new Inverted(((Literal.Whole)literals[0]).Value);

    /// <summary>A value, and conditions of one shape, of which there are so many.</summary>
    internal static ShapeRule Counted { get; } =
        (x, attributes) =>
        {
            int last = ((Inverted)attributes).Last;
            if (last < 0 || last >= x.Count)
                throw new ShapeException(
                    $"{last} of its {x.Count - 1} conditions are asked to be 0. Ask for none, or for as many of the last as there are."
                );
            for (int i = 2; i < x.Count; i++)
                if (!x[i].Shape.Equals(x[1].Shape))
                    throw new ShapeException(
                        $"condition 0 is {x[1].Described}, condition {i - 1} is {x[i].Described}: conditions that hold at one element have one shape. Broadcast them first?"
                    );
            return x[0].Shape;
        };
}
