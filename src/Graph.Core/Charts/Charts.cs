namespace FunctionalGrad;

/// <summary>Charts of training, each a pure function of numbers, drawn as a complete SVG document: the same bytes for the same numbers.</summary>
/// <remarks>
/// Light, dark, or as the reader prefers, and always light in print; with a title and a description for those who cannot see them. Colours
/// can be told apart by the colour-blind, and are never the only thing that tells.
/// </remarks>
public static partial class Charts
{
    private const double PageWidth = 620;
    private const double PlotHeight = 230;
    private const double Heading = 48;
    private const int MostOnEdge = 6;

    /// <summary>Lines over one another in one plot.</summary>
    /// <param name="title">What stands over the chart.</param>
    /// <param name="across">What the horizontal axis measures.</param>
    /// <param name="up">What the vertical axis measures.</param>
    /// <param name="series">The lines.</param>
    /// <param name="logarithmic">Whether the vertical axis is logarithmic: what is exactly 0 is marked on its lower edge, and what is below 0 has no place.</param>
    /// <param name="theme">The colours.</param>
    /// <exception cref="ArgumentException">There are no series, or none of them has a point.</exception>
    public static string Lines(
        string title,
        string across,
        string up,
        IReadOnlyList<Series> series,
        bool logarithmic = false,
        PictureTheme theme = PictureTheme.Auto
    )
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(across);
        ArgumentNullException.ThrowIfNull(up);
        Argument.NoNulls(series);
        RequirePoints("lines", series);
        return Drawn(title, across, up, series, logarithmic, theme, _ => null);
    }

    /// <param name="title">What stands over the chart.</param>
    /// <param name="across">What the horizontal axis measures.</param>
    /// <param name="up">What the vertical axis measures.</param>
    /// <param name="series">The lines.</param>
    /// <param name="isLog">Whether the vertical axis is logarithmic.</param>
    /// <param name="theme">The colours.</param>
    /// <param name="raw">What a line is the smoothed form of, or null.</param>
    /// <param name="guide">A level to compare with, and what it means.</param>
    /// <param name="always">Values that the vertical axis shows whatever the lines do, lest little things look large.</param>
    private static string Drawn(
        string title,
        string across,
        string up,
        IReadOnlyList<Series> series,
        bool isLog,
        PictureTheme theme,
        Func<int, Series?> raw,
        (double Level, string Meaning)? guide = null,
        double[]? always = null
    )
    {
        string[] names = [.. series.Select(each => each.Name)];
        string[] zeros = isLog ? Zeros.Lines(series, across, PageWidth) : [];
        double legend = ChartPage.LegendHeight(names, PageWidth),
            top = Heading + legend + Zeros.Height(zeros) + 20;
        var page = new ChartPage(
            PageWidth,
            top + PlotHeight + Plot.Below + 4,
            title,
            Told(series, across) + (isLog ? ToldZeros(series, across) : ""),
            theme
        );
        page.Legend(Heading - 4, names);
        Zeros.Write(page, Heading + legend, zeros);
        var plot = new Plot(
            page,
            Plot.Beside,
            top,
            PageWidth - Plot.Beside - ChartPage.Margin,
            PlotHeight,
            Scale.Of(across, series.SelectMany(each => each.Points.Select(point => point.X))),
            Scale
                .Of(
                    up,
                    series
                        .Concat(series.Select((_, i) => raw(i)).OfType<Series>())
                        .SelectMany(each => each.Points.Select(point => point.Y))
                        .Concat(guide is { } level ? [level.Level] : [])
                        .Concat(always ?? []),
                    isLog
                )
                .Rounded()
        );
        plot.Axes();
        for (int i = 0; i < series.Count; i++)
            if (raw(i) is { } noisy)
                plot.Line(noisy.Points, $"thin {ChartStyle.ColorOf(i)}");
        for (int i = 0; i < series.Count; i++)
            plot.Line(
                series[i].Points,
                ChartStyle.ColorOf(i),
                ("stroke-dasharray", ChartStyle.DashOf(i))
            );
        if (isLog)
        {
            int below = 0;
            for (int i = 0; i < series.Count; i++)
                if (Zeros.Runs(series[i].Points).Any())
                    plot.Zeros(series[i].Points, ChartStyle.ColorOf(i), below++ % MostOnEdge);
        }
        if (guide is { } line)
            plot.Guide(line.Level, line.Meaning);
        return page.Write();
    }

    /// <summary>For those who cannot see the lines: where each begins and ends, and how low and high it goes.</summary>
    private static string Told(IEnumerable<Series> series, string across)
    {
        var sentences =
            from each in series
            let points = each.Points.Where(point => double.IsFinite(point.Y)).ToArray()
            select points.Length == 0
                ? $"{each.Name} has no finite numbers."
                : $"{each.Name} goes from {Number(points[0].Y)} at {across} {Number(points[0].X)} to {Number(points[^1].Y)} at {across} {Number(points[^1].X)}, between {Number(points.Min(point => point.Y))} and {Number(points.Max(point => point.Y))}.";
        return string.Join(' ', sentences);
    }

    private static string ToldZeros(IEnumerable<Series> series, string across) =>
        string.Concat(Zeros.Told(series, across).Select(told => $" {told}."));

    private static string Number(double value) => Numbers.Short(value);

    private static void RequirePoints(string chart, IReadOnlyList<Series> series)
    {
        if (!series.Any(each => each.Points.Count > 0))
            throw new ArgumentException(
                $"{chart}: no series with a point was given, so there is nothing to draw. Is the sequence of states empty, or was it already used up?"
            );
    }
}
