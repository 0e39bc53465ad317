using System.IO.Compression;

namespace FunctionalGrad.UnitTests;

public class IdxTests
{
    private static string Saved(byte[] bytes, bool packed = false)
    {
        string path = Path.GetTempFileName() + (packed ? ".gz" : ".idx");
        using var file = File.Create(path);
        if (!packed)
            file.Write(bytes);
        else
            using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
                gzip.Write(bytes);
        return path;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bytes_become_an_array_of_the_stated_shape(bool packed)
    {
        string path = Saved([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255], packed);
        var array = Idx.Load<float>(path);
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 255], array.ToArray());
    }

    [Theory]
    [InlineData(9, new byte[] { 0xFF }, -1)]
    [InlineData(11, new byte[] { 0xFF, 0xFE }, -2)]
    [InlineData(12, new byte[] { 0, 1, 0, 0 }, 65536)]
    [InlineData(13, new byte[] { 0x3F, 0xC0, 0, 0 }, 1.5)]
    [InlineData(14, new byte[] { 0xC0, 0x04, 0, 0, 0, 0, 0, 0 }, -2.5)]
    public void Every_element_type_is_read_big_endian(byte code, byte[] element, double expected) =>
        Assert.Equal(
            [expected],
            Idx.Load<double>(Saved([0, 0, code, 1, 0, 0, 0, 1, .. element])).ToArray()
        );

    [Theory]
    [InlineData(
        new byte[] { 80, 75, 3, 4 },
        "it begins with 80 75 3 4, but an IDX file begins with two zeros, the element type and the rank. Is it packed, or another format?"
    )]
    [InlineData(
        new byte[] { 0, 0, 7, 1, 0, 0, 0, 1, 1 },
        "its elements are of type 7, but IDX has 8 (unsigned byte), 9 (signed byte), 11 (short), 12 (int), 13 (float) and 14 (double)."
    )]
    [InlineData(
        new byte[] { 0, 0, 8, 1, 0, 0, 0, 3, 1, 2 },
        "3 bytes are expected for the elements of [3], but only 2 are left. Is the file truncated?"
    )]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 1, 2 }, "1 bytes follow the elements of [1].")]
    [InlineData(
        new byte[] { 0, 0, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF },
        "its lengths are -1: shape [-1]: an axis cannot have the negative length -1."
    )]
    public void What_is_no_IDX_file_is_named(byte[] bytes, string sentence)
    {
        string path = Saved(bytes);
        var error = Assert.Throws<InvalidDataException>(() => Idx.Load<double>(path));
        Assert.Equal($"idx: {path}: {sentence}", error.Message);
    }

    [Fact]
    public void A_header_that_promises_too_much_is_refused_before_memory_is_taken()
    {
        string path = Saved([0, 0, 8, 2, 0, 0, 0x40, 0, 0, 0, 0x40, 0]);
        var error = Assert.Throws<InvalidDataException>(() => Idx.Load<double>(path));
        Assert.Equal(
            $"idx: {path}: it would take more than the 1073741824 bytes allowed. Raise maxBytes if you trust it.",
            error.Message
        );
    }

    [Fact]
    public void A_packed_file_that_is_cut_off_is_named()
    {
        string path = Saved([0, 0, 8, 1, 0, 0, 0, 1, 1], packed: true);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^6]);
        Assert.Contains(
            "Is it truncated?",
            Assert.Throws<InvalidDataException>(() => Idx.Load<double>(path)).Message,
            StringComparison.Ordinal
        );
    }
}
