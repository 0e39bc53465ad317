using System.Text;

namespace FunctionalGrad;

/// <summary>One line of a table: pieces put at columns.</summary>
internal sealed class TextLine
{
    private readonly List<(int Column, string Text, Ink Ink)> pieces = [];

    /// <summary>The column behind the last piece.</summary>
    public int End { get; private set; }

    public TextLine Put(int column, string text, Ink ink = Ink.Plain)
    {
        pieces.Add((column, text, ink));
        End = column + text.Length;
        return this;
    }

    public TextLine PutRight(int column, int width, string text, Ink ink) =>
        Put(column + width - text.Length, text, ink);

    public void CopyTo(TextLine other)
    {
        foreach (var (column, text, ink) in pieces)
            other.Put(column, text, ink);
    }

    public string Render(bool color)
    {
        var line = new StringBuilder();
        int at = 0;
        foreach (var (column, text, ink) in pieces)
        {
            line.Append(' ', Math.Max(0, column - at));
            line.Append(color ? Colored(text, ink) : text);
            at = Math.Max(at, column) + text.Length;
        }
        return line.ToString();
    }

    private static string Colored(string text, Ink ink) =>
        ink switch
        {
            Ink.Plain => text,
            Ink.Heading => $"\e[1m{text}\e[0m",
            Ink.Value => $"\e[32m{text}\e[0m",
            Ink.Gradient => $"\e[31m{text}\e[0m",
            _ => throw new ArgumentOutOfRangeException(nameof(ink)),
        };
}
