using System.Globalization;

namespace FunctionalGrad;

/// <summary>Reads the terms of a line: operators by precedence, applications, names, numbers and lists.</summary>
/// <remarks>It descends recursively, but only as deep as a bound on nesting allows: no text can exhaust the stack.</remarks>
internal sealed class TermReader(TokenStream tokens, Vocabulary vocabulary)
{
    private const int Deepest = 50;
    private const int Power = 4;

    private readonly Dictionary<string, Expr> bound = [];
    private int depth;

    /// <summary>Gives a graph a name for the lines that follow.</summary>
    public void Bind(Token name, Expr graph)
    {
        if (!bound.TryAdd(name.Text, graph))
            throw tokens.Error(name, $"{name.Text} is bound twice.");
    }

    /// <summary>The graph that the term is.</summary>
    public Expr RequireGraph(Token start, Term term) =>
        term is Term.Graph graph
            ? graph.Value
            : throw tokens.Error(
                start,
                "this is no expression. For a number that is one write constant 2.0."
            );

    /// <summary>Operands and the operators between them that bind at least so tightly.</summary>
    public Term Expression(int weakest = 0)
    {
        if (++depth > Deepest)
            throw tokens.Error(
                tokens.Current,
                $"this nests deeper than {Deepest} levels. Bind inner parts with let."
            );
        var left = Operand();
        while (
            tokens.Current.Kind == TokenKind.Operator
            && vocabulary.Infix(tokens.Current.Text) is { } primitive
            && primitive.Notation.Precedence >= weakest
        )
        {
            var sign = tokens.Take();
            int level = primitive.Notation.Precedence;
            var right = Expression(level == Power ? level : level + 1);
            left = new Term.Graph(Joined(sign, primitive, left, right));
        }
        depth--;
        return left;
    }

    /// <summary>A number beside an operator takes the shape of what stands on the other side.</summary>
    private Expr Joined(Token sign, Primitive primitive, Term left, Term right)
    {
        bool mixes = primitive.Notation.TakesNumbers;
        var inputs = (left, right) switch
        {
            (Term.Graph a, Term.Graph b) => [a.Value, b.Value],
            (Term.Graph a, Term.Number b) when mixes => [a.Value, Alike(b, a)],
            (Term.Number a, Term.Graph b) when mixes => [Alike(a, b), b.Value],
            _ => System.Array.Empty<Expr>(),
        };
        return inputs.Length == 2
            ? Built(
                sign,
                () =>
                    primitive.Apply(primitive.ReadAttributes?.Invoke([]) ?? Attributes.None, inputs)
            )
            : throw tokens.Error(
                sign,
                $"{sign.Text} needs an expression on {(mixes ? "at least one side" : "both sides")}. For a number that is one write constant 2.0."
            );
    }

    private static Expr Alike(Term.Number number, Term.Graph other) =>
        Expr.Fill(other.Value.Shape, number.Value);

    private Term Operand()
    {
        if (tokens.Current.Kind != TokenKind.Operator)
            return tokens.Current.Kind == TokenKind.Word ? Application() : Argument();
        var primitive =
            vocabulary.Prefix(tokens.Current.Text) ?? throw tokens.Unexpected("an expression");
        var sign = tokens.Take();
        if (Number() is { } number)
            return number with { Value = -number.Value };
        var start = tokens.Current;
        var operand = RequireGraph(
            start,
            start.Kind == TokenKind.Word ? Application() : Argument()
        );
        return new Term.Graph(Built(sign, () => primitive.Apply(operand)));
    }

    /// <summary>A word and what it is applied to, a name, or a number that is written as a word.</summary>
    private Term Application()
    {
        if (Number() is { } number)
            return number;
        var word = tokens.Take();
        if (bound.TryGetValue(word.Text, out var graph))
            return new Term.Graph(graph);
        if (Vocabulary.IsOrigin(word.Text))
            return new Term.Text(tokens.TextToClosing(word));
        var arguments = new List<Term>();
        while (tokens.IsAtArgument)
            arguments.Add(Argument());
        return new Term.Graph(Built(word, () => vocabulary.Build(word.Text, arguments)));
    }

    private Term Argument()
    {
        if (Number() is { } number)
            return number;
        switch (tokens.Current)
        {
            case { Kind: TokenKind.Word }:
                var word = tokens.Take();
                return bound.TryGetValue(word.Text, out var graph)
                    ? new Term.Graph(graph)
                    : throw tokens.Error(
                        word,
                        $"no line before this one binds {word.Text}. If it is applied to something, put both in parentheses."
                    );
            case { Kind: TokenKind.Text }:
                return new Term.Text(tokens.Take().Text);
            case { Kind: TokenKind.Punctuation, Text: "(" }:
                tokens.Take();
                var inner = Expression();
                tokens.Take(TokenKind.Punctuation, ")");
                return inner;
            case { Kind: TokenKind.Punctuation, Text: "[" }:
                return List();
            default:
                throw tokens.Unexpected("an expression");
        }
    }

    private Term.List List()
    {
        tokens.Take();
        var items = new List<Term>();
        while (!tokens.Current.Is(TokenKind.Punctuation, "]"))
        {
            if (items.Count > 0)
                tokens.Take(TokenKind.Punctuation, ";");
            items.Add(Expression());
        }
        tokens.Take();
        return new(items);
    }

    private Term.Number? Number()
    {
        var token = tokens.Current;
        Term.Number? number = token.Kind switch
        {
            TokenKind.Whole when int.TryParse(token.Text, out int whole) => new(whole, true),
            TokenKind.Whole => throw tokens.Error(
                token,
                $"{token.Text} is too large for a whole number. For a real one write {token.Text}.0."
            ),
            TokenKind.Number => new(double.Parse(token.Text, CultureInfo.InvariantCulture), false),
            TokenKind.Word when token.Text == "nan" => new(double.NaN, false),
            TokenKind.Word when token.Text == "infinity" => new(double.PositiveInfinity, false),
            _ => null,
        };
        if (number is not null)
            tokens.Take();
        return number;
    }

    /// <summary>What was built, or the place and the reason why it cannot be.</summary>
    private Expr Built(Token word, Func<Expr> build)
    {
        try
        {
            return build();
        }
        catch (Exception problem) when (problem is ShapeException or FormatException)
        {
            throw tokens.Error(word, problem.Message, problem);
        }
        catch (Exception problem)
            when (problem is InvalidCastException or ArgumentException or IndexOutOfRangeException)
        {
            throw tokens.Error(
                word,
                $"{word.Text}: its parameters are not of the kind or number that it takes.",
                problem
            );
        }
    }
}
