using System.IO.Compression;
using System.Text;

namespace FunctionalGrad.UnitTests;

public class NpzTests
{
    private static readonly Dictionary<string, NDArray<double>> Arrays = new()
    {
        ["hidden.weight"] = NDArray.Of([
            [1.0, 2.0],
            [3.0, -0.0],
        ]),
        ["step"] = NDArray.Scalar(7.0),
        ["ü/β"] = NDArray<double>.Fill([0, 3], 0),
        ["a"] = NDArray.Of([double.NaN]),
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Named_arrays_come_back_in_their_order_with_every_bit(bool compress)
    {
        var stream = new MemoryStream();
        Npz.Save(stream, Arrays, compress);
        stream.Position = 0;
        var loaded = Npz.Load<double>(stream);
        Assert.Equal(Arrays.Keys, loaded.Keys);
        foreach (var (name, array) in Arrays)
            Assert.True(array.SameBits(loaded[name]));
    }

    [Fact]
    public void The_same_arrays_give_the_same_bytes()
    {
        Assert.Equal(Bytes(Arrays), Bytes(Arrays));
        Assert.Equal("PK\u0003\u0004", Encoding.Latin1.GetString(Bytes(Arrays)[..4]));
    }

    [Fact]
    public void An_archive_that_NumPy_wrote_is_read()
    {
        var loaded = Npz.Load<double>(new MemoryStream(NumPyFiles.Archive));
        Assert.Equal(
            ["hidden.weight", "fortran", "big", "half", "count", "mask", "none"],
            loaded.Keys
        );
        Assert.Equal([0.0, 1, 2, 3, 4, 5], loaded["hidden.weight"].ToArray());
        Assert.Equal([2, 3, 4], loaded["fortran"].Shape);
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (double)i), loaded["fortran"].ToArray());
        Assert.Equal([1, 2.5], loaded["big"].ToArray());
        Assert.Equal([(double)(Half)0.1, 65504], loaded["half"].ToArray());
        Assert.Equal(7, loaded["count"].ToScalar());
        Assert.Equal([1.0, 0.0], loaded["mask"].ToArray());
        Assert.Equal([0, 3], loaded["none"].Shape);
        using var unseekable = new UnseekableStream(NumPyFiles.Archive);
        Assert.Equal(loaded.Keys, Npz.Load<float>(unseekable).Keys);
    }

    [Fact]
    public void Loading_in_another_element_type_rounds_to_nearest()
    {
        var arrays = new Dictionary<string, NDArray<double>> { ["x"] = NDArray.Of([0.1, 1e300]) };
        var loaded = Npz.Load<float>(new MemoryStream(Bytes(arrays)));
        Assert.Equal([0.1f, float.PositiveInfinity], loaded["x"].ToArray());
    }

    [Fact]
    public void Names_that_cannot_be_saved_are_errors_and_the_old_file_stays()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        string path = Path.Combine(folder, "w.npz");
        Npz.Save(path, Arrays);
        var one = NDArray.Scalar(1.0);
        Check(new("", one), "save: an array has the empty name. Give every array a name.");
        Check(
            new("a\ud800", one),
            "save: the name 'a.' is not well-formed text: it holds half of a surrogate pair, a replacement character or a zero."
        );
        Check(new("x", one), "save: two arrays are named 'x'. Give them different names.");
        Assert.Equal(Arrays.Keys, Npz.Load<double>(path).Keys);
        Assert.Equal([path], Directory.GetFiles(folder));
        Directory.Delete(folder, recursive: true);

        void Check(KeyValuePair<string, NDArray<double>> bad, string message) =>
            Assert.Equal(
                message,
                Assert.Throws<ArgumentException>(() => Npz.Save(path, [new("x", one), bad])).Message
            );
    }

    [Fact]
    public void An_entry_that_is_no_array_or_comes_twice_is_an_error_that_names_it()
    {
        Check(
            Zip(("readme.txt", [1])),
            ", entry 'readme.txt': its name does not end in .npy, so it is not one of NumPy's."
        );
        Check(
            Zip(("a.npy", NumPyFiles.Matrix), ("a.npy", NumPyFiles.Matrix)),
            ", entry 'a.npy': there are two entries of this name."
        );
        Check(
            Zip(("a.npy", [])),
            ", entry 'a.npy': 8 bytes are expected for the magic and version, but only 0 are left. Is the file truncated?"
        );
        Check(
            Zip(("a\u001b.npy", "no array"u8.ToArray())),
            ", entry 'a..npy': it begins with the bytes 6E 6F 20 61 72 72, not with NumPy's 93 4E 55 4D 50 59. Is it a file of another kind?"
        );
        Check(
            Replace(Zip(("ab.npy", NumPyFiles.Matrix)), "ab.npy"u8, [0xff, 0xfe, .. ".npy"u8]),
            ", entry '\uFFFD\uFFFD.npy': its name is not UTF-8."
        );
        Check(
            Replace(Zip(("a.npy", NumPyFiles.Matrix)), [0, 0, 0xf8, 0x3f], [0, 0, 0xf8, 0x3e]),
            ", entry 'a.npy': its content does not have the checksum stored with it."
        );
        Assert.StartsWith(
            "npz: stream: the zip file is damaged: ",
            Assert
                .Throws<InvalidDataException>(() =>
                    Npz.Load<double>(new MemoryStream("no zip"u8.ToArray()))
                )
                .Message
        );
    }

    [Fact]
    public void A_zip_bomb_is_refused_before_it_is_unpacked()
    {
        var zeros = new Dictionary<string, NDArray<double>>
        {
            ["zeros"] = NDArray<double>.Fill([1 << 20], 0),
        };
        var stream = new MemoryStream();
        Npz.Save(stream, zeros, compress: true);
        Assert.InRange(stream.Length, 0, 10_000);
        var bytes = stream.ToArray();
        Assert.Equal(1 << 20, Npz.Load<double>(new MemoryStream(bytes))["zeros"].Shape[0]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Check(
            bytes,
            ", entry 'zeros.npy': it would take more than the 1000000 bytes allowed. Raise maxBytes if you trust it.",
            1_000_000
        );
        // The directory lies: 2 GB out of 8 KB is more than deflate can save.
        Check(
            Replace(bytes, BitConverter.GetBytes((8 << 20) + 128), [0, 0, 0, 0x70]),
            $", entry 'zeros.npy': it claims 1879048192 bytes out of {PackedLength(bytes)} packed ones, but packing cannot save that much."
        );
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    private static long PackedLength(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes));
        return archive.Entries[0].CompressedLength;
    }

    private static void Check(byte[] bytes, string finding, long maxBytes = 1 << 30) =>
        Assert.Equal(
            "npz: stream" + finding,
            Assert
                .Throws<InvalidDataException>(() =>
                    Npz.Load<double>(new MemoryStream(bytes), maxBytes)
                )
                .Message
        );

    private static byte[] Bytes(Dictionary<string, NDArray<double>> arrays)
    {
        var stream = new MemoryStream();
        Npz.Save(stream, arrays);
        return stream.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        return stream.ToArray();
    }

    private static byte[] Replace(byte[] bytes, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        var changed = bytes.ToArray();
        int found = 0;
        for (int i = 0; i + from.Length <= changed.Length; i++)
            if (changed.AsSpan(i, from.Length).SequenceEqual(from))
            {
                to.CopyTo(changed.AsSpan(i));
                found++;
            }
        Assert.NotEqual(0, found);
        return changed;
    }
}
