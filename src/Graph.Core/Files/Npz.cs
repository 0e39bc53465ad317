using System.IO.Compression;
using System.Numerics;

namespace FunctionalGrad;

/// <summary>Named arrays in NumPy's .npz format, as <c>numpy.savez</c> writes and <c>numpy.load</c> reads it: a zip file of .npy files.</summary>
/// <remarks>Names and their order are kept. The same arrays give the same bytes. Loading runs nothing, checks every size before it allocates, and takes at most about twice the bytes allowed while it reads.</remarks>
public static class Npz
{
    private const string Extension = ".npy";

    // The dates of the entries are those that NumPy writes: zip's first day.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Saves named arrays to a path; until all is written, the path keeps what it held.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The arrays, saved in the order in which they are enumerated.</param>
    /// <param name="compress">Whether to deflate them, as <c>numpy.savez_compressed</c> does.</param>
    /// <exception cref="ArgumentException">A name is empty, repeated or not well-formed text.</exception>
    public static void Save<T>(
        string path,
        IEnumerable<KeyValuePair<string, NDArray<T>>> arrays,
        bool compress = false
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        AtomicFile.Write(path, stream => Save(stream, arrays, compress));

    /// <summary>Writes named arrays to a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="arrays">The arrays, saved in the order in which they are enumerated.</param>
    /// <param name="compress">Whether to deflate them, as <c>numpy.savez_compressed</c> does.</param>
    /// <exception cref="ArgumentException">A name is empty, repeated or not well-formed text.</exception>
    public static void Save<T>(
        Stream stream,
        IEnumerable<KeyValuePair<string, NDArray<T>>> arrays,
        bool compress = false
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, array) in ArrayNames.Savable(arrays))
        {
            var entry = archive.CreateEntry(
                name + Extension,
                compress ? CompressionLevel.Optimal : CompressionLevel.NoCompression
            );
            entry.LastWriteTime = Epoch;
            using var content = entry.Open();
            Npy.Save(content, array);
        }
    }

    /// <summary>Loads named arrays from a path.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">The most bytes that the arrays may take together.</param>
    /// <returns>The arrays in the order of the file, their names without <c>.npy</c>.</returns>
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
    /// <returns>The arrays in the order of the file, their names without <c>.npy</c>.</returns>
    /// <exception cref="InvalidDataException">The stream is damaged, or holds something else, or more than allowed.</exception>
    public static IReadOnlyDictionary<string, NDArray<T>> Load<T>(
        Stream stream,
        long maxBytes = LoadLimit.Default
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var at = FileLocation.Of("npz", stream);
        var limit = new LoadLimit(maxBytes);
        var arrays = new OrderedDictionary<string, NDArray<T>>();
        using var zip = new ZipReader(stream, at, maxBytes);
        foreach (var entry in zip.Entries)
        {
            var here = at.At("entry", entry.FullName);
            if (!entry.FullName.EndsWith(Extension, StringComparison.Ordinal))
                throw here.Error("its name does not end in .npy, so it is not one of NumPy's.");
            string name = entry.FullName[..^Extension.Length];
            if (arrays.ContainsKey(name))
                throw here.Error("there are two entries of this name.");
            var content = new MemoryStream(zip.Read(entry, here, limit), writable: false);
            arrays.Add(name, Npy.Read<T>(new FileReader(content, here, maxBytes), limit));
        }
        return arrays;
    }
}
