using System.Text;

namespace FunctionalGrad;

/// <summary>A rectangle of a chart with two axes, and what is drawn in their measures.</summary>
internal sealed class Plot(
    ChartPage page,
    double left,
    double top,
    double width,
    double height,
    Scale across,
    Scale up
)
{
    /// <summary>The room that labels need left of a plot and below it.</summary>
    public const double Beside = 62;
    public const double Below = 40;

    public double Left => left;

    public double Top => top;

    public double Width => width;

    public double Height => height;

    public double X(double value) => left + across.Share(value) * width;

    public double Y(double value) => top + (1 - up.Share(value)) * height;

    /// <summary>Grid, ticks with numbers, and the names of the axes: that of the upward one stands over it, so that nobody has to turn the head.</summary>
    /// <param name="grid">Whether lines go through the plot.</param>
    /// <param name="below">How much further down the horizontal axis lies than the vertical one begins.</param>
    public void Axes(bool grid = true, double below = 0)
    {
        double bottom = top + height + below;
        foreach (var (value, label) in up.Ticks)
        {
            if (grid)
                page.Path($"M{N(left)} {N(Y(value))}h{N(width)}", "grid");
            page.Text(left - 6, Y(value) + 4, label, "end faint");
        }
        foreach (var (value, label) in across.Ticks)
        {
            page.Path($"M{N(X(value))} {N(bottom)}v4", "frame");
            page.Text(X(value), bottom + 17, label, "middle faint");
        }
        page.Path($"M{N(left)} {N(top)}v{N(height + below)}h{N(width)}", "frame");
        page.Text(left + width, bottom + 33, across.Name, "end");
        if (up.Name.Length > 0)
            page.Text(ChartPage.Margin, top - 11, up.Name + (up.IsLog ? " (log scale)" : ""));
    }

    /// <summary>A line through points, with gaps where the axes have no place; a lonely point is a dot.</summary>
    public void Line(
        IReadOnlyList<(double X, double Y)> points,
        string kind,
        params (string, string)[] attributes
    )
    {
        var data = new StringBuilder();
        bool open = false;
        for (int i = 0; i < points.Count; i++)
        {
            double x = X(points[i].X),
                y = Y(points[i].Y);
            if (!double.IsFinite(x) || !double.IsFinite(y))
            {
                open = false;
                continue;
            }
            data.Append(open ? 'L' : 'M').Append(N(x)).Append(' ').Append(N(y));
            bool goesOn =
                i + 1 < points.Count
                && double.IsFinite(X(points[i + 1].X))
                && double.IsFinite(Y(points[i + 1].Y));
            if (!open && !goesOn)
                page.Add("circle", $"area {kind}", ("cx", N(x)), ("cy", N(y)), ("r", "2.5"));
            open = true;
        }
        if (data.Length > 0)
            page.Path(data.ToString(), $"line {kind}", attributes);
    }

    /// <summary>Where a line is exactly 0: a thick stroke on the lower edge, so many others below it.</summary>
    public void Zeros(IReadOnlyList<(double X, double Y)> points, string kind, int below)
    {
        double y = top + height - 3 - 5 * below;
        foreach (var (from, to) in FunctionalGrad.Zeros.Runs(points))
        {
            page.Path(Marker.Path(2, X(from), y), $"marker {kind}");
            if (to > from)
                page.Path($"M{N(X(from))} {N(y)}H{N(X(to))}", $"line thick {kind}");
        }
    }

    /// <summary>A level to compare with; what it means stands below the plot, where it hides no line.</summary>
    public void Guide(double value, string meaning)
    {
        page.Path($"M{N(left)} {N(Y(value))}h{N(width)}", "guide");
        page.Text(left, top + height + 33, $"dotted line: {meaning}");
    }

    private static string N(double value) => ChartPage.N(value);
}
