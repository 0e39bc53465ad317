using System.Text;

namespace FunctionalGrad;

/// <summary>Turns the LaTeX that the notations and derivations are written in into presentation MathML.</summary>
/// <remarks>It knows what the declarations of primitives use; a command that it does not know becomes an identifier of that name.</remarks>
internal sealed class MathMLWriter(string latex)
{
    private const int Deepest = 200;

    private static readonly Dictionary<string, string> Symbols = new(StringComparer.Ordinal)
    {
        ["partial"] = "\u2202",
        ["cdot"] = "\u22c5",
        ["times"] = "\u00d7",
        ["sigma"] = "\u03c3",
        ["Phi"] = "\u03a6",
        ["phi"] = "\u03d5",
        ["varphi"] = "\u03c6",
        ["sum"] = "\u2211",
        ["prod"] = "\u220f",
        ["nabla"] = "\u2207",
        ["infty"] = "\u221e",
        ["ge"] = "\u2265",
        ["le"] = "\u2264",
        ["ne"] = "\u2260",
        ["lfloor"] = "\u230a",
        ["rfloor"] = "\u230b",
        ["lvert"] = "|",
        ["rvert"] = "|",
        ["dots"] = "\u2026",
        ["top"] = "\u22a4",
        ["odot"] = "\u2299",
    };

    private static readonly HashSet<string> Letters =
    [
        "sigma",
        "Phi",
        "phi",
        "varphi",
        "infty",
        "dots",
    ];

    /// <summary>Signs in names, as <see cref="LatexText.Words"/> writes them.</summary>
    private static readonly (string Latex, char Sign)[] InWords =
    [
        (@"{\backslash}", '\\'),
        (@"\hat{\,}", '^'),
        (@"\grave{\,}", '`'),
        (@"{\sim}", '~'),
        ("{<}", '<'),
        ("{>}", '>'),
        .. "{}$&#_%".Select(sign => ($@"\{sign}", sign)),
    ];

    private int at;

    /// <summary>A row of MathML elements.</summary>
    public static string Of(string latex) => $"<mrow>{new MathMLWriter(latex).Row(0, null)}</mrow>";

    private bool AtEnd => at >= latex.Length;

    /// <summary>Elements up to a stop, which is eaten.</summary>
    private string Row(int depth, string? stop)
    {
        var row = new StringBuilder();
        while (!AtEnd)
        {
            if (stop is not null && latex.AsSpan(at).StartsWith(stop, StringComparison.Ordinal))
            {
                at += stop.Length;
                break;
            }
            row.Append(Scripted(depth));
        }
        return row.ToString();
    }

    private string Scripted(int depth)
    {
        string atom = Atom(depth);
        while (!AtEnd && latex[at] is '^' or '_' && at < latex.Length)
        {
            string tag = latex[at] == '^' ? "msup" : "msub";
            at++;
            atom = $"<{tag}>{(atom.Length == 0 ? "<mrow/>" : atom)}{Argument(depth)}</{tag}>";
        }
        return atom;
    }

    private string Argument(int depth)
    {
        while (!AtEnd && latex[at] == ' ')
            at++;
        if (AtEnd)
            return "<mrow/>";
        return $"<mrow>{Atom(depth)}</mrow>";
    }

