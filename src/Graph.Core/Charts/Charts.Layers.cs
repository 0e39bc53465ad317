namespace FunctionalGrad;

public static partial class Charts
{
    private const double PanelHeight = 96;
    private const double ZerosGap = 7;
    private const double ZerosHeight = 12;
    private const double PanelLine = PanelHeight + ZerosGap + ZerosHeight + 66;

    /// <summary>The size of each parameter's gradient over the steps of a run: the gradient's flow through the layers.</summary>
    /// <remarks>Lines that drift apart tell of gradients that vanish or explode on their way back.</remarks>
    /// <param name="observations">What an <see cref="Inspection"/> saw along the run.</param>
    /// <param name="theme">The colours.</param>
    /// <exception cref="ArgumentException">There are no observations.</exception>
    public static string GradientNorms(
        IEnumerable<Observation> observations,
        PictureTheme theme = PictureTheme.Auto
    ) =>
        Drawn(
            "Gradient flow: the size of each parameter's gradient",
            "step",
            "norm of the gradient",
            OfParameters("gradient norms", observations, each => each.GradientNorm),
            true,
            theme,
            _ => null
        );

    /// <summary>How far a step moves each parameter, relative to its size; about 1e-3 is healthy (CS231n, neural networks 3).</summary>
    /// <param name="observations">What an <see cref="Inspection"/> saw along the run, with the next state each time.</param>
    /// <param name="theme">The colours.</param>
    /// <exception cref="ArgumentException">There are no observations, or none was made with the next state.</exception>
    public static string UpdateRatios(
        IEnumerable<Observation> observations,
        PictureTheme theme = PictureTheme.Auto
    )
    {
        var series = OfParameters("update ratios", observations, each => each.UpdateRatio);
        if (!series.Any(each => each.Points.Any(point => !double.IsNaN(point.Y))))
            throw new ArgumentException(
                "update ratios: no observation was made with the state after it. Give Inspection.At the next state, or use Inspection.Along."
            );
        return Drawn(
            "Update-to-weight ratio of each parameter",
            "step",
            "size of the step / size of the parameter",
            series,
            true,
            theme,
            _ => null,
            (1e-3, "about 1e-3 is healthy")
        );
    }

    /// <summary>How the sizes of each parameter's gradient elements are spread, over the steps of a run: a panel for each parameter, darker where more elements are; those that are exactly 0 in a row of their own below.</summary>
    /// <param name="observations">What an <see cref="Inspection"/> saw along the run.</param>
    /// <param name="theme">The colours.</param>
    /// <exception cref="ArgumentException">There are no observations.</exception>
    public static string GradientHistograms(
        IEnumerable<Observation> observations,
        PictureTheme theme = PictureTheme.Auto
    )
    {
        var seen = Required("gradient histograms", observations);
        int count = seen[0].Parameters.Count,
            lines = (count + 1) / 2;
        // A norm of 0 is that of zeros alone.
        var norms = OfParameters("gradient histograms", seen, each => each.GradientNorm);
        string[] zeros = Zeros.Lines(norms, "step", PageWidth);
        double above = Heading + Zeros.Height(zeros);
        double width = (PageWidth - 2 * Plot.Beside - ChartPage.Margin) / 2;
        var page = new ChartPage(
            PageWidth,
            above + lines * PanelLine,
            "Gradient flow: how the sizes of gradient elements are spread",
            string.Join(' ', seen[^1].Parameters.Select(Spread)) + ToldZeros(norms, "step"),
            theme
        );
        Zeros.Write(page, Heading, zeros);
        for (int i = 0; i < count; i++)
        {
            double left = Plot.Beside + i % 2 * (width + Plot.Beside),
                top = above + 24 + i / 2 * PanelLine;
            // The root makes the tails of a spread visible.
            double Share(int column, Func<ParameterObservation, int> number)
            {
                var parameter = seen[column].Parameters[i];
                return Math.Sqrt(
                    number(parameter) / (double)Math.Max(1, parameter.Sizes.Sum() + parameter.Zeros)
                );
            }
            var plot = new Plot(
                page,
                left,
                top,
                width,
                PanelHeight,
                Scale.Of("step", seen.Select(each => (double)each.Step)),
                new(
                    "",
                    Math.Pow(10, ParameterObservation.LowestExponent),
                    Math.Pow(10, ParameterObservation.HighestExponent),
                    true
                )
            );
            Cells.Draw(
                page,
                left,
                top,
                (width / seen.Length, PanelHeight / ParameterObservation.Bins),
                ParameterObservation.Bins,
                seen.Length,
                (row, column) => ("area c0", Share(column, each => each.Sizes[^(row + 1)]))
            );
            Cells.Draw(
                page,
                left,
                top + PanelHeight + ZerosGap,
                (width / seen.Length, ZerosHeight),
                1,
                seen.Length,
                (_, column) => ("area c1", Share(column, each => each.Zeros))
            );
            page.Text(left - 6, top + PanelHeight + ZerosGap + ZerosHeight - 1, "0", "end faint");
            plot.Axes(grid: false, below: ZerosGap + ZerosHeight);
            page.Text(
                left,
                top - 8,
                DrawnBox.Shortened(
                    $"{seen[0].Parameters[i].Name}: size of elements",
                    (int)(width / ChartPage.Letter)
                )
            );
        }
        return page.Write();
    }

