namespace FunctionalGrad;

/// <summary>A node of an immutable expression graph, and with it the whole graph below it.</summary>
/// <remarks>
/// The grammar: <c>Expr = Constant value | Input name shape | Apply primitive attributes inputs</c>.
/// A node holds no run state: no value, no gradient. Sharing is by reference: a node used twice is one node.
/// </remarks>
public abstract partial class Expr
{
    private protected Expr(Shape shape) => Shape = shape;

    /// <summary>The shape of the value this node stands for.</summary>
    public Shape Shape { get; }

    /// <summary>Gives the one function that fits this node's kind the node, and returns what it returns.</summary>
    /// <param name="constant">For a <see cref="FunctionalGrad.Constant"/>.</param>
    /// <param name="input">For an <see cref="FunctionalGrad.Input"/>.</param>
    /// <param name="apply">For an <see cref="FunctionalGrad.Apply"/>.</param>
    public TResult Match<TResult>(
        Func<Constant, TResult> constant,
        Func<Input, TResult> input,
        Func<Apply, TResult> apply
    )
    {
        ArgumentNullException.ThrowIfNull(constant);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(apply);
        return this switch
        {
            FunctionalGrad.Constant leaf => constant(leaf),
            FunctionalGrad.Input leaf => input(leaf),
            _ => apply((Apply)this),
        };
    }

    /// <summary>How messages call this node: the name of an input, or the word of the operation.</summary>
    internal abstract string Label { get; }

    /// <summary>The label, where there is a name worth telling, and the shape, as messages show an operand.</summary>
    internal string Described => this is FunctionalGrad.Input ? $"{Label} {Shape}" : $"{Shape}";

    /// <summary>The graph as short let-bound source text; long graphs are elided with a count.</summary>
    public override string ToString() => Source.Abridged(this);
}
