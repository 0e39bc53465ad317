using System.Numerics;

namespace FunctionalGrad;

/// <summary>The values of the inputs of one graph, checked before anything is computed.</summary>
internal sealed class Bindings<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<string, NDArray<T>> values = [];

    public Bindings(IEnumerable<Input> needed, IEnumerable<Binding<T>> bindings, bool checkFinite)
    {
        ArgumentNullException.ThrowIfNull(bindings);
        var inputs = needed.ToDictionary(input => input.Name);
        foreach (var binding in bindings)
        {
            if (binding.Name is null)
                throw BindingException.Empty("evaluate");
            if (!values.TryAdd(binding.Name, binding.Value))
                throw new BindingException($"evaluate: {binding.Name} is bound twice.");
            if (inputs.TryGetValue(binding.Name, out var input))
                Check(input, binding, checkFinite);
            else if (binding.Input is null)
                throw new BindingException(
                    $"evaluate: {binding.Name} is bound, but the graph has no input of that name. {Known(inputs.Values)}"
                );
        }
        foreach (var input in inputs.Values)
            if (!values.ContainsKey(input.Name))
                throw new BindingException(
                    $"evaluate: the input {input.Name} {input.Shape} is not bound. Bind it to an array of that shape."
                );
    }

    /// <summary>The bindings by input instead of by name, so that they also fit graphs that hold only some of the inputs.</summary>
    public static Binding<T>[] ByInput(
        IReadOnlyCollection<Input> inputs,
        IEnumerable<Binding<T>> bindings
    ) =>
        [
            .. bindings.Select(binding =>
                binding.Input is null
                && inputs.FirstOrDefault(input => input.Name == binding.Name) is { } input
                    ? new Binding<T>(input, binding.Value)
                    : binding
            ),
        ];

    public NDArray<T> this[Input input] => values[input.Name];

    private static void Check(Input input, Binding<T> binding, bool checkFinite)
    {
        RequireSame(input, binding);
        if (!binding.Value.Shape.Equals(input.Shape))
            throw BindingException.OtherShape("evaluate", input, binding.Value.Shape);
        if (checkFinite)
            RequireFinite(input, binding.Value);
    }

    /// <exception cref="BindingException">Another input of the same name is bound.</exception>
    internal static void RequireSame(Input input, Binding<T> binding)
    {
        if (
            binding.Input is { } bound
            && !(bound.Shape.Equals(input.Shape) && bound.Origin.Equals(input.Origin))
        )
            throw BindingException.TwoWithOneName(input, bound);
    }

    /// <exception cref="BindingException">A NaN or infinity is bound.</exception>
    internal static void RequireFinite(Input input, NDArray<T> value)
    {
        var elements = value.Span;
        for (int i = 0; i < elements.Length; i++)
            if (!T.IsFinite(elements[i]))
                throw new BindingException(
                    $"evaluate: the input {input.Name} {input.Shape} holds {elements[i]} at element {i}, but finite values were asked for."
                );
    }

    /// <summary>The names of a graph's inputs, for messages.</summary>
    internal static string Known(IReadOnlyCollection<Input> inputs) =>
        inputs.Count == 0
            ? "It has no inputs."
            : $"It has {string.Join(", ", inputs.Select(input => input.Name))}.";
}