    /// <summary>The shares of hidden units that are dead, and of slopes that are saturated, over the steps of a run.</summary>
    /// <param name="observations">What an <see cref="Inspection"/> saw along the run.</param>
    /// <param name="theme">The colours.</param>
    /// <exception cref="ArgumentException">There are no observations, or the network has no hidden units.</exception>
    public static string DeadUnits(
        IEnumerable<Observation> observations,
        PictureTheme theme = PictureTheme.Auto
    )
    {
        var seen = Required("dead units", observations);
        if (seen[0].Layers.Count == 0)
            throw new ArgumentException(
                "dead units: the network that was observed has no hidden units, that is, no activation between two parameters."
            );
        Series Line(int layer, string what, Func<LayerObservation, double> share) =>
            new(
                $"{seen[0].Layers[layer].Name}, {what}",
                [.. seen.Select(each => ((double)each.Step, share(each.Layers[layer])))]
            );
        return Drawn(
            "Dead and saturated units",
            "step",
            "share of units that are dead, of slopes below 0.01",
            [
                .. seen[0]
                    .Layers.SelectMany(
                        (_, i) =>
                            new[]
                            {
                                Line(i, "dead", layer => layer.Dead / (double)layer.Units),
                                Line(i, "saturated", layer => layer.Saturated),
                            }
                    ),
            ],
            false,
            theme,
            _ => null,
            always: [0, 0.1]
        );
    }

    private static string Spread(ParameterObservation parameter)
    {
        int all = parameter.Sizes.Sum() + parameter.Zeros;
        string of = $"of the gradient of {parameter.Name}";
        if (all == 0)
            return $"At the end no element {of} is finite.";
        if (parameter.Zeros == all)
            return $"At the end all {Numbers.Whole(all)} elements {of} are exactly 0.";
        int most = parameter.Sizes.Index().MaxBy(each => each.Item).Index;
        string size = Math.Pow(
                10,
                ParameterObservation.LowestExponent + most / (double)ParameterObservation.PerDecade
            )
            .ToString("0e0", System.Globalization.CultureInfo.InvariantCulture);
        string near =
            most == 0 ? $"below {size} or near it"
            : most == ParameterObservation.Bins - 1 ? $"near {size} or above it"
            : $"near {size}";
        return $"At the end most of the {Numbers.Whole(all - parameter.Zeros)} elements {of} that are not 0 have a size {near}; {Numbers.Whole(parameter.Zeros)} of {Numbers.Whole(all)} are exactly 0.";
    }

    private static Series[] OfParameters(
        string chart,
        IEnumerable<Observation> observations,
        Func<ParameterObservation, double> number
    )
    {
        var seen = Required(chart, observations);
        return
        [
            .. seen[0]
                .Parameters.Select(
                    (parameter, i) =>
                        new Series(
                            parameter.Name,
                            [
                                .. seen.Select(each =>
                                    ((double)each.Step, number(each.Parameters[i]))
                                ),
                            ]
                        )
                ),
        ];
    }

    private static Observation[] Required(string chart, IEnumerable<Observation> observations)
    {
        ArgumentNullException.ThrowIfNull(observations);
        Observation[] seen = [.. observations];
        Argument.NoNulls(seen, nameof(observations));
        if (seen.Length == 0)
            throw new ArgumentException(
                $"{chart}: no observations are given. Make them with Inspection.Of(loss).Along(states, batch)."
            );
        var first = seen[0];
        if (
            seen.Any(each =>
                each.Parameters.Count != first.Parameters.Count
                || each.Layers.Count != first.Layers.Count
            )
        )
            throw new ArgumentException(
                $"{chart}: the observations are of different networks. Give those of one inspection."
            );
        return seen;
    }
}
