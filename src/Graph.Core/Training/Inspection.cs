using System.Numerics;

namespace FunctionalGrad;

/// <summary>Looks into a training run: the gradient of every parameter, and the slope of every hidden unit, at any state and batch.</summary>
/// <remarks>
/// Made once from a loss. Activations are found in the graph: elementwise functions of one node, such as a layer's output, whose result meets
/// further parameters. It holds no state, and changes nothing in the run.
/// </remarks>
public sealed class Inspection
{
    private readonly IReadOnlyList<Input> parameters;
    private readonly IReadOnlyList<(string Name, Expr Slope)> activations;
    private readonly Tape tape;

    private Inspection(Expr loss)
    {
        if (loss.Shape.Rank != 0)
            throw new ShapeException(
                $"inspection: the loss is {loss.Described}, but only a scalar [] has a gradient. Take its mean or its sum."
            );
        parameters = FunctionalGrad.Parameters.Of(loss);
        if (parameters.Count == 0)
            throw new BindingException(
                "inspection: the loss has no parameters, so there is nothing to look at. Make them with Parameter(name, shape, initializer) or a layer."
            );
        activations = Activations.Of(loss);
        tape = Tape.Of([
            loss,
            .. Differentiate.Gradient(loss, parameters),
            .. activations.Select(each => each.Slope),
        ]);
    }

    /// <summary>The inspection of the given loss.</summary>
    /// <param name="loss">The scalar that is trained.</param>
    /// <exception cref="ShapeException">The loss is not a scalar.</exception>
    /// <exception cref="BindingException">The loss has no parameters.</exception>
    public static Inspection Of(Expr loss) => new(Argument.NotNull(loss));

    /// <summary>The names of the layers of hidden units that were found, from the input on.</summary>
    public IReadOnlyList<string> Layers => [.. activations.Select(each => each.Name)];

    /// <summary>What the run looks like at one state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="batch">A value for each data input of the loss.</param>
    /// <param name="next">The state after the next step, to tell how far each parameter moves.</param>
    /// <exception cref="BindingException">The state or the batch does not fit the loss.</exception>
    public Observation At<T>(
        TrainingState<T> state,
        IEnumerable<Binding<T>> batch,
        TrainingState<T>? next = null
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(batch);
        var values = Evaluate.Values(tape, [.. state.BindingsOf(tape.Inputs), .. batch]);
        var ratios = next?.UpdateRatiosSince(state);
        return new(
            state.Step,
            double.CreateChecked(values[0].ToScalar()),
            [
                .. parameters.Select(
                    (parameter, i) =>
                        ParameterObservation.Of(
                            parameter.Name,
                            values[1 + i].Convert<double>(),
                            ratios?[parameter.Name] ?? double.NaN
                        )
                ),
            ],
            [
                .. activations.Select(
                    (layer, i) =>
                        LayerObservation.Of(
                            layer.Name,
                            values[1 + parameters.Count + i].Convert<double>()
                        )
                ),
            ]
        );
    }

    /// <summary>What the run looks like along its states, each with the step to the one that follows in the sequence: lazy, and no state is kept.</summary>
    /// <param name="states">Consecutive states of a run.</param>
    /// <param name="batch">The batch to look at a state with: <see cref="Minibatches{T}.At(TrainingState{T})"/>, or any pure function.</param>
    /// <param name="every">Only every so many states are looked at, the first among them.</param>
    public IEnumerable<Observation> Along<T>(
        IEnumerable<TrainingState<T>> states,
        Func<TrainingState<T>, IEnumerable<Binding<T>>> batch,
        int every = 1
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        if (states is IReadOnlyList<TrainingState<T>> list)
            Argument.NoNulls(list, nameof(states));
        return Observations();

        // A function of its own, so that the checks do not wait for the first state.
        IEnumerable<Observation> Observations()
        {
            TrainingState<T>? waiting = null;
            long count = 0;
            foreach (var state in states)
            {
                if (waiting is not null)
                    yield return At(waiting, batch(waiting), state);
                waiting = count++ % every == 0 ? state : null;
            }
            if (waiting is not null)
                yield return At(waiting, batch(waiting));
        }
    }
}
