namespace FunctionalGrad;

/// <summary>Arrays for people: whole up to six rows and columns, else their shape and what they amount to. Never a part that looks like the whole.</summary>
internal static class ArrayShown
{
    private const int MostShown = 6;

    /// <summary>Whether it is small enough to be written out.</summary>
    public static bool IsWhole(NDArray<double> array) =>
        array.Shape.Rank <= 2 && array.Shape.All(length => length is > 0 and <= MostShown);

    /// <summary>A number, or nested brackets, or a summary.</summary>
    public static string OnOneLine(NDArray<double> array)
    {
        if (!IsWhole(array))
            return Summary(array);
        return array.Shape.Rank switch
        {
            0 => Numbers.Short(array.ToScalar()),
            1 => Bracketed(array.Span),
            _ => $"[{string.Join(", ", Rows(array))}]",
        };
    }

    /// <summary>A line for each row, all columns aligned.</summary>
    public static IReadOnlyList<string> Lines(NDArray<double> array)
    {
        if (!IsWhole(array) || array.Shape.Rank < 2)
            return [OnOneLine(array)];
        string[] cells = Array.ConvertAll(array.ToArray(), Numbers.Short);
        int width = cells.Max(cell => cell.Length),
            columns = array.Shape[1];
        return
        [
            .. Enumerable
                .Range(0, array.Shape[0])
                .Select(row =>
                {
                    var line = cells.Skip(row * columns).Take(columns);
                    string text = string.Join("  ", line.Select(cell => cell.PadLeft(width)));
                    return $"[ {text} ]";
                }),
        ];
    }

    /// <summary>Shape, extremes, mean and Euclidean norm.</summary>
    public static string Summary(NDArray<double> array)
    {
        if (array.Shape.Size == 0)
            return $"{array.Shape} empty";
        double least = double.PositiveInfinity,
            most = double.NegativeInfinity,
            sum = 0;
        foreach (double each in array.Span)
        {
            least = Math.Min(least, each);
            most = Math.Max(most, each);
            sum += each;
        }
        return $"{array.Shape} min {Numbers.Short(least)} mean {Numbers.Short(sum / array.Shape.Size)} max {Numbers.Short(most)} norm {Numbers.Short(Norm(array))}";
    }

    public static double Norm(NDArray<double> array)
    {
        double largest = 0;
        foreach (double each in array.Span)
            largest = Math.Max(largest, Math.Abs(each));
        if (largest == 0 || !double.IsFinite(largest))
            return largest;
        double sum = 0;
        foreach (double each in array.Span)
            sum += each / largest * (each / largest);
        return largest * Math.Sqrt(sum);
    }

    private static IEnumerable<string> Rows(NDArray<double> array)
    {
        int columns = array.Shape[1];
        for (int row = 0; row < array.Shape[0]; row++)
            yield return Bracketed(array.Span.Slice(row * columns, columns));
    }

    private static string Bracketed(ReadOnlySpan<double> row) =>
        $"[{string.Join(", ", Array.ConvertAll(row.ToArray(), Numbers.Short))}]";
}
