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

    /// <summary>How this application is written.</summary>
    internal Notation For(Apply apply) => Special?.Invoke(apply) ?? this;

    /// <summary>Whether a bare number may stand beside the operator: sums and products have overloads for one.</summary>
    internal bool TakesNumbers => Operator is not null && Precedence is 1 or 2;

    /// <summary>An ordinary function of all its inputs: <c>name(a, b)</c>.</summary>
    public static Notation Function(string name, string? latex = null) =>
        new(
            $"{Argument.NotNull(name)}({{*}})",
            latex ?? $@"\operatorname{{{{{name}}}}}\left({{*}}\right)",
            5
        );

    /// <summary>A function whose axes, or other attributes, stand below it: <c>name_[0](a, b)</c>; where it runs over all axes, none are written.</summary>
    /// <param name="name">Its name in plain text.</param>
    /// <param name="latex">Its name in LaTeX; the name in upright letters by default.</param>
    public static Notation Over(string name, string? latex = null) =>
        new(
            $"{Argument.NotNull(name)}_{{a}}({{*}})",
            (latex ?? $@"\operatorname{{{{{name}}}}}") + @"_{{{a}}}\left({*}\right)",
            5
        )
        {
            Special = apply =>
                apply.Attributes is Axes axes && axes.Values.Count == apply.Inputs[0].Shape.Rank
                    ? Function(
                        name,
                        (latex ?? $@"\operatorname{{{{{name}}}}}") + @"\left({*}\right)"
                    )
                    : null,
        };

    /// <summary>An infix operator: <c>a + b</c>.</summary>
    public static Notation Infix(string sign, int precedence, string? latex = null) =>
        new($"{{0}} {Argument.NotNull(sign)} {{1}}", latex ?? $"{{0}} {sign} {{1}}", precedence)
        {
            Operator = sign,
        };
}
