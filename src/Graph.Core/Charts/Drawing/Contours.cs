using System.Text;

namespace FunctionalGrad;

/// <summary>Contour lines of a function given on a grid, by marching squares: in each square the line runs between the sides that the level crosses.</summary>
internal static class Contours
{
    /// <summary>Levels from the least value up, each step a factor wider, so that a narrow valley shows.</summary>
    public static IEnumerable<double> Levels(double[,] values)
    {
        double low = double.PositiveInfinity,
            high = double.NegativeInfinity;
        foreach (double value in values)
            if (double.IsFinite(value))
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
        for (int i = 1; i <= 10 && low < high; i++)
            yield return low + (high - low) * Math.Pow(10, -i / 2.0);
    }

    /// <summary>The line of one level, as a path; rows go from bottom to top.</summary>
    public static string Path(Plot plot, double[,] values, double level)
    {
        int rows = values.GetLength(0),
            columns = values.GetLength(1);
        double X(double column) => plot.Left + plot.Width * column / (columns - 1);
        double Y(double row) => plot.Top + plot.Height * (1 - row / (rows - 1));
        var path = new StringBuilder();
        var ends = new List<(double X, double Y)>(4);
        for (int r = 0; r + 1 < rows; r++)
        for (int c = 0; c + 1 < columns; c++)
        {
            double a = values[r, c],
                b = values[r, c + 1],
                d = values[r + 1, c],
                e = values[r + 1, c + 1];
            ends.Clear();
            // Around the square: bottom, right, top, left.
            if (Crosses(a, b, level))
                ends.Add((X(c + Share(a, b, level)), Y(r)));
            if (Crosses(b, e, level))
                ends.Add((X(c + 1), Y(r + Share(b, e, level))));
            if (Crosses(d, e, level))
                ends.Add((X(c + Share(d, e, level)), Y(r + 1)));
            if (Crosses(a, d, level))
                ends.Add((X(c), Y(r + Share(a, d, level))));
            // On a saddle four sides are crossed: the lines are those that keep the corner a apart.
            if (ends.Count == 4)
                (ends[1], ends[3]) = (ends[3], ends[1]);
            for (int i = 0; i + 1 < ends.Count; i += 2)
                path.Append(
                    $"M{N(ends[i].X)} {N(ends[i].Y)}L{N(ends[i + 1].X)} {N(ends[i + 1].Y)}"
                );
        }
        return path.ToString();
    }

    private static bool Crosses(double a, double b, double level) => a < level != b < level;

    private static double Share(double a, double b, double level) => (level - a) / (b - a);

    private static string N(double value) => ChartPage.N(value);
}
