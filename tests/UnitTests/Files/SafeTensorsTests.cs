using System.Buffers.Binary;
using System.Text;

namespace FunctionalGrad.UnitTests;

public class SafeTensorsTests
{
    private static readonly Dictionary<string, NDArray<double>> Arrays = new()
    {
        ["hidden.weight"] = NDArray.Of([
            [1.0, 2.0],
            [3.0, -0.0],
        ]),
        ["none"] = NDArray<double>.Fill([0, 3], 0),
        ["step"] = NDArray.Scalar(7.0),
        ["ü \"β\""] = NDArray.Of([double.NaN]),
    };

    [Fact]
    public void The_bytes_are_those_of_the_published_format()
    {
        var stream = new MemoryStream();
        SafeTensors.Save<float>(
            stream,
            new Dictionary<string, NDArray<float>>
            {
                ["w"] = NDArray.Of([
                    [1f],
                    [-2f],
                ]),
                ["steps"] = NDArray.Scalar(0.5f),
            }
        );
        const string header =
            """{"w":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"steps":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}""";
        byte[] expected =
        [
            .. (byte[])[120, 0, 0, 0, 0, 0, 0, 0],
            .. Encoding.ASCII.GetBytes(header.PadRight(120)),
            .. (byte[])[0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0x3f],
        ];
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void Named_arrays_come_back_in_their_order_with_every_bit()
    {
        var stream = new MemoryStream();
        SafeTensors.Save(stream, Arrays);
        Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(stream.ToArray()) % 8);
        using var unseekable = new UnseekableStream(stream.ToArray());
        stream.Position = 0;
        foreach (
            var loaded in new[]
            {
                SafeTensors.Load<double>(stream),
                SafeTensors.Load<double>(unseekable),
            }
        )
        {
            Assert.Equal(Arrays.Keys, loaded.Keys);
            foreach (var (name, array) in Arrays)
                Assert.True(array.SameBits(loaded[name]));
        }
    }

    [Fact]
    public void Tensors_in_any_order_metadata_and_every_type_of_number_are_read()
    {
        const string header = """
            {"__metadata__":{"format":"pt","note":"x"},
             "f16":{"data_offsets":[2,4],"dtype":"F16","shape":[1]},
             "bf16":{"dtype":"BF16","shape":[1],"data_offsets":[0,2]},
             "i64":{"dtype":"I64","shape":[],"data_offsets":[4,12]},
             "u8":{"dtype":"U8","shape":[3],"data_offsets":[12,15]},
             "bool":{"dtype":"BOOL","shape":[1],"data_offsets":[15,16]}}
            """;
        var loaded = SafeTensors.Load<float>(
            new MemoryStream(
                File(
                    header,
                    0x80,
                    0x3f,
                    0,
                    0x3c,
                    0xfe,
                    255,
                    255,
                    255,
                    255,
                    255,
                    255,
                    255,
                    1,
                    2,
                    3,
                    1
                )
            )
        );
        Assert.Equal(["f16", "bf16", "i64", "u8", "bool"], loaded.Keys);
        Assert.Equal(1f, loaded["f16"][0]);
        Assert.Equal(1f, loaded["bf16"][0]);
        Assert.Equal(-2f, loaded["i64"].ToScalar());
        Assert.Equal([1f, 2f, 3f], loaded["u8"].ToArray());
        Assert.Equal(1f, loaded["bool"][0]);
    }

