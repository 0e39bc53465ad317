using System.Numerics;

namespace FunctionalGrad;

public static partial class Charts
{
    /// <summary>What each unit of a first layer looks for: its weights as an image, one colour above 0 and another below, stronger the larger.</summary>
    /// <param name="weights">The layer's weights, [pixels, units].</param>
    /// <param name="rows">How many rows an image has.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="most">The most units that are shown, those with the largest weights.</param>
    /// <param name="theme">The colours.</param>
    /// <exception cref="ShapeException">The weights are not those of images of that size.</exception>
    public static string WeightMaps<T>(
        NDArray<T> weights,
        int rows,
        int columns,
        int most = 40,
        PictureTheme theme = PictureTheme.Auto
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (weights.Shape.Rank != 2 || weights.Shape[0] != rows * columns)
            throw new ShapeException(
                $"weight maps: the weights are {weights.Shape}, but images of {rows} x {columns} pixels need [{rows * columns}, units]."
            );
        var all = weights.Convert<double>();
        int units = all.Shape[1];
        double Norm(int unit) =>
            Math.Sqrt(Enumerable.Range(0, rows * columns).Sum(pixel => Square(all[pixel, unit])));
        int[] shown =
        [
            .. Enumerable
                .Range(0, units)
                .OrderByDescending(Norm)
                .ThenBy(unit => unit)
                .Take(most)
                .Order(),
        ];
        return Maps(
            "What the units of the first layer look for",
            $"weights of {Numbers.Whole(shown.Length)} of {Numbers.Whole(units)} units; blue: ink raises the unit, orange: ink lowers it",
            [
                .. shown.Select(unit =>
                    (
                        $"unit {Numbers.Whole(unit)}",
                        new Func<int, int, double>(
                            (row, column) => all[row * columns + column, unit]
                        ),
                        false
                    )
                ),
            ],
            (rows, columns),
            56.0 / Math.Max(rows, columns),
            true,
            theme
        );
    }

    /// <summary>Images side by side, each with a caption; those that are marked have a frame.</summary>
    /// <param name="title">What stands over them.</param>
    /// <param name="images">Ink from 0 to 1, a row for each image, [N, pixels].</param>
    /// <param name="rows">How many rows an image has.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="captions">A caption for each image, and whether it is marked.</param>
    /// <param name="theme">The colours.</param>
    /// <exception cref="ShapeException">The images are not of that size, or not as many as the captions.</exception>
    public static string Images<T>(
        string title,
        NDArray<T> images,
        int rows,
        int columns,
        IReadOnlyList<(string Text, bool IsMarked)> captions,
        PictureTheme theme = PictureTheme.Auto
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(captions);
        if (
            images.Shape.Rank != 2
            || images.Shape[1] != rows * columns
            || images.Shape[0] != captions.Count
            || captions.Count == 0
        )
            throw new ShapeException(
                $"images: the images are {images.Shape}, but {captions.Count} captions and {rows} x {columns} pixels need [{captions.Count}, {rows * columns}], and one image at least."
            );
        return Maps(
            title,
            "",
            [
                .. captions.Select(
                    (caption, i) =>
                        (
                            caption.Text,
                            new Func<int, int, double>(
                                (row, column) =>
                                    double.CreateChecked(images[i, row * columns + column])
                            ),
                            caption.IsMarked
                        )
                ),
            ],
            (rows, columns),
            56.0 / Math.Max(rows, columns),
            false,
            theme
        );
    }

