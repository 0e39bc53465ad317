namespace FunctionalGrad;

/// <summary>The words of the source text: those of the leaves, and those of the primitives by their declarations.</summary>
internal static class Words
{
    public const string Input = "input";
    public const string Parameter = "parameter";
    public const string Noise = "noise";
    public const string Constant = "constant";
    public const string Fill = "fill";
    public const string Array = "array";

    private static readonly HashSet<Primitive> Table = [.. Primitives.All];

    /// <summary>What no input may be called.</summary>
    public static IReadOnlyList<string> Reserved { get; } =
    [
        Input,
        Parameter,
        Noise,
        Constant,
        Fill,
        Array,
        "nan",
        "infinity",
        nameof(Initializer),
        nameof(Distribution),
        .. Primitives.All.Select(primitive => primitive.Name),
    ];

    /// <summary>The operator that the library's vocabulary has for the application; a user's own primitive is written by its word.</summary>
    public static string? OperatorOf(Apply apply) =>
        Table.Contains(apply.Primitive) && apply.Attributes.Literals.Count == 0
            ? apply.Primitive.Notation.Operator
            : null;

    /// <summary>The primitive's name with its literal words as a suffix: <c>maxFirst</c>.</summary>
    public static string Of(Apply apply)
    {
        var suffixes = apply.Attributes.Literals.OfType<Literal.Word>();
        string word = apply.Primitive.Name + string.Concat(suffixes.Select(word => word.Text));
        return word.All(IsPartOfWord) && !char.IsDigit(word[0]) ? word : $"``{word}``";
    }

    /// <summary>The literals that stand after the word.</summary>
    public static IEnumerable<Literal> LiteralsOf(Apply apply) =>
        apply.Attributes.Literals.Where(literal => literal is not Literal.Word);

    /// <summary>Whether a letter can stand in an identifier that is not quoted.</summary>
    public static bool IsPartOfWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_';
}
