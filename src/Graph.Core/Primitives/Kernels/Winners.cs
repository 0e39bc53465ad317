namespace FunctionalGrad;

/// <summary>The branch signature of a reduction that picks: which element of a row wins.</summary>
internal static class Winners
{
    /// <summary>Writes the winner's position in its row; a tie is a negative number that names all who tie.</summary>
    public static void Write(Operands<double> x, Span<int> branch, Fold<double> best)
    {
        var winners = new double[branch.Length];
        Rows.Fold(x, winners, row => Winner(row, best(row)));
        for (int i = 0; i < branch.Length; i++)
            branch[i] = (int)winners[i];
    }

    private static double Winner(ReadOnlySpan<double> row, double best)
    {
        int first = row.IndexOf(best),
            names = first;
        for (int i = first + 1; i < row.Length; i++)
            if (row[i] == best)
                names = names * 31 + i + 1;
        return names == first ? first : -1 - (names & int.MaxValue);
    }
}
