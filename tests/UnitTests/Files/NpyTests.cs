using System.Text;

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
        var file = File($"{{'descr': '{descr}', 'fortran_order': False, 'shape': (2,), }}", data);
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
                new MemoryStream(File(header, "01 02 03 04 05 06", version))
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

    public static TheoryData<string, string, string> Damaged =>
        new()
        {
            {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }",
                "00",
                "16 bytes are expected for the data of shape [2], but only 1 are left. Is the file truncated?"
            },
            {
                "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }",
                "01 02",
                "1 bytes follow after the data of shape [1]: the array is damaged or another is appended."
            },
            {
                "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
                "80 03",
                "the element type is pickled Python objects, which are never loaded, because loading them can run code. Save plain numbers?"
            },
            {
                "{'descr': '<c16', 'fortran_order': False, 'shape': (1,), }",
                "",
                "the element type '<c16' is not read: it must be bool, a whole number or a floating-point number of 2, 4 or 8 bytes, with its byte order."
            },
            {
                "{'descr': '|f8', 'fortran_order': False, 'shape': (1,), }",
                "",
                "the element type '|f8' is not read: it must be bool, a whole number or a floating-point number of 2, 4 or 8 bytes, with its byte order."
            },
            {
                "{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1,), }",
                "",
                "the element type is a structure of fields, which is no number. Save each field as an array of its own?"
            },
            {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2, -1), }",
                "",
                "the shape [2, -1] has the negative length -1."
            },
            {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999,), }",
                "",
                "the shape [99999999999] has the length 99999999999: at most 2147483591 is possible."
            },
            {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (65536, 65536), }",
                "",
                "the shape [65536, 65536] has more than 2147483591 elements, the most one array can hold."
            },
            {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (100000000,), }",
                "",
                "800000000 bytes are expected for the data of shape [100000000], but only 0 are left. Is the file truncated?"
            },
            {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000,), }",
                "",
                "it would take more than the 1073741824 bytes allowed. Raise maxBytes if you trust it."
            },
            {
                "{'descr': '<f8', 'fortran_order': False}",
                "",
                "the header '{'descr': '<f8', 'fortran_order': False}' does not have all of the keys descr, fortran_order and shape."
            },
            { "{'descr': '<f8', 'descr': '<f8'}", "", "the header has the key 'descr' twice." },
            {
                "{'run': '<f8'}",
                "",
                "the header has the key 'run', but only descr, fortran_order and shape are known."
            },
            {
                "{'fortran_order': None}",
                "",
                "the header '{'fortran_order': None}' is not the dictionary that NumPy writes: True or False was expected at character 18."
            },
            {
                "{'shape': (1.5,)}",
                "",
                "the header '{'shape': (1.5,)}' is not the dictionary that NumPy writes: ')' was expected at character 12."
            },
            {
                "{'shape': (99999999999999999999,)}",
                "",
                "the header '{'shape': (99999999999999999999,)}' is not the dictionary that NumPy writes: a whole number of at most 64 bits was expected at character 11."
            },
            {
                "__import__('os')",
                "",
                "the header '__import__('os')' is not the dictionary that NumPy writes: '{' was expected at character 0."
            },
            {
                "{} + 1",
                "",
                "the header '{} + 1' is not the dictionary that NumPy writes: the end was expected at character 3."
            },
            {
                "{'a",
                "",
                "the header '{'a' is not the dictionary that NumPy writes: a quoted text that ends was expected at character 1."
            },
            {
                "{'descr': '|b1', 'fortran_order': False, 'shape': (1,), }",
                "02",
                "element 0 is the byte 2, but a bool is 0 or 1."
            },
            {
                "{'descr': '<i8', 'fortran_order': False, 'shape': (1,), }",
                "FF FF FF FF FF FF FF 7F",
                "element 0 is the whole number 9223372036854775807, which Double cannot hold exactly. Store it in floating point?"
            },
            {
                $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({string.Join(", ", Enumerable.Repeat(1, 65))}), }}",
                "",
                "the shape has 65 axes: at most 64 are accepted."
            },
        };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void A_damaged_or_hostile_file_is_an_error_that_says_what_was_found(
        string header,
        string data,
        string finding
    ) =>
        Assert.Equal(
            "npy: stream: " + finding,
            Assert
                .Throws<InvalidDataException>(() =>
                    Npy.Load<double>(new MemoryStream(File(header, data)))
                )
                .Message
        );

    [Fact]
    public void A_wrong_start_version_or_header_length_is_an_error_that_says_so()
    {
        Check(
            "50 4B 03 04 14 00 00 00",
            "it begins with the bytes 50 4B 03 04 14 00, not with NumPy's 93 4E 55 4D 50 59. Is it a file of another kind?"
        );
        Check(
            "93 4E 55 4D 50 59 04 00",
            "the format version is 4.0, but 1.0, 2.0 and 3.0 are known."
        );
        Check(
            "93 4E 55 4D 50 59 02 00 FF FF FF FF",
            "the header is 4294967295 bytes long, but at most 10000 are accepted."
        );
        Check(
            "93 4E 55 4D 50 59 01 00 10 00 7B",
            "16 bytes are expected for the header, but only 1 are left. Is the file truncated?"
        );
        Check(
            "",
            "8 bytes are expected for the magic and version, but only 0 are left. Is the file truncated?"
        );

        static void Check(string bytes, string finding) =>
            Assert.Equal(
                "npy: stream: " + finding,
                Assert
                    .Throws<InvalidDataException>(() =>
                        Npy.Load<double>(new MemoryStream(Hex(bytes)))
                    )
                    .Message
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
        System.IO.File.WriteAllBytes(path, NumPyFiles.Matrix[..100]);
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

    private static byte[] File(string header, string data, byte version = 1)
    {
        byte[] length =
            version == 1
                ? BitConverter.GetBytes((ushort)header.Length)
                : BitConverter.GetBytes(header.Length);
        return
        [
            .. Hex("93 4E 55 4D 50 59"),
            version,
            0,
            .. length,
            .. Encoding.ASCII.GetBytes(header),
            .. Hex(data),
        ];
    }

    private static byte[] Hex(string bytes) => Convert.FromHexString(bytes.Replace(" ", ""));
}
