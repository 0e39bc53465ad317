using System.Numerics;

namespace FunctionalGrad;

public static partial class Charts
{
    /// <summary>Paths of descent on the contours of a function of two parameters, a dot for each step that is long enough; contours are closer to one another by a factor, not a difference.</summary>
    /// <param name="f">The function.</param>
    /// <param name="a">The parameter that the horizontal axis shows.</param>
    /// <param name="b">The parameter that the vertical axis shows.</param>
    /// <param name="paths">Runs that have both parameters, and what they are called: with and without momentum, for example.</param>
    /// <param name="title">What stands over the chart.</param>
    /// <param name="theme">The colours.</param>
    /// <exception cref="ShapeException">The function or a parameter is not a scalar.</exception>
    /// <exception cref="ArgumentException">There are no paths, or one of them has no states.</exception>
    public static string Descent<T>(
        Expr f,
        Expr a,
        Expr b,
        IReadOnlyList<(string Name, IEnumerable<TrainingState<T>> States)> paths,
        string title = "Descent",
        PictureTheme theme = PictureTheme.Auto
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(title);
        string first = ParameterName(a),
            second = ParameterName(b);
        if (f.Shape.Rank != 0)
            throw new ShapeException(
                $"descent: the function is {f.Shape}, but only a scalar [] has contours."
            );
        Series[] lines =
        [
            .. paths.Select(path => new Series(
                path.Name,
                [.. path.States.Select(state => (At(state, first), At(state, second)))]
            )),
        ];
        if (lines.Length == 0 || lines.Any(line => line.Points.Count == 0))
            throw new ArgumentException(
                "descent: each path needs a state at least, and there must be one path or more."
            );
        var x = Widened(Scale.Of(first, lines.SelectMany(line => line.Points.Select(p => p.X))));
        var y = Widened(Scale.Of(second, lines.SelectMany(line => line.Points.Select(p => p.Y))));
        string[] names = [.. lines.Select(line => line.Name)];
        double width = PageWidth - Plot.Beside - ChartPage.Margin,
            top = Heading + ChartPage.LegendHeight(names, PageWidth) + 20,
            height = PlaneSize * 0.8;
        var page = new ChartPage(
            PageWidth,
            top + height + Plot.Below + 4,
            title,
            string.Join(' ', lines.Select(line => ToldPath(line, f, a, b))),
            theme
        );
        page.Legend(Heading - 4, names);
        var plot = new Plot(page, Plot.Beside, top, width, height, x, y);
        var grid = Heights(f, a, b, x, y);
        foreach (double level in Contours.Levels(grid))
            page.Path(Contours.Path(plot, grid, level), "contour");
        plot.Axes(grid: false);
        for (int i = 0; i < lines.Length; i++)
        {
            plot.Line(
                lines[i].Points,
                ChartStyle.ColorOf(i),
                ("stroke-dasharray", ChartStyle.DashOf(i))
            );
            var (lastX, lastY) = (double.NegativeInfinity, 0.0);
            foreach (var (px, py) in lines[i].Points)
            {
                double left = plot.X(px),
                    down = plot.Y(py);
                // Where steps are small, dots would hide one another.
                if (!(Math.Abs(left - lastX) + Math.Abs(down - lastY) >= 7))
                    continue;
                (lastX, lastY) = (left, down);
                page.Add(
                    "circle",
                    $"marker {ChartStyle.ColorOf(i)}",
                    ("cx", ChartPage.N(left)),
                    ("cy", ChartPage.N(down)),
                    ("r", "3")
                );
            }
        }
        return page.Write();
    }

    private static string ParameterName(Expr parameter) =>
        parameter is Input { Shape.Rank: 0 } input
            ? input.Name
            : throw new ShapeException(
                $"descent: {parameter} is {parameter.Shape}, but the axes are two parameters that are scalars []."
            );

    private static double At<T>(TrainingState<T> state, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        state.Parameters.TryGetValue(parameter, out var value)
            ? double.CreateChecked(value.ToScalar())
            : throw new BindingException(
                $"descent: the state has no parameter {parameter}. {TrainingState<T>.Known(state.Parameters.Keys)}"
            );

    private static string ToldPath(Series line, Expr f, Expr a, Expr b)
    {
        string Place((double X, double Y) point) =>
            $"({Number(point.X)}, {Number(point.Y)}), where the function is {Number(Evaluate.Value(f, (a, point.X), (b, point.Y)).ToScalar())}";
        return $"{line.Name} goes in {Numbers.Whole(line.Points.Count - 1)} steps from {Place(line.Points[0])}, to {Place(line.Points[^1])}.";
    }

    private static double[,] Heights(Expr f, Expr a, Expr b, Scale x, Scale y)
    {
        const int cells = 160;
        var heights = new double[cells + 1, cells + 1];
        var tape = Tape.Of(f);
        for (int row = 0; row <= cells; row++)
        for (int column = 0; column <= cells; column++)
            heights[row, column] = Evaluate
                .Values<double>(
                    tape,
                    [
                        (a, x.From + (x.To - x.From) * column / cells),
                        (b, y.From + (y.To - y.From) * row / cells),
                    ]
                )[0]
                .ToScalar();
        return heights;
    }

    private static Scale Widened(Scale axis)
    {
        double margin = 0.08 * (axis.To - axis.From);
        return axis with { From = axis.From - margin, To = axis.To + margin };
    }
}
