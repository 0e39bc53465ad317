using System.Globalization;

namespace FunctionalGrad;

/// <summary>Reads tables of numbers as text: a row a line, a number a field, in the invariant culture. Empty lines are passed over.</summary>
public static class Csv
{
    /// <summary>Loads a table from a path; one that ends in <c>.gz</c> is unpacked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="headerLines">How many lines stand above the numbers.</param>
    /// <param name="separator">What stands between two fields.</param>
    /// <param name="maxBytes">The most bytes of text.</param>
    /// <exception cref="InvalidDataException">A field is not a number, the rows differ in length, there is none, or the text is longer than allowed.</exception>
    public static CsvTable Load(
        string path,
        int headerLines = 0,
        char separator = ',',
        long maxBytes = LoadLimit.Default
    )
    {
        var at = new FileLocation("csv", path);
        return Read(Packed.Open(path, at, maxBytes), at, headerLines, separator);
    }

    /// <summary>Reads a table from a text.</summary>
    /// <param name="text">The text, read to its end.</param>
    /// <param name="headerLines">How many lines stand above the numbers.</param>
    /// <param name="separator">What stands between two fields.</param>
    /// <exception cref="InvalidDataException">A field is not a number, the rows differ in length, or there is none.</exception>
    public static CsvTable Read(TextReader text, int headerLines = 0, char separator = ',') =>
        Read(Argument.NotNull(text), new FileLocation("csv", "text"), headerLines, separator);

    private static CsvTable Read(Stream stream, FileLocation at, int headerLines, char separator)
    {
        using var text = new StreamReader(stream);
        return Read(text, at, headerLines, separator);
    }

    private static CsvTable Read(TextReader text, FileLocation at, int headerLines, char separator)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(headerLines);
        var headers = new List<string[]>();
        var values = new List<double>();
        int rows = 0,
            columns = 0;
        for (int number = 1; text.ReadLine() is { } line; number++)
        {
            if (headers.Count < headerLines)
            {
                headers.Add(line.Split(separator, StringSplitOptions.TrimEntries));
                continue;
            }
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var here = at with { Part = $"line {number}" };
            int before = values.Count;
            Append(line, separator, values, here);
            int count = values.Count - before;
            columns = rows++ == 0 ? count : columns;
            if (count != columns)
                throw here.Error(
                    $"it has {count} fields, but the first row has {columns}: all rows must have the same number."
                );
        }
        return rows > 0
            ? new(headers, NDArray.Of([rows, columns], values.ToArray().AsSpan()))
            : throw at.Error(
                $"it has no row of numbers after {headerLines} header lines. Is it empty, or are there fewer header lines?"
            );
    }

    private static void Append(string line, char separator, List<double> values, FileLocation here)
    {
        foreach (var range in line.AsSpan().Split(separator))
        {
            var field = line.AsSpan()[range].Trim();
            if (
                !double.TryParse(
                    field,
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out double value
                )
            )
                throw here.Error(
                    $"the field {FileLocation.Quote(field.ToString())} is not a number. If the line is a header, say how many header lines there are."
                );
            values.Add(value);
        }
    }
}
