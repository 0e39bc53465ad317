namespace FunctionalGrad;

/// <summary>A table of numbers, and the fields of the lines above it.</summary>
public sealed class CsvTable
{
    internal CsvTable(IReadOnlyList<IReadOnlyList<string>> headers, NDArray<double> values) =>
        (Headers, Values) = (headers, values);

    /// <summary>The fields of each header line, as they were written.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Headers { get; }

    /// <summary>The numbers, [rows, columns].</summary>
    public NDArray<double> Values { get; }
}
