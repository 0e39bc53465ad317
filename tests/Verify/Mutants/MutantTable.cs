namespace FunctionalGrad.Checking.Mutants;

/// <summary>All wrong rules and passes.</summary>
internal static class MutantTable
{
    public static IReadOnlyList<Mutant> Rules { get; } =
    [
        .. ElementwiseMutants.All,
        .. KinkMutants.All,
        .. MagnitudeMutants.All,
        .. ReductionMutants.All,
        .. StructureMutants.All,
    ];

    public static IReadOnlyList<WrongPass> Passes => WrongPass.All;

    public static int Count => Rules.Count + Passes.Count;
}
