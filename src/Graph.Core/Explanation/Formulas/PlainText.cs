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
        foreach (char letter in name)
            if (
                char.GetUnicodeCategory(letter)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.Surrogate
                    or UnicodeCategory.PrivateUse
                    or UnicodeCategory.OtherNotAssigned
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
            )
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}");
            else
                visible.Append(letter);
        return visible.ToString();
    }

    /// <summary>The name in a formula: in backquotes unless it is a word, as letters, digits, dots and underscores make it.</summary>
    public static string Identifier(string name)
    {
        bool isWord = name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '.');
        return isWord ? name : $"`{Visible(name)}`";
    }
}
