using System.Numerics;

namespace FunctionalGrad;

public sealed partial class TrainingState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What the state knows of a graph's inputs: the parameters that it needs, and its noise as drawn for this seed and step.</summary>
    /// <remarks>The graph need not be the one that was trained: the same model at another batch size has the same parameters.</remarks>
    /// <exception cref="BindingException">The graph needs a parameter that the state does not have in that shape.</exception>
    public IReadOnlyList<Binding<T>> Bindings(params IReadOnlyList<Expr> graph) =>
        [.. BindingsOf(Tape.Of(Argument.NoNulls(graph)).Inputs)];

    internal IEnumerable<Binding<T>> BindingsOf(IEnumerable<Input> inputs)
    {
        foreach (var input in inputs)
            if (input.Origin is ParameterOrigin)
                yield return new(input, Parameter(input));
            else if (input.Origin is NoiseOrigin noise)
                yield return new(input, Noise(input, noise, Seed, Step));
    }

    /// <summary>How a parameter starts in a run with the given seed.</summary>
    internal static NDArray<T> Draw(Input parameter, long seed) =>
        ((ParameterOrigin)parameter.Origin)
            .Initializer.Draw(parameter.Shape, seed, parameter.Name)
            .Convert<T>();

    /// <summary>The noise of one step of a run.</summary>
    internal static NDArray<T> Noise(Input input, NoiseOrigin origin, long seed, long step) =>
        origin.Distribution.Draw(input.Shape, seed, step, input.Name).Convert<T>();

    private NDArray<T> Parameter(Input input)
    {
        if (!Parameters.TryGetValue(input.Name, out var value))
            throw new BindingException(
                $"bindings: the graph has the parameter {input.Described}, but the state has none of that name. {Known(Parameters.Keys)}"
            );
        return value.Shape.Equals(input.Shape)
            ? value
            : throw new BindingException(
                $"bindings: the graph's parameter {input.Name} is {input.Shape}, but the state's is {value.Shape}."
            );
    }
}
