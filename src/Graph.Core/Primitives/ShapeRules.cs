namespace FunctionalGrad;

/// <summary>Shape rules that several primitives share.</summary>
public static class ShapeRules
{
    /// <summary>All inputs have one shape, which is the output's; broadcasting was made explicit before.</summary>
    public static ShapeRule Elementwise { get; } =
        (x, _) =>
        {
            for (int i = 1; i < x.Count; i++)
                if (!x[i].Shape.Equals(x[0].Shape))
                    throw new ShapeException(
                        $"input 0 is {x[0].Described}, input {i} is {x[i].Described}: an elementwise primitive takes inputs of one shape. Broadcast them first?"
                    );
            return x[0].Shape;
        };
}
