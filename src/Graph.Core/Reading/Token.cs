namespace FunctionalGrad;

/// <summary>A piece of source text, and where it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a string or a quoted word what stands between the quotes.</param>
/// <param name="Start">Where it begins in the source.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start)
{
    public bool Is(TokenKind kind, string text) => Kind == kind && Text == text;
}
