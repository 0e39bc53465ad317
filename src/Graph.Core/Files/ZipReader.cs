using System.IO.Compression;

namespace FunctionalGrad;

/// <summary>Reads the entries of a zip file that may be damaged or hostile: sizes are checked before anything is allocated, contents by their checksum.</summary>
internal sealed class ZipReader : IDisposable
{
    // Deflate codes at most 258 bytes in 2 bits.
    private const long LargestExpansion = 1032;

    private readonly FileLocation at;
    private readonly Stream stream;
    private readonly ZipArchive archive;

    public ZipReader(Stream stream, FileLocation at, long maxBytes)
    {
        this.at = at;
        this.stream =
            stream.CanSeek && stream.Position == 0 ? stream : FileReader.Copy(stream, at, maxBytes);
        (archive, Entries) = Guard(
            at,
            () =>
            {
                var opened = new ZipArchive(this.stream, ZipArchiveMode.Read, leaveOpen: true);
                return (opened, opened.Entries);
            }
        );
    }

    public IReadOnlyList<ZipArchiveEntry> Entries { get; }

    public void Dispose() => archive.Dispose();

    /// <summary>The content of an entry.</summary>
    public byte[] Read(ZipArchiveEntry entry, FileLocation here, LoadLimit limit)
    {
        // .NET replaces what is not UTF-8 by this character.
        if (entry.FullName.Contains('\uFFFD'))
            throw here.Error("its name is not UTF-8.");
        if (entry.IsEncrypted)
            throw here.Error("it is encrypted, and there is no password to ask for.");
        if (entry.CompressedLength < 0 || entry.CompressedLength > stream.Length)
            throw here.Error(
                $"it claims {entry.CompressedLength} packed bytes, but the whole file has {stream.Length}. Is the file truncated?"
            );
        if (entry.Length < 0 || entry.Length / LargestExpansion > entry.CompressedLength)
            throw here.Error(
                $"it claims {entry.Length} bytes out of {entry.CompressedLength} packed ones, but packing cannot save that much."
            );
        limit.Require(entry.Length - NpyHeader.MostBytes, here);
        return Guard(here, () => Unpack(entry, here));
    }

    private static byte[] Unpack(ZipArchiveEntry entry, FileLocation here)
    {
        if (entry.Length > Array.MaxLength)
            throw here.Error(
                $"it has {entry.Length} bytes, but at most {Array.MaxLength} can be read at once."
            );
        var bytes = new byte[entry.Length];
        using var content = entry.Open();
        int count = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (count < bytes.Length || content.ReadByte() >= 0)
            throw here.Error($"it does not unpack to the {entry.Length} bytes that it claims.");
        if (Crc32.Of(bytes) != entry.Crc32)
            throw here.Error("its content does not have the checksum stored with it.");
        return bytes;
    }

    /// <summary>Turns what .NET's reader throws at damaged files into one kind of error that names the file.</summary>
    private static TResult Guard<TResult>(FileLocation at, Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException error)
            when (error.Message.StartsWith(at.Format + ": ", StringComparison.Ordinal))
        {
            throw;
        }
        catch (Exception error)
            when (error
                    is InvalidDataException
                        or IOException
                        or ArgumentException
                        or NotSupportedException
                        or OverflowException
            )
        {
            throw at.Error($"the zip file is damaged: {error.Message}", error);
        }
    }
}
