using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace FunctionalGrad.UnitTests;

public class CsvTests
{
    [Fact]
    public void The_digits_are_1797_rows_of_64_pixels_and_a_class()
    {
        var values = Csv.Load(DataFile("digits.csv.gz")).Values;
        Assert.Equal([1797, 65], values.Shape);
        var pixels = values.Columns(0, 64).ToArray();
        Assert.Equal(0, pixels.Min());
        Assert.Equal(16, pixels.Max());
        Assert.Equal(
            Enumerable.Range(0, 10).Select(digit => (double)digit),
            values.Column(64).ToArray().Distinct().Order()
        );
    }

    [Fact]
    public void The_irises_are_150_rows_under_a_line_of_counts_and_names()
    {
        var table = Csv.Load(DataFile("iris.csv"), headerLines: 1);
        Assert.Equal(["150", "4", "setosa", "versicolor", "virginica"], table.Headers[0]);
        Assert.Equal([150, 5], table.Values.Shape);
        Assert.Equal([5.1, 3.5, 1.4, 0.2, 0], table.Values.TakeRows(0).ToArray());
        Assert.Equal([5.9, 3.0, 5.1, 1.8, 2], table.Values.TakeRows(149).ToArray());
    }

    [Fact]
    public void Spaces_empty_lines_other_separators_and_exponents_are_read() =>
        Assert.Equal(
            [1.0, -2.5e-3, double.NaN, 4],
            Csv.Read(new StringReader("a;b\r\n\r\n 1 ; -2.5e-3\nNaN;4\n\n"), 1, ';')
                .Values.ToArray()
        );

    [Theory]
    [InlineData(
        "a,b\n1,2\n",
        0,
        "csv: text, line 1: the field 'a' is not a number. If the line is a header, say how many header lines there are."
    )]
    [InlineData(
        "1,2\n\n3,\n",
        0,
        "csv: text, line 3: the field '' is not a number. If the line is a header, say how many header lines there are."
    )]
    [InlineData(
        "h\n1,2\n3\n",
        1,
        "csv: text, line 3: it has 1 fields, but the first row has 2: all rows must have the same number."
    )]
    [InlineData(
        "1,2\n",
        1,
        "csv: text: it has no row of numbers after 1 header lines. Is it empty, or are there fewer header lines?"
    )]
    public void What_is_no_table_is_an_error_that_names_the_line(
        string text,
        int headerLines,
        string message
    ) =>
        Assert.Equal(
            message,
            Assert
                .Throws<InvalidDataException>(() => Csv.Read(new StringReader(text), headerLines))
                .Message
        );

    [Fact]
    public void A_damaged_or_too_long_gzip_file_is_an_error_that_names_it()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "zeros.csv.gz");
        using (var packed = new GZipStream(File.Create(path), CompressionLevel.Optimal))
            packed.Write(new byte[10_000_000]);
        Assert.Equal(
            $"csv: {path}: it would take more than the 1000000 bytes allowed. Raise maxBytes if you trust it.",
            Assert.Throws<InvalidDataException>(() => Csv.Load(path, maxBytes: 1_000_000)).Message
        );
        var whole = File.ReadAllBytes(DataFile("digits.csv.gz"));
        foreach (int length in new[] { 0, 5, 100, 20_000, whole.Length - 8, whole.Length - 1 })
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.EndsWith(
                "but does not end with that length, as a gzip file does. Is it truncated?",
                Assert.Throws<InvalidDataException>(() => Csv.Load(path)).Message
            );
        }
        File.WriteAllText(path, "1,2\n");
        Assert.StartsWith(
            $"csv: {path}: it cannot be unpacked as gzip: ",
            Assert.Throws<InvalidDataException>(() => Csv.Load(path)).Message
        );
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private static string DataFile(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../examples/data", name);
}
