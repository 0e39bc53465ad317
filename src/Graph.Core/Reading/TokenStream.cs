namespace FunctionalGrad;

/// <summary>The tokens of a source text, one at a time, and the errors that name their places.</summary>
internal sealed class TokenStream
{
    private readonly string source;
    private readonly Lexer lexer;

    public TokenStream(string source)
    {
        this.source = source;
        lexer = new(source);
        Current = lexer.Next();
    }

    /// <summary>The token that comes next.</summary>
    public Token Current { get; private set; }

    /// <summary>Whether what comes next can be an argument of an application.</summary>
    public bool IsAtArgument =>
        Current.Kind is TokenKind.Word or TokenKind.Whole or TokenKind.Number or TokenKind.Text
        || Current.Is(TokenKind.Punctuation, "(")
        || Current.Is(TokenKind.Punctuation, "[");

    /// <summary>The token that came next, which is now passed.</summary>
    public Token Take()
    {
        var taken = Current;
        Current = lexer.Next();
        return taken;
    }

    /// <summary>Passes a token of the given kind and text.</summary>
    public Token Take(TokenKind kind, string? text = null) =>
        Current.Kind == kind && (text is null || text == Current.Text)
            ? Take()
            : throw Unexpected(text ?? "a name");

    /// <summary>Passes empty lines.</summary>
    public void SkipLineEnds()
    {
        while (Current.Kind == TokenKind.LineEnd)
            Take();
    }

    /// <summary>The text from a token up to the parenthesis that closes the one it stands in.</summary>
    public string TextToClosing(Token first)
    {
        int open = 0;
        while (open > 0 || !Current.Is(TokenKind.Punctuation, ")"))
        {
            if (Current.Kind is TokenKind.End or TokenKind.LineEnd)
                throw Unexpected(")");
            open +=
                Current.Is(TokenKind.Punctuation, "(") ? 1
                : Current.Is(TokenKind.Punctuation, ")") ? -1
                : 0;
            Take();
        }
        return source[first.Start..Current.Start];
    }

    /// <summary>The error that something else should stand here.</summary>
    public FormatException Unexpected(string expected)
    {
        string found = Current.Kind == TokenKind.LineEnd ? "the end of the line" : Current.Text;
        return Error(Current, $"{expected} is expected, but {found} was found.");
    }

    /// <summary>A sentence with the place it is about.</summary>
    public FormatException Error(Token place, string why, Exception? cause = null) =>
        lexer.Error(place.Start, why, cause);
}
