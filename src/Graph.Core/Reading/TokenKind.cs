namespace FunctionalGrad;

/// <summary>What a token of the source text is.</summary>
internal enum TokenKind
{
    Word,
    Whole,
    Number,
    Text,
    Operator,
    Punctuation,
    LineEnd,
    End,
}
