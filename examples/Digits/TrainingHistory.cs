namespace Digits;

/// <summary>What is kept of a run: its last state, and numbers along the way.</summary>
internal sealed record TrainingHistory(
    TrainingState<float> Last,
    Series Loss,
    Series Accuracy,
    Series HeldOut,
    IReadOnlyList<Observation> Observations
);
