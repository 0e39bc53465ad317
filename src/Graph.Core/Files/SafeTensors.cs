using System.Buffers.Binary;
using System.Numerics;

namespace FunctionalGrad;

/// <summary>Named arrays in the safetensors format: the length of a header, the header in JSON, the data.</summary>
/// <remarks>
/// The format: github.com/huggingface/safetensors, "Format". Saved are F32 and F64; loaded also F16, BF16 (rounded to nearest), whole numbers and
/// bools (which must be exact in <c>T</c>). Loading runs nothing, checks every size before it allocates, and takes at most about twice the bytes allowed while it reads.
/// </remarks>
public static class SafeTensors
{
    // The reference implementation's limit.
    private const long LongestHeader = 100_000_000;
    private const int Alignment = 8;

    /// <summary>Saves named arrays to a path; until all is written, the path keeps what it held.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The arrays, saved in the order in which they are enumerated.</param>
    /// <exception cref="ArgumentException">A name is empty, repeated, not well-formed text, or <c>__metadata__</c>.</exception>
    public static void Save<T>(string path, IEnumerable<KeyValuePair<string, NDArray<T>>> arrays)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        AtomicFile.Write(path, stream => Save(stream, arrays));

    /// <summary>Writes named arrays to a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="arrays">The arrays, saved in the order in which they are enumerated.</param>
    /// <exception cref="ArgumentException">A name is empty, repeated, not well-formed text, or <c>__metadata__</c>.</exception>
    public static void Save<T>(Stream stream, IEnumerable<KeyValuePair<string, NDArray<T>>> arrays)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        KeyValuePair<string, NDArray<T>>[] list = [.. ArrayNames.Savable(arrays)];
        var header = SafeTensorsHeader.Write(list);
        int padding = (Alignment - header.Length % Alignment) % Alignment;
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)(header.Length + padding));
        stream.Write(length);
        stream.Write(header);
        stream.Write("        "u8[..padding]);
        foreach (var (_, array) in list)
            StoredArray.Encode(stream, array);
    }

    /// <summary>Loads named arrays from a path.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">The most bytes that the arrays may take together.</param>
    /// <returns>The arrays in the order of the header.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, or holds something else, or more than allowed.</exception>
    public static IReadOnlyDictionary<string, NDArray<T>> Load<T>(
        string path,
        long maxBytes = LoadLimit.Default
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var stream = File.OpenRead(path);
        return Load<T>(stream, maxBytes);
    }

    /// <summary>Reads named arrays from a stream, which must end with them.</summary>
    /// <param name="stream">The stream, read from where it stands.</param>
    /// <param name="maxBytes">The most bytes that the arrays may take together.</param>
    /// <returns>The arrays in the order of the header.</returns>
    /// <exception cref="InvalidDataException">The stream is damaged, or holds something else, or more than allowed.</exception>
    public static IReadOnlyDictionary<string, NDArray<T>> Load<T>(
        Stream stream,
        long maxBytes = LoadLimit.Default
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var at = FileLocation.Of("safetensors", stream);
        var limit = new LoadLimit(maxBytes);
        var file = new FileReader(stream, at, maxBytes);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file.Read(8, "the header's length"));
        if (length > LongestHeader)
            throw at.Error(
                $"the header is {length} bytes long, but at most {LongestHeader} are accepted. Is it a file of another kind?"
            );
        var tensors = new SafeTensorsHeader(at).Read(file.Read((long)length, "the header"));
        RequireNoHoles(tensors, file.Left, at);
        var arrays = new OrderedDictionary<string, NDArray<T>>();
        foreach (var tensor in tensors)
            arrays.Add(tensor.Name, null!);
        foreach (var tensor in tensors.OrderBy(tensor => tensor.Begin))
        {
            var here = at.At("tensor", tensor.Name);
            limit.Take<T>(tensor.Array.Shape, here);
            arrays[tensor.Name] = tensor.Array.Decode<T>(
                file.Read(tensor.Array.Bytes, "the data"),
                here
            );
        }
        return arrays;
    }

    /// <summary>The tensors must cover the data exactly: the format allows no holes, no overlaps and nothing after the last.</summary>
    private static void RequireNoHoles(
        IReadOnlyList<SafeTensorsEntry> tensors,
        long bytes,
        FileLocation at
    )
    {
        long end = 0;
        foreach (var tensor in tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            if (tensor.Begin != end)
                throw at.At("tensor", tensor.Name)
                    .Error(
                        $"its data begins at {tensor.Begin}, but the data before it ends at {end}: tensors must neither overlap nor leave holes."
                    );
            end = tensor.End;
        }
        if (end != bytes)
            throw at.Error(
                $"the tensors take {end} bytes, but {bytes} follow the header. Is the file truncated, or is something appended?"
            );
    }
}
