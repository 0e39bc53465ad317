namespace FunctionalGrad;

/// <summary>What a piece of source text says: a graph, or a literal that is none yet.</summary>
internal abstract record Term
{
    private Term() { }

    /// <summary>An expression.</summary>
    public sealed record Graph(Expr Value) : Term;

    /// <summary>A number, written with or without a decimal point.</summary>
    public sealed record Number(double Value, bool IsWhole) : Term;

    /// <summary>A string, or the text of an initialiser or distribution.</summary>
    public sealed record Text(string Value) : Term;

    /// <summary>A list in brackets.</summary>
    public sealed record List(IReadOnlyList<Term> Items) : Term
    {
        public Ints RequireInts() =>
            AsInts()
            ?? throw new ShapeException("a shape is a list of whole numbers, as in [2; 3].");

        public Shape RequireShape() => Shape.Of(RequireInts().Span);

        public double[] RequireNumbers() =>
            [
                .. Items.Select(item =>
                    item is Number number
                        ? number.Value
                        : throw new ShapeException("the elements of an array are numbers.")
                ),
            ];
    }

    /// <summary>The literal of an attribute that it is, or null.</summary>
    public Literal? AsLiteral() =>
        this switch
        {
            Number { IsWhole: true } whole => new Literal.Whole((int)whole.Value),
            Number number => new Literal.Number(number.Value),
            _ => AsInts() is { } ints ? new Literal.List(ints) : null,
        };

    /// <summary>The graphs that it lists, or null.</summary>
    public IReadOnlyList<Expr>? AsGraphs() =>
        this is List list && list.Items.All(item => item is Graph)
            ? [.. list.Items.Select(item => ((Graph)item).Value)]
            : null;

    /// <summary>The whole numbers that it lists, or null.</summary>
    private Ints? AsInts() =>
        this is List list && list.Items.All(item => item is Number { IsWhole: true })
            ? Ints.Of([.. list.Items.Select(item => (int)((Number)item).Value)])
            : null;
}
