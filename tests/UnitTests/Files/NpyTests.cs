namespace FunctionalGrad.UnitTests;

public class NpyTests
{
    private static readonly NDArray<double> Matrix = NDArray.Of([
        [1.5, -2],
        [0, 4],
        [double.PositiveInfinity, -0.0],
    ]);

    [Fact]
    public void An_array_is_written_byte_for_byte_as_NumPy_writes_it()
    {
        var stream = new MemoryStream();
        Npy.Save(stream, Matrix);
        Assert.Equal(NumPyFiles.Matrix, stream.ToArray());
    }

    [Fact]
    public void An_array_that_NumPy_wrote_is_read() =>
        Assert.True(Npy.Load<double>(new MemoryStream(NumPyFiles.Matrix)).SameBits(Matrix));

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 5 })]
    [InlineData(new[] { 0, 3 })]
    [InlineData(new[] { 2, 1, 3, 1, 2 })]
    public void Any_shape_comes_back_with_every_bit(int[] lengths)
    {
        var shape = Shape.Of(lengths);
        var array = NDArray<float>.Create(
            shape,
            e =>
            {
                for (int i = 0; i < e.Length; i++)
                    e[i] = BitConverter.UInt32BitsToSingle(0x7fc00001u + (uint)i * 77777777u);
            }
        );
        Assert.True(Npy.Load<float>(Saved(array)).SameBits(array));
    }

    [Theory]
    [InlineData("|b1", "01 00")]
    [InlineData("|i1", "01 00")]
    [InlineData("|u1", "01 00")]
    [InlineData("<i2", "01 00 00 00")]
    [InlineData(">u2", "00 01 00 00")]
    [InlineData("<u4", "01 00 00 00 00 00 00 00")]
    [InlineData(">i4", "00 00 00 01 00 00 00 00")]
    [InlineData("<i8", "01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00")]
    [InlineData(">u8", "00 00 00 00 00 00 00 01 00 00 00 00 00 00 00 00")]
    [InlineData("<f2", "00 3C 00 00")]
    [InlineData(">f4", "3F 80 00 00 00 00 00 00")]
    [InlineData("<f8", "00 00 00 00 00 00 F0 3F 00 00 00 00 00 00 00 00")]
    public void Every_type_of_number_is_read_in_both_byte_orders(string descr, string data)
    {
        var file = NpyBytes.File(
            $"{{'descr': '{descr}', 'fortran_order': False, 'shape': (2,), }}",
            data
        );
        Assert.Equal([1.0, 0.0], Npy.Load<double>(new MemoryStream(file)).ToArray());
        Assert.Equal([1f, 0f], Npy.Load<float>(new MemoryStream(file)).ToArray());
    }

    [Fact]
    public void Fortran_order_and_versions_2_and_3_are_read()
    {
        const string header = "{'shape':(2L,3),\"fortran_order\":True,'descr':'|u1'}";
        foreach (byte version in new byte[] { 1, 2, 3 })
        {
            var array = Npy.Load<double>(
                new MemoryStream(NpyBytes.File(header, "01 02 03 04 05 06", version))
            );
            Assert.Equal([2, 3], array.Shape);
            Assert.Equal([1.0, 3, 5, 2, 4, 6], array.ToArray());
        }
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_read_and_a_longer_one_than_allowed_is_not()
    {
        using var pipe = new UnseekableStream(NumPyFiles.Matrix);
        Assert.True(Npy.Load<double>(pipe).SameBits(Matrix));
        using var again = new UnseekableStream(NumPyFiles.Matrix);
        Assert.Equal(
            "npy: stream: it would take more than the 100 bytes allowed. Raise maxBytes if you trust it.",
            Assert.Throws<InvalidDataException>(() => Npy.Load<double>(again, 100)).Message
        );
    }

    [Fact]
    public void Saving_to_a_path_replaces_the_file_whole_or_leaves_it_alone()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        string path = Path.Combine(folder, "w.npy");
        Npy.Save(path, Matrix);
        Npy.Save(path, Matrix.Reshape([6]));
        Assert.Equal([6], Npy.Load<double>(path).Shape);
        var tooManyAxes = Matrix.Reshape([.. Enumerable.Repeat(1, 63), 2, 3]);
        Assert.Equal(
            "save: the array has 65 axes, but files hold at most 64. Reshape it first?",
            Assert.Throws<ShapeException>(() => Npy.Save(path, tooManyAxes)).Message
        );
        Assert.Equal([6], Npy.Load<double>(path).Shape);
        Assert.Equal([path], Directory.GetFiles(folder));
        File.WriteAllBytes(path, NumPyFiles.Matrix[..100]);
        Assert.Equal(
            $"npy: {path}: 118 bytes are expected for the header, but only 90 are left. Is the file truncated?",
            Assert.Throws<InvalidDataException>(() => Npy.Load<double>(path)).Message
        );
        Directory.Delete(folder, recursive: true);
    }

    private static MemoryStream Saved<T>(NDArray<T> array)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var stream = new MemoryStream();
        Npy.Save(stream, array);
        stream.Position = 0;
        return stream;
    }
}