    [Fact]
    public void A_path_is_saved_whole_and_a_reserved_name_is_an_error()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        string path = Path.Combine(folder, "w.safetensors");
        SafeTensors.Save(path, Arrays);
        Assert.Equal(
            "save: an array is named '__metadata__', which the safetensors format keeps for itself. Give it another name.",
            Assert
                .Throws<ArgumentException>(() =>
                    SafeTensors.Save(
                        path,
                        new Dictionary<string, NDArray<double>>
                        {
                            ["__metadata__"] = NDArray.Scalar(1.0),
                        }
                    )
                )
                .Message
        );
        Assert.Equal(Arrays.Keys, SafeTensors.Load<double>(path).Keys);
        Assert.Equal([path], Directory.GetFiles(folder));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"b":{"dtype":"F64","shape":[1],"data_offsets":[4,12]}}""",
        12,
        ", tensor 'b': its data begins at 4, but the data before it ends at 8: tensors must neither overlap nor leave holes."
    )]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}""",
        16,
        ", tensor 'a': its data begins at 8, but the data before it ends at 0: tensors must neither overlap nor leave holes."
    )]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""",
        7,
        ": the tensors take 8 bytes, but 7 follow the header. Is the file truncated, or is something appended?"
    )]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""",
        9,
        ": the tensors take 8 bytes, but 9 follow the header. Is the file truncated, or is something appended?"
    )]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}""",
        8,
        ", tensor 'a': shape [2] of F64 needs 16 bytes, but data_offsets [0, 8] leave 8."
    )]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[1],"data_offsets":[8,0]}}""",
        8,
        ", tensor 'a': data_offsets is [8, 0], but must be where the data begins and where it ends."
    )]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[1],"data_offsets":[-8,0]}}""",
        8,
        ", tensor 'a': data_offsets is [-8, 0], but must be where the data begins and where it ends."
    )]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[-1],"data_offsets":[0,8]}}""",
        8,
        ", tensor 'a': the shape [-1] has the negative length -1."
    )]
    [InlineData(
        """{"a":{"dtype":"F64","shape":[1.5],"data_offsets":[0,8]}}""",
        8,
        ", tensor 'a': shape must be a list of whole numbers of at most 64 bits."
    )]
    [InlineData(
        """{"a":{"dtype":"F8_E5M2","shape":[8],"data_offsets":[0,8]}}""",
        8,
        ", tensor 'a': the element type 'F8_E5M2' is not read: it must be F64, F32, F16, BF16, BOOL or a whole number of at most 64 bits."
    )]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[],"data_offsets":[1,2]}}""",
        2,
        ", tensor 'a': there are two tensors of this name."
    )]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[]}}""",
        0,
        ", tensor 'a': it does not have all of the keys dtype, shape and data_offsets."
    )]
    [InlineData(
        """{"a":{"dtype":"U8","dtype":"U8"}}""",
        0,
        ", tensor 'a': the key 'dtype' is unknown or repeated: each of dtype, shape and data_offsets must be there once."
    )]
    [InlineData(
        """{"a":3}""",
        0,
        ", tensor 'a': the header has Number where an object of dtype, shape and data_offsets was expected."
    )]
    [InlineData(
        """{"__metadata__":{"a":3}}""",
        0,
        ": the header has Number where a text in __metadata__ was expected."
    )]
    [InlineData("""[]""", 0, ": the header does not begin with '{'. Is it a file of another kind?")]
    public void A_damaged_or_hostile_file_is_an_error_that_says_what_was_found(
        string header,
        int dataBytes,
        string finding
    ) => Check(File(header, new byte[dataBytes]), finding);

    [Fact]
    public void A_header_that_is_too_long_not_UTF8_or_not_JSON_is_an_error()
    {
        Check(
            [255, 255, 255, 255, 255, 255, 255, 255, .. "{}"u8],
            ": the header is 18446744073709551615 bytes long, but at most 100000000 are accepted. Is it a file of another kind?"
        );
        Check(
            [100, 0, 0, 0, 0, 0, 0, 0, .. "{}"u8],
            ": 100 bytes are expected for the header, but only 2 are left. Is the file truncated?"
        );
        Check(
            [1, 2],
            ": 8 bytes are expected for the header's length, but only 2 are left. Is the file truncated?"
        );
        Check([3, 0, 0, 0, 0, 0, 0, 0, (byte)'{', 0xff, 0xff], ": the header is not UTF-8.");
        foreach (
            string header in new[]
            {
                "{",
                "{}{}",
                "{} x",
                """{"a\ud800":{}}""",
                """{"a":{"dtype":"\udc00"}}""",
                "{\"a\":" + new string('[', 5000),
                """{"a":{"shape":[""" + new string('[', 5000),
                """{"__metadata__":""" + string.Concat(Enumerable.Repeat("{\"a\":", 5000)),
            }
        )
            Assert.StartsWith(
                "safetensors: stream",
                Assert
                    .Throws<InvalidDataException>(() =>
                        SafeTensors.Load<double>(new MemoryStream(File(header)))
                    )
                    .Message
            );
    }

    [Fact]
    public void More_than_allowed_is_refused_before_it_is_read()
    {
        var file = File(
            """{"a":{"dtype":"U8","shape":[1000],"data_offsets":[0,1000]}}""",
            new byte[1000]
        );
        Assert.Equal(
            "safetensors: stream, tensor 'a': it would take more than the 7999 bytes allowed. Raise maxBytes if you trust it.",
            Assert
                .Throws<InvalidDataException>(() =>
                    SafeTensors.Load<double>(new MemoryStream(file), 7999)
                )
                .Message
        );
        Assert.Equal(1000, SafeTensors.Load<double>(new MemoryStream(file), 8000)["a"].Shape[0]);
    }

    private static void Check(byte[] bytes, string finding) =>
        Assert.Equal(
            "safetensors: stream" + finding,
            Assert
                .Throws<InvalidDataException>(() =>
                    SafeTensors.Load<double>(new MemoryStream(bytes))
                )
                .Message
        );

    private static byte[] File(string header, params byte[] data) =>
        [
            .. BitConverter.GetBytes((ulong)Encoding.UTF8.GetByteCount(header)),
            .. Encoding.UTF8.GetBytes(header),
            .. data,
        ];
}
