namespace FunctionalGrad;

/// <summary>How an application is written: in plain text and in LaTeX.</summary>
/// <remarks>
/// Templates: <c>{0}</c>, <c>{1}</c> stand for the inputs, <c>{*}</c> for all of them with commas (or, in an infix notation, the sign) between,
/// <c>{a}</c> for the attributes. Double braces are literal braces.
/// </remarks>
/// <param name="Text">The template in plain text.</param>
/// <param name="Latex">The template in LaTeX.</param>
/// <param name="Precedence">How tightly it binds: -1 choices, 0 comparisons, 1 sums, 2 products, 3 signs, 4 powers, 5 functions and atoms.</param>
public sealed record Notation(string Text, string Latex, int Precedence)
{
    /// <summary>The template in plain text.</summary>
    public string Text { get; init; } = Argument.NotNull(Text);

    /// <summary>The template in LaTeX.</summary>
    public string Latex { get; init; } = Argument.NotNull(Latex);

    /// <summary>The F# operator that the DSL writes it with, or null for an ordinary function.</summary>
    public string? Operator { get; init; }

    /// <summary>How tightly the LaTeX binds, where that differs: a function in text may be a product in LaTeX.</summary>
    internal int LatexPrecedence
    {
        get => field == 0 ? Precedence : field;
        init;
    }

    /// <summary>Another notation for the applications that have one of their own, as a transpose among the permutes; null for the others.</summary>
    internal Func<Apply, Notation?>? Special { get; init; }

    /// <summary>The same value in operations that people know, which formulas show in its place: the slope of a leaky ReLU by cases; null where the templates say it all.</summary>
    internal Func<Apply, Expr?>? WrittenOut { get; init; }

    /// <summary>Other inputs to fill the templates with, and the notation that says it of them: the smallest of x for the largest of -x; null where it stands for its own.</summary>
    internal Func<Apply, (Notation Notation, Expr Input)?>? OfAnother { get; init; }

    /// <summary>What people call the gate where it stands alone, <c>sum over axis 1</c>; null for the primitive's name.</summary>
    internal string? Called { get; init; }

    /// <summary>Whether its values are read off a table or computed by a machine, so that among numbers its value is put in and not its sign.</summary>
    internal bool IsLookedUp { get; init; }

    /// <summary>Whether formulas say otherwise what source text says by the primitive's name.</summary>
    internal bool IsReadOtherwise(Apply apply) =>
        Operator is null && (WrittenOut?.Invoke(apply) is not null || For(apply).Precedence < 0);

    /// <summary>How this application is written.</summary>
    internal Notation For(Apply apply) => Special?.Invoke(apply) ?? this;

    /// <summary>The same for the first of several inputs alone.</summary>
    internal Notation OfFirst =>
        this with
        {
            Text = Text.Replace("{*}", "{0}", StringComparison.Ordinal),
            Latex = Latex.Replace("{*}", "{0}", StringComparison.Ordinal),
        };

    /// <summary>Whether a bare number may stand beside the operator: sums and products have overloads for one.</summary>
    internal bool TakesNumbers => Operator is not null && Precedence is 1 or 2;

    /// <summary>An ordinary function of all its inputs: <c>name(a, b)</c>.</summary>
    public static Notation Function(string name, string? latex = null) =>
        new($"{Argument.NotNull(name)}({{*}})", latex ?? $@"{Upright(name)}\left({{*}}\right)", 5);

    /// <summary>A function over axes, <c>sum(a, axis 0)</c>, where it runs over all of them <c>sum(a)</c>; other attributes than axes follow too, and in LaTeX stand below it: <c>slice(a,[0],[2],[1])</c>.</summary>
    /// <param name="name">Its name in plain text.</param>
    /// <param name="latex">Its name in LaTeX; the name in upright letters by default.</param>
    public static Notation Over(string name, string? latex = null) => Over(name, latex, name);

    /// <param name="name">Its name in plain text.</param>
    /// <param name="latex">Its name in LaTeX; the name in upright letters by default.</param>
    /// <param name="called">What people call it.</param>
    internal static Notation Over(string name, string? latex, string called)
    {
        ArgumentNullException.ThrowIfNull(name);
        string sign = latex ?? Upright(name);
        Notation Along(string axes) =>
            new(
                $"{name}({{*}}, {axes})",
                $@"{sign}_{{{{\text{{{{{axes}}}}}}}}}\left({{*}}\right)",
                5
            )
            {
                Called = $"{called} over {axes}",
            };
        return new($"{name}({{*}}, {{a}})", sign + @"_{{{a}}}\left({*}\right)", 5)
        {
            Special = apply =>
                apply.Attributes switch
                {
                    Axis axis => Along(axis.Words) with { Called = $"{called} along {axis.Words}" },
                    Axes axes when axes.Values.Count == apply.Inputs[0].Shape.Rank => Function(
                        name,
                        sign + @"\left({*}\right)"
                    ) with
                    {
                        Called = called,
                    },
                    Axes axes => Along(axes.Words),
                    _ => null,
                },
        };
    }

    /// <summary>An infix operator: <c>a + b</c>.</summary>
    public static Notation Infix(string sign, int precedence, string? latex = null) =>
        new($"{{0}} {Argument.NotNull(sign)} {{1}}", latex ?? $"{{0}} {sign} {{1}}", precedence)
        {
            Operator = sign,
        };

    private static string Upright(string name) =>
        $@"\operatorname{{{{{name.Replace("_", @"\_", StringComparison.Ordinal)}}}}}";
}
