using System.Globalization;
using System.Text;

namespace FunctionalGrad;

/// <summary>Cuts source text into tokens.</summary>
internal sealed class Lexer(string source)
{
    private const string OperatorSigns = "+-*/<>=.^";
    private const string PunctuationSigns = "()[];,";
    private int at;

    public Token Next()
    {
        while (at < source.Length && source[at] is ' ' or '\t' or '\r')
            at++;
        int start = at;
        if (at == source.Length)
            return new(TokenKind.End, "the end of the text", start);
        char first = source[at];
        if (first == '\n')
            return Taken(TokenKind.LineEnd, 1);
        if (PunctuationSigns.Contains(first))
            return Taken(TokenKind.Punctuation, 1);
        if (char.IsAsciiDigit(first))
            return Number();
        if (Words.IsPartOfWord(first))
            return Taken(TokenKind.Word, Run(Words.IsPartOfWord));
        if (OperatorSigns.Contains(first))
            return Taken(TokenKind.Operator, Run(OperatorSigns.Contains));
        return first switch
        {
            '"' => Text(),
            '`' => QuotedWord(),
            _ => throw Error(start, $"the character {first} begins nothing."),
        };
    }

    /// <summary>A sentence with its place.</summary>
    public FormatException Error(int place, string why, Exception? cause = null)
    {
        var before = source.AsSpan(0, place);
        int line = 1 + before.Count('\n');
        int column = place - before.LastIndexOf('\n');
        return new($"source, line {line}, column {column}: {why}", cause);
    }

    private Token Taken(TokenKind kind, int length)
    {
        int start = at;
        at += length;
        return new(kind, source.Substring(start, length), start);
    }

    private int Run(Func<char, bool> belongs, int from = 0)
    {
        int end = at + from;
        while (end < source.Length && belongs(source[end]))
            end++;
        return end - at;
    }

    private Token Number()
    {
        int length = Run(char.IsAsciiDigit);
        var kind = TokenKind.Whole;
        if (Sign(length) == '.')
        {
            kind = TokenKind.Number;
            length = Run(char.IsAsciiDigit, length + 1);
        }
        if (Sign(length) is 'E' or 'e')
        {
            kind = TokenKind.Number;
            length += Sign(length + 1) is '+' or '-' ? 2 : 1;
            length = Run(char.IsAsciiDigit, length);
        }
        return Taken(kind, length);
    }

    private char Sign(int offset) => at + offset < source.Length ? source[at + offset] : '\0';

    private Token Text()
    {
        int start = at++;
        var text = new StringBuilder();
        while (Sign(0) is not ('"' or '\n') && at < source.Length)
            text.Append(source[at] == '\\' ? Escaped() : source[at++]);
        if (Sign(0) != '"')
            throw Error(start, "the string is not closed on its line.");
        at++;
        return new(TokenKind.Text, text.ToString(), start);
    }

    private char Escaped()
    {
        int start = at++;
        char letter = Sign(0);
        at++;
        if (letter is '"' or '\\')
            return letter;
        if (
            letter == 'u'
            && at + 4 <= source.Length
            && ushort.TryParse(
                source.AsSpan(at, 4),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out ushort code
            )
        )
        {
            at += 4;
            return (char)code;
        }
        throw Error(
            start,
            "after a backslash stands a quote, a backslash, or u and four hexadecimal digits."
        );
    }

    private Token QuotedWord()
    {
        int start = at;
        int end = source.IndexOf("``", Math.Min(source.Length, at + 2), StringComparison.Ordinal);
        if (Sign(1) != '`' || end < 0)
            throw Error(start, "a quoted word stands between two pairs of backticks.");
        at = end + 2;
        return new(TokenKind.Word, source[(start + 2)..end], start);
    }
}
