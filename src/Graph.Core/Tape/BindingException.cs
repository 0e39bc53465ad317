namespace FunctionalGrad;

/// <summary>A graph's inputs and what was bound to them do not fit together: the message names them.</summary>
/// <param name="message">The whole sentence.</param>
public sealed class BindingException(string message) : ArgumentException(message)
{
    internal static BindingException TwoWithOneName(Input first, Input second) =>
        new(
            $"graph: two different inputs are named {first.Name}: one is {first.Shape} ({Describe(first)}), the other {second.Shape} ({Describe(second)}). Rename one, or use one input for both."
        );

    private static string Describe(Input input) =>
        input.Origin switch
        {
            ParameterOrigin parameter => $"a parameter, {parameter.Initializer}",
            NoiseOrigin noise => $"noise, {noise.Distribution}",
            _ => "data",
        };
}
