namespace FunctionalGrad;

/// <summary>What the words of a text mean: the leaves, and the primitives as they are declared.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, Primitive> words = [];
    private readonly Dictionary<string, Primitive> prefixes = [];
    private readonly Dictionary<string, Primitive> infixes = [];

    public Vocabulary(IReadOnlyList<Primitive> extra)
    {
        foreach (var primitive in extra.Concat(Primitives.All))
            words.TryAdd(primitive.Name, primitive);
        foreach (var primitive in Primitives.All)
            if (primitive.Notation.Operator is { } sign)
                (primitive.Arity.Least == 1 ? prefixes : infixes).TryAdd(sign, primitive);
    }

    /// <summary>The primitive that is written with the sign before its one input, or null.</summary>
    public Primitive? Prefix(string sign) => prefixes.GetValueOrDefault(sign);

    /// <summary>The primitive that is written with the sign between its two inputs, or null.</summary>
    public Primitive? Infix(string sign) => infixes.GetValueOrDefault(sign);

    /// <summary>Whether the word begins the text of an initialiser or a distribution.</summary>
    public static bool IsOrigin(string word) => word is nameof(Initializer) or nameof(Distribution);

    /// <summary>The graph that a word applied to the given arguments is.</summary>
    /// <exception cref="ShapeException">There is no such word, or it does not take these arguments.</exception>
    public Expr Build(string word, IReadOnlyList<Term> arguments) =>
        Leaf(word, arguments) ?? Application(word, arguments);

    private static Expr? Leaf(string word, IReadOnlyList<Term> arguments) =>
        (word, arguments) switch
        {
            (Words.Input, [Term.Text name, Term.List shape]) => Expr.Input(
                name.Value,
                shape.RequireInts().Span
            ),
            (Words.Parameter, [Term.Text name, Term.List shape, Term.Text origin]) =>
                Expr.Parameter(name.Value, shape.RequireShape(), Initializer.Read(origin.Value)),
            (Words.Noise, [Term.Text name, Term.List shape, Term.Text origin]) => Expr.Noise(
                name.Value,
                shape.RequireShape(),
                Distribution.Read(origin.Value)
            ),
            (Words.Constant, [Term.Number number]) => Expr.Constant(number.Value),
            (Words.Fill, [Term.List shape, Term.Number number]) => Expr.Fill(
                shape.RequireShape(),
                number.Value
            ),
            (Words.Array, [Term.List shape, Term.List elements]) => Expr.Constant(
                NDArray<double>.Of(shape.RequireShape(), elements.RequireNumbers())
            ),
            _ => null,
        };

    private Expr Application(string word, IReadOnlyList<Term> arguments)
    {
        var (primitive, literals) = Named(word);
        var inputs = new List<Expr>();
        foreach (var argument in arguments)
            if (argument is Term.Graph graph)
                inputs.Add(graph.Value);
            else if (argument.AsGraphs() is { Count: > 0 } graphs)
                inputs.AddRange(graphs);
            else
                literals.Add(
                    argument.AsLiteral()
                        ?? throw new ShapeException($"{word}: a text is no argument of it.")
                );
        if (primitive.ReadAttributes is null && literals.Count > 0)
            throw new ShapeException(
                $"{word}: it has no parameters, but {literals[0]} is given. For a number that is an expression write constant 2.0."
            );
        return primitive.Apply(
            primitive.ReadAttributes?.Invoke(literals) ?? Attributes.None,
            [.. inputs]
        );
    }

    /// <summary>The primitive of that word, and the literal word that stands at its end as a suffix: <c>maxFirst</c>.</summary>
    private (Primitive Primitive, List<Literal> Suffix) Named(string word)
    {
        if (words.TryGetValue(word, out var whole))
            return (whole, []);
        for (int length = word.Length - 1; length > 0; length--)
            if (
                words.TryGetValue(word[..length], out var primitive)
                && primitive.ReadAttributes is not null
            )
                return (primitive, [new Literal.Word(word[length..])]);
        throw new ShapeException(
            $"there is no word {word} that takes these arguments. Bind it with let, or hand the primitive of that name to the reader."
        );
    }
}
