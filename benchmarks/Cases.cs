namespace Benchmarks;

/// <summary>Everything that is timed, in the order in which it is reported.</summary>
internal static class Cases
{
    public static IReadOnlyList<Case> All { get; } =
    [
        .. LectureNetwork.Cases,
        .. Perceptron.Cases,
        .. TinyNetwork.Cases,
        .. MatrixProducts.Cases,
        .. MachinePeak.Cases,
        .. Chains.Cases,
        .. ScalarGraphs.Cases,
        .. Mixture.Cases,
        .. Recurrent.Cases,
        .. DiagonalRecurrent.Cases,
        .. NodeCosts.Cases,
    ];

    /// <summary>The case of that name, or those whose names begin with it.</summary>
    public static IEnumerable<Case> Named(string name)
    {
        var exact = All.Where(c => c.Name == name);
        return exact.Any()
            ? exact
            : All.Where(c => c.Name.StartsWith(name, StringComparison.Ordinal));
    }
}
