using System.Buffers.Binary;
using System.IO.Compression;

namespace FunctionalGrad;

/// <summary>Opens files that may be packed with gzip.</summary>
internal static class Packed
{
    /// <summary>The content of a file; one whose name ends in <c>.gz</c> is unpacked.</summary>
    /// <exception cref="InvalidDataException">It is not a whole gzip file, or its content is longer than allowed.</exception>
    public static MemoryStream Open(string path, FileLocation at, long maxBytes)
    {
        using var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? Unpack(file, at, maxBytes)
            : FileReader.Copy(file, at, maxBytes);
    }

    private static MemoryStream Unpack(FileStream file, FileLocation at, long maxBytes)
    {
        try
        {
            using var packed = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            var content = FileReader.Copy(packed, at, maxBytes);
            RequireWhole(file, content.Length, at);
            return content;
        }
        catch (InvalidDataException error)
            when (!error.Message.StartsWith(at.Format, StringComparison.Ordinal))
        {
            throw at.Error($"it cannot be unpacked as gzip: {error.Message}", error);
        }
    }

    /// <summary>A gzip file ends with the length of its content (RFC 1952); .NET takes a file that ends early for a whole one.</summary>
    private static void RequireWhole(FileStream file, long length, FileLocation at)
    {
        var stated = new byte[4];
        if (file.Length >= stated.Length)
        {
            file.Position = file.Length - stated.Length;
            file.ReadExactly(stated);
        }
        if (BinaryPrimitives.ReadUInt32LittleEndian(stated) != (uint)length || length == 0)
            throw at.Error(
                $"it unpacks to {length} bytes, but does not end with that length, as a gzip file does. Is it truncated?"
            );
    }
}
