namespace FunctionalGrad;

/// <summary>How far a gradient check has come.</summary>
public sealed record GradientCheckProgress
{
    internal GradientCheckProgress(string step, int done, int total) =>
        (Step, Done, Total) = (step, done, total);

    /// <summary>What the check is doing, in the words of the report.</summary>
    public string Step { get; internal init; }

    /// <summary>How many entries and directions of this step are compared.</summary>
    public int Done { get; internal init; }

    /// <summary>How many there are.</summary>
    public int Total { get; internal init; }
}
