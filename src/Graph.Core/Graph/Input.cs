namespace FunctionalGrad;

/// <summary>A leaf whose value is bound by name when the graph is evaluated.</summary>
/// <remarks>Inputs with the same name, shape and origin are the same input; with the same name alone they are an error where they meet.</remarks>
public sealed class Input : Expr
{
    internal Input(string name, Shape shape, InputOrigin origin)
        : base(shape)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (string.IsNullOrWhiteSpace(name))
            throw new ShapeException(
                "input: the name is empty. Give every input a name, as in Input(\"x\", 3, 4)."
            );
        Name = name;
        Origin = origin;
    }

    /// <summary>The name it is bound by; a path such as <c>hidden.weight</c> for a layer's parameter.</summary>
    public string Name { get; }

    /// <summary>Where its value comes from: data, a trained parameter, or noise.</summary>
    public InputOrigin Origin { get; }

    internal override string Label => Name;
}
