using System.Numerics;

namespace FunctionalGrad;

public sealed partial class TrainingStep
{
    private static Input Slot(Input parameter, string name) =>
        (Input)Expr.Input($"{parameter.Name}/{name}", parameter.Shape.Lengths);

    private Expr[] SlotsOf(Input parameter, Optimizer optimizer)
    {
        Input[] own = [.. optimizer.Slots.Select(name => Slot(parameter, name))];
        slots.AddRange(own);
        return own;
    }

    private IEnumerable<Binding<T>> Carried<T>(TrainingState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [
            new(step, NDArray<T>.Scalar(T.CreateChecked(state.Step))),
            .. state.BindingsOf(tape.Inputs),
            .. slots.Select(slot => new Binding<T>(slot, state.Slots[slot.Name])),
        ];

    private void RequireTrainable(Expr loss)
    {
        if (loss.Shape.Rank != 0)
            throw new ShapeException(
                $"training: the loss is {loss.Described}, but only a scalar [] can be made small. Take its mean or its sum."
            );
        if (Parameters.Count == 0)
            throw new BindingException(
                "training: the loss has no parameters, so there is nothing to train. Make them with Parameter(name, shape, initializer) or a layer."
            );
    }

    private void Admit(Metric metric)
    {
        if (metric.Value.Shape.Rank != 0)
            throw new ShapeException(
                $"training: the metric {metric.Name} is {metric.Value.Described}, but a metric is a scalar []. Take its mean or its sum."
            );
        if (metrics.Contains(metric.Name))
            throw new BindingException(
                $"training: two metrics are named {metric.Name}. Rename one; {string.Join(", ", metrics.Take(3))} are always there."
            );
        foreach (var parameter in FunctionalGrad.Parameters.Of(metric.Value))
            if (!Parameters.Any(trained => trained.Name == parameter.Name))
                throw new BindingException(
                    $"training: the metric {metric.Name} needs the parameter {parameter.Described}, which the loss does not have, so that it would never be trained."
                );
        metrics.Add(metric.Name);
    }

    /// <summary>A slot that met an input of the model by chance would be merged with it.</summary>
    private void RequireOwnNames(Tape model)
    {
        foreach (var input in model.Inputs)
            if (slots.Any(slot => slot.Name == input.Name))
                throw new BindingException(
                    $"training: the input {input.Described} has the name of a slot of the optimizer. Rename it."
                );
    }

    private void RequireOwn<T>(TrainingState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require(Parameters, state.Parameters, "parameter", "model");
        Require(slots, state.Slots, "slot", "optimizer");
    }

    private static void Require<T>(
        IReadOnlyList<Input> needed,
        IReadOnlyDictionary<string, NDArray<T>> given,
        string kind,
        string owner
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var input in needed)
            if (!given.TryGetValue(input.Name, out var value))
                throw new BindingException(
                    $"training: the state has no {kind} {input.Name} {input.Shape}, which the step needs. {TrainingState<T>.Known(given.Keys)} Was it made for another {owner}?"
                );
            else if (!value.Shape.Equals(input.Shape))
                throw new BindingException(
                    $"training: the state's {kind} {input.Name} is {value.Shape}, but the step needs {input.Shape}. Was it made for another {owner}?"
                );
        foreach (string name in given.Keys)
            if (given.Count > needed.Count && !needed.Any(input => input.Name == name))
                throw new BindingException(
                    $"training: the state has a {kind} {name}, which the step does not know. Was it made for another {owner}?"
                );
    }

    private static OrderedDictionary<string, NDArray<T>> Named<T>(
        IEnumerable<Input> inputs,
        Func<Input, NDArray<T>> value
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(inputs.Select(input => KeyValuePair.Create(input.Name, value(input))));
}
