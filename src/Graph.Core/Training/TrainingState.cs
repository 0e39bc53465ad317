using System.Collections.ObjectModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace FunctionalGrad;

/// <summary>Where a training run stands: a value, from which the run goes on the same way bit for bit.</summary>
/// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
public sealed partial class TrainingState<T> : IEquatable<TrainingState<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal TrainingState(
        long step,
        long seed,
        OrderedDictionary<string, NDArray<T>> parameters,
        OrderedDictionary<string, NDArray<T>> slots,
        OrderedDictionary<string, double> metrics
    )
    {
        Step = step;
        Seed = seed;
        Parameters = new ReadOnlyDictionary<string, NDArray<T>>(parameters);
        Slots = new ReadOnlyDictionary<string, NDArray<T>>(slots);
        Metrics = new ReadOnlyDictionary<string, double>(metrics);
    }

    /// <summary>How many steps have been taken; exact, whatever the element type.</summary>
    public long Step { get; }

    /// <summary>What everything random in the run follows from.</summary>
    public long Seed { get; }

    /// <summary>The parameters by name, in the order in which the graph needs them.</summary>
    public IReadOnlyDictionary<string, NDArray<T>> Parameters { get; }

    /// <summary>What the optimiser remembers, by name: <c>hidden.weight/velocity</c>.</summary>
    public IReadOnlyDictionary<string, NDArray<T>> Slots { get; }

    /// <summary>What the last step measured on its batch before it changed the parameters: <c>loss</c>, <c>gradientNorm</c>, <c>updateRatio</c> and the metrics asked for; empty at the start.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; }

    /// <summary>The loss of the last step's batch before that step; NaN at the start.</summary>
    public double Loss => Metrics.GetValueOrDefault(TrainingStep.LossName, double.NaN);

    /// <summary>The same state with some parameters replaced, as by a trained network's from a file.</summary>
    /// <exception cref="BindingException">The state has no parameter of that name and shape.</exception>
    public TrainingState<T> WithParameters(
        IEnumerable<KeyValuePair<string, NDArray<T>>> replacements
    )
    {
        ArgumentNullException.ThrowIfNull(replacements);
        var parameters = new OrderedDictionary<string, NDArray<T>>(Parameters);
        foreach (var (name, value) in replacements)
        {
            ArgumentNullException.ThrowIfNull(name);
            ArgumentNullException.ThrowIfNull(value);
            if (!parameters.TryGetValue(name, out var old))
                throw new BindingException(
                    $"training: the state has no parameter {name}. {Known(Parameters.Keys)}"
                );
            if (!old.Shape.Equals(value.Shape))
                throw new BindingException(
                    $"training: the parameter {name} is {old.Shape}, but {value.Shape} was given for it."
                );
            parameters[name] = value;
        }
        return new(Step, Seed, parameters, new(Slots), new(Metrics));
    }

    /// <summary>How far each parameter has moved since an earlier state, relative to its size then: |w' - w| / |w| by name; about 1e-3 for a step is healthy (CS231n, neural networks 3).</summary>
    /// <returns>0 for what has not moved, infinity for what has moved from all zeros.</returns>
    /// <exception cref="BindingException">The other state has other parameters.</exception>
    public IReadOnlyDictionary<string, double> UpdateRatiosSince(TrainingState<T> before)
    {
        ArgumentNullException.ThrowIfNull(before);
        // Replaced in both directions, so that neither state may have more than the other.
        _ = WithParameters(before.Parameters);
        var ratios = new OrderedDictionary<string, double>();
        foreach (var (name, value) in before.WithParameters(Parameters).Parameters)
        {
            var old = before.Parameters[name];
            double moved = double.CreateChecked(TensorPrimitives.Distance(value.Span, old.Span));
            double size = double.CreateChecked(TensorPrimitives.Norm(old.Span));
            ratios.Add(name, moved == 0 ? 0 : moved / size);
        }
        return ratios;
    }

    /// <summary>Whether both hold the same names and the same bits: NaN equals itself, 0 and -0 differ.</summary>
    public bool Equals(TrainingState<T>? other) =>
        other is not null
        && Step == other.Step
        && Seed == other.Seed
        && Same(Parameters, other.Parameters, (a, b) => a.SameBits(b))
        && Same(Slots, other.Slots, (a, b) => a.SameBits(b))
        && Same(Metrics, other.Metrics, (a, b) => a.Equals(b));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TrainingState<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Step, Seed, Parameters.Count);

    /// <summary>The step and what it measured: <c>step 100: loss 0.5, accuracy 0.9</c>.</summary>
    public override string ToString() =>
        Metrics.Count == 0
            ? $"step {Step}"
            : $"step {Step}: {string.Join(", ", Metrics.Select(m => FormattableString.Invariant($"{m.Key} {m.Value:G6}")))}";

    internal static string Known(IEnumerable<string> names) =>
        names.Any() ? $"It has {string.Join(", ", names)}." : "It has none.";

    private static bool Same<TValue>(
        IReadOnlyDictionary<string, TValue> a,
        IReadOnlyDictionary<string, TValue> b,
        Func<TValue, TValue, bool> same
    ) =>
        a.Count == b.Count
        && a.All(pair => b.TryGetValue(pair.Key, out var value) && same(pair.Value, value));
}
