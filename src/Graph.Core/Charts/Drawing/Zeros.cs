namespace FunctionalGrad;

/// <summary>What is exactly 0, for which a logarithmic axis has no place: told in words, and marked on the lower edge.</summary>
internal static class Zeros
{
    private const double LineHeight = 17;

    /// <summary>A sentence for each pattern of zeros, with all the lines that have it: <c>w, b: exactly 0 from step 12 on</c>.</summary>
    public static IEnumerable<string> Told(IEnumerable<Series> series, string across) =>
        from each in series
        let pattern = Pattern(each.Points, across)
        where pattern is not null
        group each.Name by pattern into lines
        select $"{string.Join(", ", lines)}: exactly 0 {lines.Key}";

    /// <summary>The same as lines that a page has room for.</summary>
    public static string[] Lines(IEnumerable<Series> series, string across, double width) =>
        [
            .. from told in Told(series, across)
            from line in Wrapping.Fitted(
                PlainText.Visible($"lower edge: {told}"),
                (int)((width - 2 * ChartPage.Margin) / ChartPage.Letter)
            )
            select line,
        ];

    public static double Height(string[] lines) => LineHeight * lines.Length;

    public static void Write(ChartPage page, double top, string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
            page.Text(ChartPage.Margin, top + LineHeight * i, lines[i]);
    }

    /// <summary>Where runs of zeros begin and end.</summary>
    public static IEnumerable<(double From, double To)> Runs(
        IReadOnlyList<(double X, double Y)> points
    )
    {
        for (int i = 0; i < points.Count; i++)
        {
            if (points[i].Y != 0)
                continue;
            int start = i;
            while (i + 1 < points.Count && points[i + 1].Y == 0)
                i++;
            yield return (points[start].X, points[i].X);
        }
    }

    private static string? Pattern(IReadOnlyList<(double X, double Y)> points, string across)
    {
        // What was not measured is no exception.
        (double X, double Y)[] known = [.. points.Where(point => !double.IsNaN(point.Y))];
        int count = known.Count(point => point.Y == 0),
            first = Array.FindIndex(known, point => point.Y == 0);
        if (count == 0)
            return null;
        string from = $"{across} {Numbers.Short(known[first].X)}";
        return count == known.Length ? "throughout"
            : count == 1 ? $"at {from}"
            : count == known.Length - first ? $"from {from} on"
            : $"at {Numbers.Whole(count)} of {Numbers.Whole(known.Length)} points, first at {from}";
    }
}
