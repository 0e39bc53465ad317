using System.Numerics;

namespace FunctionalGrad;

/// <summary>One array in NumPy's .npy format, as <c>numpy.save</c> writes and <c>numpy.load</c> reads it.</summary>
/// <remarks>
/// Loading accepts versions 1.0 to 3.0, both byte orders, C and Fortran order, floating-point numbers of 2, 4 and 8 bytes
/// (rounded to nearest), whole numbers and bools (which must be exact in <c>T</c>). It never unpickles or runs anything.
/// </remarks>
public static class Npy
{
    /// <summary>Saves an array to a path; until all is written, the path keeps what it held.</summary>
    public static void Save<T>(string path, NDArray<T> array)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        AtomicFile.Write(path, stream => Save(stream, array));

    /// <summary>Writes an array to a stream.</summary>
    public static void Save<T>(Stream stream, NDArray<T> array)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(array);
        StoredArray.RequireSavable(array.Shape);
        stream.Write(NpyHeader.Write<T>(array.Shape));
        StoredArray.Encode(stream, array);
    }

    /// <summary>Loads an array from a path.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">The most bytes that the array may take.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or holds something else, or more than allowed.</exception>
    public static NDArray<T> Load<T>(string path, long maxBytes = LoadLimit.Default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var stream = File.OpenRead(path);
        return Load<T>(stream, maxBytes);
    }

    /// <summary>Reads an array from a stream, which must end with it.</summary>
    /// <param name="stream">The stream, read from where it stands.</param>
    /// <param name="maxBytes">The most bytes that the array may take.</param>
    /// <exception cref="InvalidDataException">The stream is damaged, or holds something else, or more than allowed.</exception>
    public static NDArray<T> Load<T>(Stream stream, long maxBytes = LoadLimit.Default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Read<T>(
            new FileReader(stream, FileLocation.Of("npy", stream), maxBytes),
            new LoadLimit(maxBytes)
        );

    internal static NDArray<T> Read<T>(FileReader file, LoadLimit limit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var stored = NpyHeader.Read(file);
        limit.Take<T>(stored.Shape, file.At);
        var bytes = file.Read(stored.Bytes, $"the data of shape {stored.Shape}");
        return file.Left == 0
            ? stored.Decode<T>(bytes, file.At)
            : throw file.At.Error(
                $"{file.Left} bytes follow after the data of shape {stored.Shape}: the array is damaged or another is appended."
            );
    }
}
