using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace FunctionalGrad;

/// <summary>The head of NumPy's .npy format, versions 1.0 to 3.0: magic, version, length, and a Python dictionary as text.</summary>
/// <remarks>The format: numpy.lib.format in the NumPy manual.</remarks>
internal static class NpyHeader
{
    private const int Alignment = 64;

    // NumPy leaves room for the first length to grow to 21 digits in place; with the same room the bytes are the same.
    private const int GrowthDigits = 21;

    // NumPy's own limit (max_header_size): only structured types need more.
    private const int LongestText = 10000;

    /// <summary>The length of the longest head that is read.</summary>
    public const int MostBytes = 12 + LongestText;

    private static ReadOnlySpan<byte> Magic => [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59];

    public static byte[] Write<T>(Shape shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string lengths = shape.Rank == 1 ? $"{shape[0]}," : string.Join(", ", shape);
        string text =
            $"{{'descr': '<f{Unsafe.SizeOf<T>()}', 'fortran_order': False, 'shape': ({lengths}), }}";
        if (shape.Rank > 0)
            text += new string(' ', GrowthDigits - Digits(shape[0]));
        int fixedBytes = Magic.Length + 4;
        text += new string(' ', Alignment - (fixedBytes + text.Length + 1) % Alignment) + '\n';
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, checked((ushort)text.Length));
        return [.. Magic, 1, 0, .. length, .. Encoding.ASCII.GetBytes(text)];
    }

    public static StoredArray Read(FileReader file)
    {
        var start = file.Read(Magic.Length + 2, "the magic and version");
        if (!start.AsSpan().StartsWith(Magic))
            throw file.At.Error(
                $"it begins with the bytes {Hex(start.AsSpan(0, Magic.Length))}, not with NumPy's {Hex(Magic)}. Is it a file of another kind?"
            );
        byte version = start[^2];
        if (version is 0 or > 3 || start[^1] != 0)
            throw file.At.Error(
                $"the format version is {version}.{start[^1]}, but 1.0, 2.0 and 3.0 are known."
            );
        const string what = "the header's length";
        long length =
            version == 1
                ? BinaryPrimitives.ReadUInt16LittleEndian(file.Read(2, what))
                : BinaryPrimitives.ReadUInt32LittleEndian(file.Read(4, what));
        if (length > LongestText)
            throw file.At.Error(
                $"the header is {length} bytes long, but at most {LongestText} are accepted."
            );
        var text = file.Read(length, "the header");
        return new NpyDictionary(Encoding.Latin1.GetString(text), file.At).Read();
    }

    private static int Digits(int length) => length.ToString(CultureInfo.InvariantCulture).Length;

    private static string Hex(ReadOnlySpan<byte> bytes) =>
        string.Join(' ', Convert.ToHexString(bytes).Chunk(2).Select(pair => new string(pair)));
}
