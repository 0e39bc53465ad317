namespace FunctionalGrad;

/// <summary>Reads what <see cref="Source"/> writes: one <c>let</c> a line, then an expression or a list of them.</summary>
internal sealed class SourceReader
{
    private readonly TokenStream tokens;
    private readonly TermReader terms;

    public SourceReader(string source, IReadOnlyList<Primitive> extra)
    {
        tokens = new(source);
        terms = new(tokens, new Vocabulary(extra));
    }

    /// <summary>The one expression that the text ends with.</summary>
    public Expr One()
    {
        var (start, term) = Result();
        return term is Term.List
            ? throw tokens.Error(
                start,
                "one expression is expected, but a list was found. Use Source.ReadAll."
            )
            : terms.RequireGraph(start, term);
    }

    /// <summary>The list of expressions that the text ends with.</summary>
    public IReadOnlyList<Expr> All()
    {
        var (start, term) = Result();
        return term.AsGraphs()
            ?? throw tokens.Error(
                start,
                "a list of expressions such as [t1; t2 + x] is expected. Use Source.Read for a single one."
            );
    }

    private (Token Start, Term Term) Result()
    {
        tokens.SkipLineEnds();
        while (tokens.Current.Is(TokenKind.Word, "let"))
        {
            Binding();
            tokens.SkipLineEnds();
        }
        var start = tokens.Current;
        var term = terms.Expression();
        tokens.SkipLineEnds();
        return tokens.Current.Kind == TokenKind.End
            ? (start, term)
            : throw tokens.Unexpected("the end of the text");
    }

    private void Binding()
    {
        tokens.Take();
        var name = tokens.Take(TokenKind.Word);
        tokens.Take(TokenKind.Operator, "=");
        var start = tokens.Current;
        terms.Bind(name, terms.RequireGraph(start, terms.Expression()));
        if (tokens.Current.Kind is not (TokenKind.LineEnd or TokenKind.End))
            throw tokens.Unexpected("the end of the line");
    }
}
