using System.Text;

namespace FunctionalGrad;

/// <summary>A grid of coloured cells: cells of one colour and strength are one path, and neighbours in a row one rectangle of it.</summary>
internal static class Cells
{
    private const int Strengths = 16;

    /// <param name="page">Where they are drawn.</param>
    /// <param name="left">The left edge of the grid.</param>
    /// <param name="top">Its upper edge.</param>
    /// <param name="cell">The width and height of a cell.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="at">The kind and strength, from 0 to 1, of each cell.</param>
    public static void Draw(
        ChartPage page,
        double left,
        double top,
        (double Width, double Height) cell,
        int rows,
        int columns,
        Func<int, int, (string Kind, double Strength)> at
    )
    {
        var paths = new OrderedDictionary<(string, int), StringBuilder>();
        for (int row = 0; row < rows; row++)
        for (int column = 0, end; column < columns; column = end)
        {
            var look = Look(at(row, column));
            end = column + 1;
            while (end < columns && Look(at(row, end)) == look)
                end++;
            if (look.Strength == 0)
                continue;
            if (!paths.TryGetValue(look, out var path))
                paths[look] = path = new();
            double wide = (end - column) * cell.Width;
            path.Append(
                $"M{N(left + column * cell.Width)} {N(top + row * cell.Height)}h{N(wide)}v{N(cell.Height)}h{N(-wide)}z"
            );
        }
        foreach (var ((kind, strength), path) in paths)
            page.Path(path.ToString(), kind, ("fill-opacity", N(strength / (double)Strengths)));
    }

    private static (string Kind, int Strength) Look((string Kind, double Strength) cell) =>
        (
            cell.Kind,
            double.IsNaN(cell.Strength)
                ? 0
                : (int)Math.Round(Math.Clamp(cell.Strength, 0, 1) * Strengths)
        );

    /// <summary>Values with a sign: one colour above 0, another below, stronger the farther away.</summary>
    public static (string Kind, double Strength) Signed(double value, double largest) =>
        (
            value >= 0 ? "area c0" : "area c1",
            largest > 0 && double.IsFinite(value) ? Math.Abs(value) / largest : 0
        );

    private static string N(double value) => ChartPage.N(value);
}
