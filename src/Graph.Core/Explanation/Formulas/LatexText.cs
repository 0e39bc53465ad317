using System.Text;

namespace FunctionalGrad;

/// <summary>Names and numbers in LaTeX.</summary>
internal static class LatexText
{
    /// <summary>A letter, a letter with digits below it, a word in italics, or anything else as text.</summary>
    public static string Name(string name)
    {
        bool ascii = name.All(char.IsAscii);
        int letters = name.TakeWhile(char.IsAsciiLetter).Count();
        string digits = name[letters..];
        if (ascii && name.Length == letters && letters > 0)
            return letters == 1 ? name : $@"\mathit{{{name}}}";
        if (ascii && letters > 0 && digits.All(char.IsAsciiDigit))
            return letters == 1
                ? $"{name[..1]}_{{{digits}}}"
                : $@"\mathit{{{name[..letters]}}}_{{{digits}}}";
        string words = Words(name);
        bool isOne = words.IndexOf('}', StringComparison.Ordinal) == words.Length - 1;
        return isOne ? words : $"{{{words}}}";
    }

    /// <summary>
    /// Any text among formulas: words as <c>\text{}</c>, and between them, as formulas, the signs that mean something else to LaTeX, to Markdown or to HTML.
    /// </summary>
    /// <remarks>
    /// Commands for signs inside <c>\text{}</c> are known to LaTeX and KaTeX, but MathJax, and so GitHub, prints them as they stand. In a page <c>&lt;b</c>
    /// begins an element, but <c>{&lt;}</c> does not, nor does <c>\&amp;\text{lt;}</c> become another sign.
    /// </remarks>
    public static string Words(string text)
    {
        var pieces = new StringBuilder();
        char before = '\0';
        bool isOpen = false;
        foreach (char letter in PlainText.Visible(text))
        {
            string? sign = Sign(letter);
            // Two of these side by side become a dash or a quotation mark.
            if (isOpen && (sign is not null || (letter == before && letter is '-' or '\'')))
            {
                pieces.Append('}');
                isOpen = false;
            }
            if (sign is null && !isOpen)
            {
                pieces.Append(@"\text{");
                isOpen = true;
            }
            pieces.Append(sign ?? letter.ToString());
            before = letter;
        }
        return pieces.Append(isOpen ? "}" : "").ToString();
    }

    private static string? Sign(char letter) =>
        letter switch
        {
            '\\' => @"{\backslash}",
            '^' => @"\hat{\,}",
            '`' => @"\grave{\,}",
            '~' => @"{\sim}",
            '<' => "{<}",
            '>' => "{>}",
            '{' or '}' or '$' or '&' or '#' or '_' or '%' => $@"\{letter}",
            _ => null,
        };

    public static FormulaTerm Number(double value)
    {
        if (double.IsNaN(value))
            return new(@"\mathrm{NaN}", FormulaTerm.Atom);
        if (double.IsInfinity(value))
            return new(
                value > 0 ? @"\infty" : @"-\infty",
                value > 0 ? FormulaTerm.Atom : FormulaTerm.Loose
            );
        string text = Numbers.Short(value);
        int exponent = text.IndexOf('e', StringComparison.Ordinal);
        if (exponent < 0)
            return new(text, value < 0 ? FormulaTerm.Loose : FormulaTerm.Atom);
        int power = int.Parse(
            text[(exponent + 1)..],
            System.Globalization.CultureInfo.InvariantCulture
        );
        return new($@"{text[..exponent]} \times 10^{{{Numbers.Whole(power)}}}", FormulaTerm.Loose);
    }

    /// <summary>A number, a column or a matrix; a large array as its shape.</summary>
    public static FormulaTerm Value(NDArray<double> value)
    {
        if (value.Shape.Rank == 0)
            return Number(value.ToScalar());
        if (!ArrayShown.IsWhole(value))
            return new(Shape(value.Shape), FormulaTerm.Atom);
        int columns = value.Shape.Rank == 1 ? 1 : value.Shape[1];
        var rows = value.ToArray().Chunk(columns);
        string body = string.Join(
            @" \\ ",
            rows.Select(row => string.Join(" & ", row.Select(each => Number(each).Text)))
        );
        return new($@"\begin{{bmatrix}} {body} \end{{bmatrix}}", FormulaTerm.Atom);
    }

    /// <summary>The lengths with crosses between.</summary>
    public static string Shape(Shape shape) =>
        shape.Rank == 0
            ? "1"
            : $@"\left({string.Join(@" \times ", shape.Select(Numbers.Whole))}\right)";
}
