using System.Text;

namespace FunctionalGrad.UnitTests;

public class FileFuzzTests
{
    private const int Mutations = 3000;

    // Enough for a header, a directory and an error sentence; an honest claim may be at most the limit given below.
    private const long MostAllocated = 4_000_000;
    private const long MaxBytes = 1_000_000;

    private static readonly Dictionary<string, NDArray<double>> Arrays = new()
    {
        ["hidden.weight"] = NDArray.Of([
            [1.0, 2.0],
            [3.0, 4.0],
        ]),
        ["step"] = NDArray.Scalar(7.0),
        ["zeros"] = NDArray<double>.Fill([40, 3], 0),
    };

    public static TheoryData<string> Formats =>
        ["npy", "npz", "npz deflated", "npz of NumPy", "safetensors"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_file_that_ends_early_anywhere_is_an_error_of_invalid_data(string format)
    {
        var (bytes, load) = Subject(format);
        load(bytes);
        for (int length = 0; length < bytes.Length; length++)
            Assert.NotNull(Failure(load, bytes[..length]));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    [InlineData("csv")]
    public void A_file_with_random_changes_loads_or_is_an_error_of_invalid_data(string format)
    {
        var (bytes, load) = Subject(format);
        var random = new SeededRandom(1, format);
        int failures = 0;
        for (int i = 0; i < Mutations; i++)
            failures += Failure(load, Mutate(bytes, random)) is null ? 0 : 1;
        Assert.InRange(failures, Mutations / 4, Mutations);
    }

    private static (byte[] Bytes, Action<byte[]> Load) Subject(string format)
    {
        var stream = new MemoryStream();
        switch (format)
        {
            case "npy":
                Npy.Save(stream, Arrays["hidden.weight"]);
                return (stream.ToArray(), b => Npy.Load<double>(new MemoryStream(b), MaxBytes));
            case "safetensors":
                SafeTensors.Save(stream, Arrays);
                return (
                    stream.ToArray(),
                    b => SafeTensors.Load<double>(new MemoryStream(b), MaxBytes)
                );
            case "csv":
                return (
                    "1,-2.5\n3,4e-3\n"u8.ToArray(),
                    b => Csv.Read(new StringReader(Encoding.UTF8.GetString(b)))
                );
            case "npz of NumPy":
                return (NumPyFiles.Archive, b => Npz.Load<double>(new MemoryStream(b), MaxBytes));
            default:
                Npz.Save(stream, Arrays, compress: format == "npz deflated");
                return (stream.ToArray(), b => Npz.Load<double>(new MemoryStream(b), MaxBytes));
        }
    }

    /// <summary>The error, or null where the file loaded; any other exception and any large allocation fails the test.</summary>
    private static InvalidDataException? Failure(Action<byte[]> load, byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Record.Exception(() => load(bytes));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 0, MostAllocated);
        if (error is null)
            return null;
        var invalid = Assert.IsType<InvalidDataException>(error);
        Assert.Matches(
            "^(npy|npz|safetensors|csv): (stream|text).*: .*[.?]$",
            invalid.Message.ReplaceLineEndings(" ")
        );
        return invalid;
    }

    /// <summary>One to four changes: a byte, a bit, a run of one byte, a removed or a doubled stretch, a hostile number.</summary>
    private static byte[] Mutate(byte[] original, SeededRandom random)
    {
        var bytes = new List<byte>(original);
        for (int changes = 1 + random.Below(4); changes > 0 && bytes.Count > 8; changes--)
        {
            int at = random.Below(bytes.Count);
            int count = 1 + random.Below(Math.Min(16, bytes.Count - at));
            switch (random.Below(6))
            {
                case 0:
                    bytes[at] = (byte)random.Below(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Below(8));
                    break;
                case 2:
                    byte value = random.Below(2) == 0 ? (byte)0xff : (byte)0;
                    for (int i = at; i < at + count; i++)
                        bytes[i] = value;
                    break;
                case 3:
                    bytes.RemoveRange(at, count);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, count));
                    break;
                default:
                    var digits = Encoding.ASCII.GetBytes(
                        "9999999999999999999-1e9"[..(1 + random.Below(22))]
                    );
                    for (int i = 0; i < digits.Length && at + i < bytes.Count; i++)
                        bytes[at + i] = digits[i];
                    break;
            }
        }
        return [.. bytes];
    }
}
