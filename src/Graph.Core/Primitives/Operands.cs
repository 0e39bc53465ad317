using System.Numerics;

namespace FunctionalGrad;

/// <summary>What a kernel is given: the values of the inputs, the attributes and the shape of the output.</summary>
/// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
/// <param name="inputs">The values of the inputs.</param>
/// <param name="node">The application that is computed.</param>
public readonly ref struct Operands<T>(ReadOnlySpan<NDArray<T>> inputs, Apply node)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<NDArray<T>> inputs = inputs;
    private readonly Apply node = Argument.NotNull(node);

    /// <summary>How many inputs there are.</summary>
    public int Count => inputs.Length;

    /// <summary>The elements of one input, row-major.</summary>
    public ReadOnlySpan<T> this[int input] => inputs[input].Span;

    /// <summary>The shape of one input.</summary>
    public Shape ShapeOf(int input) => inputs[input].Shape;

    /// <summary>The shape of the output.</summary>
    public Shape OutputShape => node.Shape;

    /// <summary>The attributes in the type that the primitive gave them.</summary>
    public TAttributes Get<TAttributes>()
        where TAttributes : Attributes => node.Get<TAttributes>();

    /// <summary>The word of the operation and the module it is in, for messages.</summary>
    internal string Operation =>
        node.Module is { } module ? $"{node.Primitive.Name} in {module}" : node.Primitive.Name;

    /// <summary>The name, if it has one, and the shape of one input, for messages.</summary>
    internal string Described(int input) => node.Inputs[input].Described;
}