    private string Atom(int depth)
    {
        foreach (var (sign, meant) in InWords)
            if (Takes(sign))
                return Words(meant.ToString());
        char letter = latex[at++];
        if (letter == ' ')
            return "";
        if (letter == '{')
            return depth > Deepest ? "" : $"<mrow>{Row(depth + 1, "}")}</mrow>";
        if (letter == '\\')
            return Command(depth);
        if (char.IsAsciiDigit(letter))
        {
            int start = at - 1;
            while (!AtEnd && (char.IsAsciiDigit(latex[at]) || latex[at] == '.'))
                at++;
            return $"<mn>{latex[start..at]}</mn>";
        }
        return char.IsLetter(letter)
            ? $"<mi>{Xml(letter.ToString())}</mi>"
            : $"<mo>{Xml(letter == '-' ? "\u2212" : letter.ToString())}</mo>";
    }

    private bool Takes(string sign)
    {
        bool found = latex.AsSpan(at).StartsWith(sign, StringComparison.Ordinal);
        at += found ? sign.Length : 0;
        return found;
    }

    /// <summary>A text, with the signs and texts that go on with it; browsers drop ordinary spaces at the ends.</summary>
    private string Words(string begun)
    {
        var words = new StringBuilder(begun);
        bool goesOn = true;
        while (goesOn)
        {
            goesOn = latex.AsSpan(at).StartsWith(@"\text{", StringComparison.Ordinal);
            if (goesOn)
            {
                at += @"\text".Length;
                words.Append(Braced());
            }
            foreach (var (sign, letter) in InWords)
                if (Takes(sign))
                {
                    words.Append(letter);
                    goesOn = true;
                }
        }
        return $"<mtext>{Xml(words.ToString()).Replace(' ', '\u00a0')}</mtext>";
    }

    private string Command(int depth)
    {
        if (AtEnd)
            return "";
        if (!char.IsAsciiLetter(latex[at]))
        {
            char sign = latex[at++];
            return sign is ',' or ';' or '!' or ' ' ? "<mspace width=\"0.2em\"/>"
                : sign == '\\' ? ""
                : $"<mo>{Xml(sign.ToString())}</mo>";
        }
        int start = at;
        while (!AtEnd && char.IsAsciiLetter(latex[at]))
            at++;
        string name = latex[start..at];
        return name switch
        {
            "frac" => $"<mfrac>{Argument(depth)}{Argument(depth)}</mfrac>",
            "sqrt" => $"<msqrt>{Argument(depth)}</msqrt>",
            "overline" => $"<mover>{Argument(depth)}<mo>\u00af</mo></mover>",
            "operatorname" or "mathrm" or "mathit" => $"<mi>{Xml(Braced())}</mi>",
            "text" => Words(Braced()),
            "begin" => Matrix(depth),
            "left" or "right" => Fence(),
            _ when Symbols.TryGetValue(name, out var symbol) => Letters.Contains(name)
                ? $"<mi>{symbol}</mi>"
                : $"<mo>{symbol}</mo>",
            _ => $"<mi>{Xml(name)}</mi>",
        };
    }

    private string Fence()
    {
        if (AtEnd)
            return "";
        if (latex[at] == '\\')
        {
            at++;
            return Command(0);
        }
        char fence = latex[at++];
        return fence == '.' ? "" : $"<mo>{Xml(fence.ToString())}</mo>";
    }

    private string Matrix(int depth)
    {
        Braced();
        var rows = new StringBuilder("<mrow><mo>[</mo><mtable>");
        const string end = @"\end{bmatrix}";
        int close = latex.IndexOf(end, at, StringComparison.Ordinal);
        string body = close < 0 ? latex[at..] : latex[at..close];
        at = close < 0 ? latex.Length : close + end.Length;
        if (depth <= Deepest)
            foreach (string row in body.Split(@"\\"))
            {
                rows.Append("<mtr>");
                foreach (string cell in row.Split('&'))
                    rows.Append($"<mtd>{new MathMLWriter(cell.Trim()).Row(depth + 1, null)}</mtd>");
                rows.Append("</mtr>");
            }
        return rows.Append("</mtable><mo>]</mo></mrow>").ToString();
    }

    /// <summary>The contents of the next braces as plain text, escapes undone.</summary>
    private string Braced()
    {
        var plain = new StringBuilder();
        int open = 0;
        while (!AtEnd)
        {
            char letter = latex[at++];
            if (letter == '{')
                open++;
            else if (letter == '}')
            {
                if (--open <= 0)
                    break;
            }
            else
                plain.Append(letter == '\\' && !AtEnd ? latex[at++] : letter);
        }
        return plain.ToString();
    }

    public static string Xml(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);
}
