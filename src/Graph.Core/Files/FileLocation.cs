using System.Text;

namespace FunctionalGrad;

/// <summary>What is being read, as messages name it: the format, the file, and the array in it.</summary>
/// <param name="Format">The word of the format: npy, npz, safetensors, csv.</param>
/// <param name="File">The path as it was given, or "stream".</param>
/// <param name="Part">The entry, tensor or line, or null for the whole.</param>
internal sealed record FileLocation(string Format, string File, string? Part = null)
{
    private const int LongestQuote = 80;

    public static FileLocation Of(string format, Stream stream) =>
        new(format, Argument.NotNull(stream) is FileStream file ? file.Name : "stream");

    public FileLocation At(string kind, string name) =>
        this with
        {
            Part = $"{kind} {Quote(name)}",
        };

    /// <summary>The sentence about what was found, after what it was found in.</summary>
    public InvalidDataException Error(string finding, Exception? cause = null) =>
        new($"{Format}: {File}{(Part is null ? "" : $", {Part}")}: {finding}", cause);

    /// <summary>A text of the file in quotes: shortened, and with control characters shown as a dot.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, LongestQuote)))
            quoted.Append(char.IsControl(c) || char.IsSurrogate(c) ? '.' : c);
        return quoted.Append(text.Length > LongestQuote ? "...'" : "'").ToString();
    }
}
