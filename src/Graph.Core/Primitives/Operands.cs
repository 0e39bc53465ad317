using System.Numerics;

namespace FunctionalGrad;

/// <summary>What a kernel is given: the values of the inputs, the attributes and the shape of the output.</summary>
/// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
public readonly ref struct Operands<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Operand<T>[] places;
    private readonly int[] which;

    /// <summary>The operands of one application.</summary>
    /// <param name="inputs">The values of the inputs.</param>
    /// <param name="node">The application that is computed.</param>
    public Operands(ReadOnlySpan<NDArray<T>> inputs, Apply node)
    {
        places = new Operand<T>[inputs.Length];
        which = new int[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
            (places[i], which[i]) = (inputs[i].Operand, i);
        Node = Argument.NotNull(node);
    }

    /// <summary>Those among the given runs of elements that are named, in that order.</summary>
    internal Operands(Operand<T>[] places, int[] which, Apply node) =>
        (this.places, this.which, Node) = (places, which, node);

    /// <summary>How many inputs there are.</summary>
    public int Count => which.Length;

    /// <summary>The elements of one input, row-major; of an elementwise kernel perhaps a slice of them.</summary>
    public ReadOnlySpan<T> this[int input] => places[which[input]].Span;

    /// <summary>The shape of one input.</summary>
    public Shape ShapeOf(int input) => Node.Inputs[input].Shape;

    /// <summary>The shape of the output.</summary>
    public Shape OutputShape => Node.Shape;

    /// <summary>The attributes in the type that the primitive gave them.</summary>
    public TAttributes Get<TAttributes>()
        where TAttributes : Attributes => Node.Get<TAttributes>();

    /// <summary>The application that is computed.</summary>
    internal Apply Node { get; }

    /// <summary>The word of the operation and the module it is in, for messages.</summary>
    internal string Operation =>
        Node.Module is { } module ? $"{Node.Primitive.Name} in {module}" : Node.Primitive.Name;

    /// <summary>The name, if it has one, and the shape of one input, for messages.</summary>
    internal string Described(int input) => Node.Inputs[input].Described;
}
