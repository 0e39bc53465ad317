namespace FunctionalGrad.Checking.Mutants;

/// <summary>What became of one mutant.</summary>
/// <param name="Mutant">Its name.</param>
/// <param name="Breaks">What sort of mistake it is.</param>
/// <param name="Graphs">After how many graphs the check failed; null when it never did.</param>
/// <param name="Blamed">The node that was blamed, or why nothing should be.</param>
/// <param name="IsBlamedRight">Whether that is the node of the mutant.</param>
/// <param name="Smallest">The smallest failing expression.</param>
internal sealed record Kill(
    string Mutant,
    string Breaks,
    int? Graphs,
    string Blamed,
    bool IsBlamedRight,
    string Smallest
);
