namespace FunctionalGrad;

/// <summary>Reads a stream whose end is known, so that nothing is allocated for bytes that are not there.</summary>
internal sealed class FileReader
{
    private readonly Stream stream;

    /// <param name="stream">Read from where it stands. One that cannot seek is copied to memory first.</param>
    /// <param name="at">For messages.</param>
    /// <param name="maxBytes">The most bytes that are copied.</param>
    public FileReader(Stream stream, FileLocation at, long maxBytes)
    {
        At = at;
        this.stream = stream.CanSeek ? stream : Copy(stream, at, maxBytes);
    }

    public FileLocation At { get; }

    public long Left => Math.Max(0, stream.Length - stream.Position);

    /// <summary>The next bytes.</summary>
    /// <param name="count">How many.</param>
    /// <param name="what">What they are, for the message when there are fewer.</param>
    public byte[] Read(long count, string what)
    {
        if (count > Left)
            throw At.Error(
                $"{count} bytes are expected for {what}, but only {Left} are left. Is the file truncated?"
            );
        if (count > Array.MaxLength)
            throw At.Error(
                $"{count} bytes are expected for {what}, but at most {Array.MaxLength} can be read at once."
            );
        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The rest of a stream as one that can seek.</summary>
    public static MemoryStream Copy(Stream stream, FileLocation at, long maxBytes)
    {
        var copy = new MemoryStream();
        var chunk = new byte[65536];
        int count;
        while ((count = stream.Read(chunk)) > 0)
        {
            if (copy.Length + count > Math.Min(maxBytes, Array.MaxLength))
                throw LoadLimit.Exceeded(at, maxBytes);
            copy.Write(chunk, 0, count);
        }
        copy.Position = 0;
        return copy;
    }
}