    /// <summary>How often each class was taken for each: a row for each true class, a column for each that was read, the mistakes in another colour.</summary>
    /// <param name="labels">The true classes, whole numbers from 0.</param>
    /// <param name="readings">The classes that were read, as many.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="theme">The colours.</param>
    /// <exception cref="ArgumentException">There are not as many of both, or one is no class.</exception>
    public static string Confusion(
        IReadOnlyList<int> labels,
        IReadOnlyList<int> readings,
        int classes,
        PictureTheme theme = PictureTheme.Auto
    )
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(readings);
        if (labels.Count != readings.Count || labels.Count == 0)
            throw new ArgumentException(
                $"confusion: there are {labels.Count} labels and {readings.Count} readings: each label needs one, and there must be one at least."
            );
        var counts = new int[classes, classes];
        for (int i = 0; i < labels.Count; i++)
        {
            if (Math.Min(labels[i], readings[i]) < 0 || Math.Max(labels[i], readings[i]) >= classes)
                throw new ArgumentException(
                    $"confusion: element {i} is of class {labels[i]} and was read as {readings[i]}, but the classes go from 0 to {classes - 1}."
                );
            counts[labels[i], readings[i]]++;
        }
        int right = Enumerable.Range(0, classes).Sum(each => counts[each, each]);
        const double cell = 34;
        double left = 84,
            top = Heading + 44;
        var page = new ChartPage(
            Math.Max(420, left + classes * cell + ChartPage.Margin),
            top + classes * cell + ChartPage.Margin,
            "Confusion matrix",
            $"{right} of {labels.Count} are on the diagonal, that is, right."
                + string.Concat(
                    from label in Enumerable.Range(0, classes)
                    from read in Enumerable.Range(0, classes)
                    where label != read && counts[label, read] > 0
                    select $" {label} was read as {read}: {counts[label, read]}."
                ),
            theme
        );
        page.Text(
            ChartPage.Margin,
            Heading - 2,
            $"{Numbers.Whole(right)} of {Numbers.Whole(labels.Count)} are right: those on the diagonal",
            "faint"
        );
        page.Text(left, top - 24, "read as");
        page.Text(ChartPage.Margin, top + 20, "true");
        for (int row = 0; row < classes; row++)
        {
            page.Text(left - 10, top + (row + 0.5) * cell + 4, Numbers.Whole(row), "end faint");
            page.Text(left + (row + 0.5) * cell, top - 8, Numbers.Whole(row), "middle faint");
            int most = Math.Max(1, Enumerable.Range(0, classes).Max(read => counts[row, read]));
            Cells.Draw(
                page,
                left,
                top + row * cell,
                (cell, cell),
                1,
                classes,
                (_, read) =>
                    counts[row, read] == 0
                        ? ("area c0", 0)
                        : (
                            row == read ? "area c0" : "area c1",
                            0.15 + 0.4 * counts[row, read] / most
                        )
            );
            for (int read = 0; read < classes; read++)
            {
                page.Rectangle(left + read * cell, top + row * cell, cell, cell, "grid");
                if (counts[row, read] > 0)
                    page.Text(
                        left + (read + 0.5) * cell,
                        top + (row + 0.5) * cell + 4,
                        Numbers.Whole(counts[row, read]),
                        "middle"
                    );
            }
        }
        return page.Write();
    }

    /// <summary>Small images in rows, each with a caption below.</summary>
    private static string Maps(
        string title,
        string told,
        IReadOnlyList<(string Caption, Func<int, int, double> At, bool IsMarked)> maps,
        (int Rows, int Columns) size,
        double pixel,
        bool isSigned,
        PictureTheme theme
    )
    {
        double wide =
                Math.Max(
                    size.Columns * pixel,
                    maps.Max(map => map.Caption.Length) * ChartPage.Letter
                ) + 14,
            high = size.Rows * pixel + 30;
        int inRow = Math.Max(1, (int)((PageWidth - 2 * ChartPage.Margin) / wide)),
            lines = (maps.Count + inRow - 1) / inRow;
        double top = told.Length > 0 ? Heading + 10 : Heading - 8;
        string[] captions = [.. maps.Select(map => map.Caption)];
        var page = new ChartPage(
            PageWidth,
            top + lines * high + 8,
            title,
            told.Length > 0 ? $"{told}." : $"{string.Join("; ", captions)}.",
            theme
        );
        if (told.Length > 0)
            page.Text(ChartPage.Margin, Heading - 2, told, "faint");
        for (int i = 0; i < maps.Count; i++)
        {
            double left = ChartPage.Margin + i % inRow * wide,
                y = top + i / inRow * high,
                largest = 0;
            for (int row = 0; row < size.Rows; row++)
            for (int column = 0; column < size.Columns; column++)
                if (Math.Abs(maps[i].At(row, column)) is var a && double.IsFinite(a))
                    largest = Math.Max(largest, a);
            var map = maps[i];
            Cells.Draw(
                page,
                left,
                y,
                (pixel, pixel),
                size.Rows,
                size.Columns,
                (row, column) =>
                    isSigned
                        ? Cells.Signed(map.At(row, column), largest)
                        : ("ink", map.At(row, column))
            );
            page.Rectangle(
                left,
                y,
                size.Columns * pixel,
                size.Rows * pixel,
                map.IsMarked ? "wrong" : "grid"
            );
            page.Text(left, y + size.Rows * pixel + 15, map.Caption);
        }
        return page.Write();
    }

    private static double Square(double x) => x * x;
}
