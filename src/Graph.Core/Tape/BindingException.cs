namespace FunctionalGrad;

/// <summary>A graph's inputs and what was bound to them do not fit together: the message names them.</summary>
/// <param name="message">The whole sentence.</param>
public sealed class BindingException(string message) : ArgumentException(message)
{
    internal static BindingException TwoWithOneName(Input first, Input second) =>
        new(
            $"graph: two different inputs are named {first.Name}: one is {first.Shape} ({Describe(first)}), the other {second.Shape} ({Describe(second)}). Rename one, or use one input for both."
        );

    /// <summary>An input is given an array that it is not as large as.</summary>
    internal static BindingException OtherShape(string operation, Input input, Shape given) =>
        new(
            $"{operation}: the input {input.Name} is {input.Shape}, but is bound to an array of shape {given}. {Remedy(input.Shape, given)}"
        );

    /// <summary>A binding that was never made.</summary>
    internal static BindingException Empty(string operation) =>
        new(
            $"{operation}: a binding is empty, as default is: it has no input and no value. Write it as (input, value)."
        );

    private static string Remedy(Shape wanted, Shape given) =>
        given.Rank == 2 && wanted.SequenceEqual(given.Reverse()) ? "Transpose it?"
        : given.Size == wanted.Size ? "Reshape it?"
        : "Another shape is another graph, and another program.";

    private static string Describe(Input input) =>
        input.Origin switch
        {
            ParameterOrigin parameter => $"a parameter, {parameter.Initializer}",
            NoiseOrigin noise => $"noise, {noise.Distribution}",
            _ => "data",
        };
}
