using System.Numerics;
using System.Numerics.Tensors;

namespace FunctionalGrad;

/// <summary>The winners of a row: their shares, and the branch signatures of reductions that pick.</summary>
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

    /// <summary>The same for the largest, with one number for each element of a row.</summary>
    public static void WriteAll(Operands<double> x, Span<int> branch)
    {
        var winners = new double[branch.Length];
        Rows.Map(x, winners, (row, y) => y.Fill(Winner(row, TensorPrimitives.Max(row))));
        for (int i = 0; i < branch.Length; i++)
            branch[i] = (int)winners[i];
    }

    /// <summary>The shares in each row along the axes.</summary>
    public static void SharesOver<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Rows.Map(x, y, Shares);

    /// <summary>1/k for each of the k that are the largest, 0 for the others; NaN for all where one is NaN.</summary>
    public static void Shares<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = TensorPrimitives.Max(x);
        int winners = 0;
        foreach (var element in x)
            winners += element == largest ? 1 : 0;
        var share = T.IsNaN(largest) ? T.NaN : T.One / T.CreateChecked(winners);
        for (int i = 0; i < y.Length; i++)
            y[i] = x[i] == largest || T.IsNaN(largest) ? share : T.Zero;
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
