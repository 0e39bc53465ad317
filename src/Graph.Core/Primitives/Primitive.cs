using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>One operation, declared whole in one place: what it computes, how it is differentiated, written and checked.</summary>
/// <remarks>
/// A primitive without a derivative rule cannot be constructed; one that has none says <see cref="Derivative.NotDifferentiable"/>
/// and why. Two primitives are the same only if they are the same object.
/// </remarks>
/// <param name="name">Its word in the DSL, camelCase.</param>
public sealed class Primitive(string name)
{
    /// <summary>Its word in the DSL.</summary>
    /// <exception cref="ArgumentException">It is none that formulas can write: letters, digits, underscores and spaces, a letter first.</exception>
    public string Name { get; } = Writable(name);

    /// <summary>How many inputs it takes.</summary>
    public required Arity Arity { get; init; }

    /// <summary>The shape of its output, or a sentence that says why there is none.</summary>
    public required ShapeRule Shape { get; init; }

    /// <summary>How its value is computed, over spans, in double and in float.</summary>
    public required Kernel Kernel { get; init; }

    /// <summary>How it is differentiated: one rule, for both modes.</summary>
    public required Derivative Derivative { get; init; }

    /// <summary>How it is written in formulas.</summary>
    public required Notation Notation { get; init; }

    /// <summary>Where each input may lie for the value to be finite and smooth; all real numbers unless it says otherwise.</summary>
    public Domain Domain { get; init; } = Domain.Reals;

    /// <summary>What is promised at kinks, ties and edges, in words; null where it is smooth everywhere. Of a primitive with branches the first clause, up to a semicolon, says what holds where they meet.</summary>
    public string? Convention { get; init; }

    /// <summary>What is promised of one application, where its attributes decide it; null where <see cref="Convention"/> holds for all.</summary>
    internal Func<Apply, string>? SpecialConvention { get; init; }

    /// <summary>What is promised of this application where its branches meet.</summary>
    internal string? AtKink(Apply apply) =>
        (SpecialConvention?.Invoke(apply) ?? Convention)?.Split(';')[0];

    /// <summary>On which branch each output element lies; null for a primitive that has only one.</summary>
    public BranchSignature? Branch { get; init; }

    /// <summary>Whether its derivative is 0 by decree and not because its value does not change: a gradient check holds its value.</summary>
    public bool IsConstantByDecree { get; init; }

    /// <summary>The identities that hold for it bit for bit.</summary>
    public Algebra Algebra { get; init; } = Algebra.None;

    /// <summary>What it does to a gradient that flows back through it, in the lecture's words.</summary>
    public GateRole Role { get; init; } = GateRole.LocalScaler;

    /// <summary>Makes its attributes from the literals of source text; null for a primitive without attributes.</summary>
    public Func<IReadOnlyList<Literal>, Attributes>? ReadAttributes { get; init; }

    /// <summary>Attributes that the laws over the table try it with; those of a primitive without attributes by default.</summary>
    public IReadOnlyList<Attributes> Samples { get; init; } = [Attributes.None];

    /// <summary>Applies it to inputs whose number and shapes fit.</summary>
    /// <exception cref="ShapeException">They do not fit: the message names the primitive, the inputs and their shapes.</exception>
    public Expr Apply(Attributes attributes, params ReadOnlySpan<Expr> inputs)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        foreach (var input in inputs)
            ArgumentNullException.ThrowIfNull(input);
        Arity.Require(this, inputs.Length);
        RequireFitting(attributes);
        var copy = inputs.ToArray();
        try
        {
            return new Apply(this, attributes, copy, Shape(Array.AsReadOnly(copy), attributes));
        }
        catch (ShapeException problem)
        {
            string where = ModulePath.Current is { } module ? $"{Name} in {module}" : Name;
            throw new ShapeException($"{where}: {problem.Message}");
        }
    }

    /// <summary>Applies it, a primitive without attributes, to inputs whose number and shapes fit.</summary>
    /// <exception cref="ShapeException">They do not fit.</exception>
    public Expr Apply(params ReadOnlySpan<Expr> inputs) => Apply(Attributes.None, inputs);

    /// <summary>To one input, which an error calls what the caller calls it.</summary>
    internal Expr Apply(Expr x, [CallerArgumentExpression(nameof(x))] string? name = null) =>
        Apply(Attributes.None, Argument.NotNull(x, name));

    internal Expr Apply(
        Attributes attributes,
        Expr x,
        [CallerArgumentExpression(nameof(x))] string? name = null
    ) => Apply(attributes, [Argument.NotNull(x, name)]);

    /// <summary>The samples tell which kind of attributes the rules expect.</summary>
    private void RequireFitting(Attributes attributes)
    {
        if (Samples is not [var sample, ..] || sample == Attributes.None)
            return;
        if (attributes.GetType() != sample.GetType())
            throw new ShapeException(
                $"{Name}: it takes attributes of the kind {sample.GetType().Name}, but was given {(attributes == Attributes.None ? "none" : attributes.GetType().Name)}."
            );
    }

    private static string Writable(string name)
    {
        Argument.NotNull(name);
        bool isWritable =
            name.Length > 0
            && char.IsLetter(name[0])
            && name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or ' ');
        return isWritable
            ? name
            : throw new ArgumentException(
                $"primitive: \"{name}\" is no name that formulas and source text can write: use letters, digits and underscores, a letter first, as in mySquare.",
                nameof(name)
            );
    }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}
