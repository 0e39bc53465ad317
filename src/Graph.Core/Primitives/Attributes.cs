namespace FunctionalGrad;

/// <summary>The parameters of one application of a primitive: a record, equal by value, kept on the node.</summary>
/// <remarks>A record that holds a list holds it as a <see cref="Shape"/> or <see cref="Ints"/>, which are equal by value.</remarks>
public abstract record Attributes
{
    /// <summary>For a primitive without parameters.</summary>
    public static Attributes None { get; } = new NoAttributes();

    /// <summary>The parameters as source literals, in the order in which the DSL's function takes them.</summary>
    public abstract IReadOnlyList<Literal> Literals { get; }

    private sealed record NoAttributes : Attributes
    {
        public override IReadOnlyList<Literal> Literals => [];
    }
}
