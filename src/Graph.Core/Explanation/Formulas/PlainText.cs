using System.Globalization;
using System.Text;

namespace FunctionalGrad;

/// <summary>Names in plain text: one line each, and nothing that a terminal would obey.</summary>
internal static class PlainText
{
    /// <summary>The name with what is not visible, or would turn the line around, written by its number.</summary>
    public static string Visible(string name)
    {
        var visible = new StringBuilder(name.Length);
        // A letter beyond the first 65,536 is two chars; one of the two alone is none.
        for (int i = 0; i < name.Length; i++)
            if (Rune.TryGetRuneAt(name, i, out var rune) && rune.Utf16SequenceLength > 1)
            {
                if (InputText.IsVisible(Rune.GetUnicodeCategory(rune)))
                    visible.Append(rune);
                else
                    visible.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
                i++;
            }
            else if (InputText.IsVisible(char.GetUnicodeCategory(name[i])))
            {
                visible.Append(name[i]);
            }
            else
            {
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)name[i]:X4}");
            }
        return visible.ToString();
    }

    /// <summary>The beginning of a text; no letter is cut in two.</summary>
    public static string Cut(string text, int length) =>
        length >= text.Length ? text
        : length > 0 && char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)]
        : text[..length];

    /// <summary>The name in a formula: in backquotes unless it is a word, as letters, digits, dots and underscores make it.</summary>
    public static string Identifier(string name)
    {
        bool isWord = name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '.');
        return isWord ? name : $"`{Visible(name)}`";
    }
}
