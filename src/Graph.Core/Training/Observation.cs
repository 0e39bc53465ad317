namespace FunctionalGrad;

/// <summary>What a training run looks like from inside at one state, on one batch: numbers only, so that many can be kept.</summary>
/// <param name="Step">How many steps had been taken.</param>
/// <param name="Loss">The loss of the batch at that state.</param>
/// <param name="Parameters">Each parameter's gradient, in the order in which the loss first needs them.</param>
/// <param name="Layers">The hidden units behind each activation, from the input on.</param>
public sealed record Observation(
    long Step,
    double Loss,
    IReadOnlyList<ParameterObservation> Parameters,
    IReadOnlyList<LayerObservation> Layers
)
{
    /// <summary>Each parameter's gradient, in the order in which the loss first needs them.</summary>
    public IReadOnlyList<ParameterObservation> Parameters { get; init; } =
        Argument.NoNulls(Parameters);

    /// <summary>The hidden units behind each activation, from the input on.</summary>
    public IReadOnlyList<LayerObservation> Layers { get; init; } = Argument.NoNulls(Layers);
}
