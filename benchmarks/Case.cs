namespace Benchmarks;

/// <summary>Something that is timed: the same work, done by several contestants in turn.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Work">What is done, in a few words.</param>
/// <param name="Make">Makes the contestants; the first is ours. Called when the case's turn comes, so that no case is in another's way.</param>
internal sealed record Case(string Name, string Work, Func<Peers, IReadOnlyList<Contestant>> Make)
{
    /// <summary>How many units of work a step is, and what a unit is called: 2e9 flop, 1000 nodes.</summary>
    public (double Count, string Unit)? Units { get; init; }

    /// <summary>The target that the case answers, such as <c>P1</c>; empty for one that only informs.</summary>
    public string Target { get; init; } = "";

    /// <summary>How far the contestants' numbers may lie apart, relative to their size.</summary>
    public double Tolerance { get; init; } = 1e-6;
}
