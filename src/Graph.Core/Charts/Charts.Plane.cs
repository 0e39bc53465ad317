using System.Numerics;

namespace FunctionalGrad;

public static partial class Charts
{
    private const double PlaneSize = 380;
    private const int PlaneCells = 100;

    /// <summary>What a classifier makes of the plane: each place in the colour of its class, and the points it was trained on, one shape of marker for each class.</summary>
    /// <param name="scores">The classifier: from points [N, 2] to scores [N, C], or to one score each, [N] or [N, 1], above 0 for the second class.</param>
    /// <param name="state">The state whose parameters it has.</param>
    /// <param name="points">Points, [N, 2].</param>
    /// <param name="labels">Their classes, whole numbers from 0, [N].</param>
    /// <param name="title">What stands over the chart.</param>
    /// <param name="theme">The colours.</param>
    /// <exception cref="ShapeException">The points do not lie in a plane, or the shapes do not fit.</exception>
    public static string DecisionRegions<T>(
        Func<Expr, Expr> scores,
        TrainingState<T> state,
        NDArray<T> points,
        NDArray<T> labels,
        string title = "Decision regions",
        PictureTheme theme = PictureTheme.Auto
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(title);
        RequirePlane("decision regions", points);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Shape.Size != points.Shape[0])
            throw new ShapeException(
                $"decision regions: there are {points.Shape[0]} points, but the labels are {labels.Shape}: each point needs one."
            );
        var (x, y) = PlaneOf(points);
        int[] classes = ClassesOf(PlaneValues(scores, state, x, y, PlaneCells));
        int[] given = [.. labels.ToArray().Select(label => int.CreateChecked(label))],
            found = ClassesOf(ValuesOf(scores, state, points));
        int right = given.Zip(found).Count(pair => pair.First == pair.Second),
            count = Math.Max(given.Max(), classes.Max()) + 1;
        var page = new ChartPage(
            Plot.Beside + PlaneSize + ChartPage.Margin + 90,
            Heading + 28 + PlaneSize + Plot.Below,
            title,
            $"The plane of two inputs in the colours of {count} classes; {right} of {given.Length} points lie in the region of their class.",
            theme
        );
        page.Text(
            ChartPage.Margin,
            Heading - 2,
            $"{right} of {given.Length} points lie in the region of their class",
            "faint"
        );
        var plot = new Plot(
            page,
            Plot.Beside,
            Heading + 28,
            PlaneSize,
            PlaneSize,
            x with
            {
                Name = "first input",
            },
            y with
            {
                Name = "second input",
            }
        );
        double cell = PlaneSize / PlaneCells;
        Cells.Draw(
            page,
            plot.Left,
            plot.Top,
            (cell, cell),
            PlaneCells,
            PlaneCells,
            (row, column) => ($"area {ChartStyle.ColorOf(classes[row * PlaneCells + column])}", 0.3)
        );
        plot.Axes(grid: false);
        for (int i = 0; i < given.Length; i++)
            page.Path(
                Marker.Path(
                    given[i],
                    plot.X(double.CreateChecked(points[i, 0])),
                    plot.Y(double.CreateChecked(points[i, 1]))
                ),
                $"marker {ChartStyle.ColorOf(given[i])}"
            );
        for (int i = 0; i < count; i++)
        {
            double left = plot.Left + PlaneSize + 20,
                top = plot.Top + 10 + 20 * i;
            page.Path(Marker.Path(i, left, top), $"marker {ChartStyle.ColorOf(i)}");
            page.Text(left + 12, top + 4, $"class {Numbers.Whole(i)}");
        }
        return page.Write();
    }

    /// <summary>What each hidden unit makes of the plane: its activation at each place, one colour above 0 and another below, stronger the larger.</summary>
    /// <param name="hidden">The hidden layer: from points [N, 2] to activations [N, H].</param>
    /// <param name="state">The state whose parameters it has.</param>
    /// <param name="points">Points, [N, 2], that say which part of the plane is of interest.</param>
    /// <param name="most">The most units that are shown, the first ones.</param>
    /// <param name="theme">The colours.</param>
    /// <exception cref="ShapeException">The points do not lie in a plane, or the shapes do not fit.</exception>
    public static string HiddenUnits<T>(
        Func<Expr, Expr> hidden,
        TrainingState<T> state,
        NDArray<T> points,
        int most = 24,
        PictureTheme theme = PictureTheme.Auto
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(hidden);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        RequirePlane("hidden units", points);
        const int cells = 24;
        var (x, y) = PlaneOf(points);
        var values = PlaneValues(hidden, state, x, y, cells);
        if (values.Shape.Rank != 2)
            throw new ShapeException(
                $"hidden units: the layer makes {values.Shape} of {cells * cells} points, but [{cells * cells}, units] is needed."
            );
        int units = values.Shape[1],
            shown = Math.Min(units, most);
        return Maps(
            "Hidden units over the plane",
            $"{Numbers.Whole(shown)} of {Numbers.Whole(units)} units; blue where the activation is above 0, orange below",
            [
                .. Enumerable
                    .Range(0, shown)
                    .Select(unit =>
                        (
                            $"unit {Numbers.Whole(unit)}",
                            new Func<int, int, double>(
                                (row, column) => values[row * cells + column, unit]
                            ),
                            false
                        )
                    ),
            ],
            (cells, cells),
            3,
            true,
            theme
        );
    }

    private static void RequirePlane<T>(string chart, NDArray<T> points)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Shape.Rank != 2 || points.Shape[1] != 2 || points.Shape[0] == 0)
            throw new ShapeException(
                $"{chart}: the points are {points.Shape}, but [N, 2] is needed, with one point at least: only points of a plane can be drawn."
            );
    }

    /// <summary>The part of the plane around some points, as a square of equal measure.</summary>
    private static (Scale X, Scale Y) PlaneOf<T>(NDArray<T> points)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Scale Along(int column) =>
            Scale.Of(
                "",
                Enumerable
                    .Range(0, points.Shape[0])
                    .Select(row => double.CreateChecked(points[row, column]))
            );
        Scale x = Along(0),
            y = Along(1);
        double half = 0.55 * Math.Max(x.To - x.From, y.To - y.From);
        Scale Square(Scale axis) =>
            axis with
            {
                From = (axis.From + axis.To) / 2 - half,
                To = (axis.From + axis.To) / 2 + half,
            };
        return (Square(x), Square(y));
    }

    /// <summary>The values of a function in the middle of each cell, rows from top to bottom.</summary>
    private static NDArray<double> PlaneValues<T>(
        Func<Expr, Expr> function,
        TrainingState<T> state,
        Scale x,
        Scale y,
        int cells
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ValuesOf(
            function,
            state,
            NDArray<T>.Create(
                Shape.Of(cells * cells, 2),
                elements =>
                {
                    for (int row = 0; row < cells; row++)
                    for (int column = 0; column < cells; column++)
                    {
                        int i = 2 * (row * cells + column);
                        elements[i] = T.CreateChecked(
                            x.From + (x.To - x.From) * (column + 0.5) / cells
                        );
                        elements[i + 1] = T.CreateChecked(
                            y.To - (y.To - y.From) * (row + 0.5) / cells
                        );
                    }
                }
            )
        );

    private static NDArray<double> ValuesOf<T>(
        Func<Expr, Expr> function,
        TrainingState<T> state,
        NDArray<T> points
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var place = Expr.Input("points", points.Shape.Lengths);
        var value = function(place);
        return Evaluate
            .Values<T>(Tape.Of(value), [.. state.Bindings(value), new Binding<T>(place, points)])[0]
            .Convert<double>();
    }

    /// <summary>The class with the highest score of each row; of a single score whether it is above 0.</summary>
    private static int[] ClassesOf(NDArray<double> scores)
    {
        int rows = scores.Shape.Rank > 0 ? scores.Shape[0] : 1,
            classes = scores.Shape.Size / rows;
        var found = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            var own = scores.Span.Slice(row * classes, classes);
            found[row] =
                classes == 1
                    ? own[0] > 0
                        ? 1
                        : 0
                    : System.Numerics.Tensors.TensorPrimitives.IndexOfMax(own);
        }
        return found;
    }
}
