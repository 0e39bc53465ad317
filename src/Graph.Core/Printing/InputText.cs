using System.Globalization;
using System.Text;

namespace FunctionalGrad;

/// <summary>The declaration of an input as source text.</summary>
internal static class InputText
{
    public static string Of(Input input)
    {
        string declared = $"{Quoted(input.Name)} {Ints.Of(input.Shape.Lengths)}";
        return input.Origin switch
        {
            ParameterOrigin parameter => $"{Words.Parameter} {declared} ({parameter.Initializer})",
            NoiseOrigin noise => $"{Words.Noise} {declared} ({noise.Distribution})",
            _ => $"{Words.Input} {declared}",
        };
    }

    /// <summary>A text as an F# string literal; what is not plainly visible is written by its number.</summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char letter in text)
            quoted.Append(
                letter switch
                {
                    '"' => "\\\"",
                    '\\' => @"\\",
                    ' ' => " ",
                    _ when IsVisible(letter) => letter.ToString(),
                    _ => $"\\u{(int)letter:X4}",
                }
            );
        return quoted.Append('"').ToString();
    }

    /// <summary>Whether letters of a kind are seen, or are room between those that are.</summary>
    public static bool IsVisible(UnicodeCategory category) =>
        category
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );

    private static bool IsVisible(char letter) =>
        char.GetUnicodeCategory(letter) is var category
        && category != UnicodeCategory.SpaceSeparator
        && IsVisible(category);
}
