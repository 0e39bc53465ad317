namespace FunctionalGrad;

/// <summary>How many inputs a primitive takes.</summary>
/// <param name="Least">The fewest.</param>
/// <param name="Most">The most; <see cref="int.MaxValue"/> for any number.</param>
public sealed record Arity(int Least, int Most)
{
    /// <summary>One input.</summary>
    public static Arity One { get; } = new(1, 1);

    /// <summary>Two inputs.</summary>
    public static Arity Two { get; } = new(2, 2);

    /// <summary>Three inputs.</summary>
    public static Arity Three { get; } = new(3, 3);

    /// <summary>That many inputs or more.</summary>
    public static Arity AtLeast(int least) => new(least, int.MaxValue);

    /// <summary>Whether the primitive takes any number of inputs from <see cref="Least"/> on.</summary>
    public bool IsVariadic => Most == int.MaxValue;

    internal void Require(Primitive primitive, int count)
    {
        if (count < Least || count > Most)
            throw new ShapeException(
                $"{primitive.Name}: it takes {(IsVariadic ? $"{Least} or more" : Least)} inputs, but {count} were given."
            );
    }
}
