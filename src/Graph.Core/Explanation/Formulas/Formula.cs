using System.Globalization;
using System.Text;

namespace FunctionalGrad;

/// <summary>Writes a small graph as a formula, by the notation that each primitive declares.</summary>
/// <param name="style">Text or LaTeX.</param>
/// <param name="leaf">How a node is written that is not to be opened; null to open it.</param>
/// <param name="stood">What a symbol stands for, where its name will: a condition is known by its comparison.</param>
internal sealed class Formula(
    FormulaStyle style,
    Func<Expr, FormulaTerm?> leaf,
    Func<Expr, Expr>? stood = null
)
{
    /// <summary>Rules are small; whatever is deeper is elided, so that nothing recurses on a graph's depth.</summary>
    private const int DeepestShown = 24;
    private const string Juxtaposed = @" \, ";

    public string Of(Expr expr) => Term(expr, 0).Text;

    /// <summary>The formula as a factor among others: what would run together with them is put in parentheses.</summary>
    public string Factor(Expr expr)
    {
        var term = TermOf(expr);
        return expr is Apply && term.Precedence < 0 ? style.Parenthesised(term.Text) : term.Text;
    }

    /// <summary>The formula as part of a larger one.</summary>
    public FormulaTerm TermOf(Expr expr) => Term(expr, 0);

    /// <summary>One application to operands that are written already.</summary>
    public static FormulaTerm Applied(FormulaStyle style, Apply apply, FormulaTerm[] operands) =>
        WrittenOut(style, apply, operands)
        ?? Applied(style, apply, operands, apply.Primitive.Notation.For(apply));

    private static FormulaTerm Applied(
        FormulaStyle style,
        Apply apply,
        FormulaTerm[] operands,
        Notation notation
    )
    {
        string template = style
            .Template(notation)
            .Replace(Juxtaposed, Sign(apply, operands), StringComparison.Ordinal);
        if (notation.Operator is not null && operands.Length > 2)
            template = Chain(template, operands.Length);
        int precedence = style.Precedence(notation);
        bool Within(int index, FormulaTerm operand) =>
            operand.Precedence < precedence && !(precedence == 0 && IsNumber(operand))
            || (
                operand.Precedence == precedence
                && precedence < 5
                && !(precedence < 0 && IsNumber(operand))
                && !apply.Primitive.Algebra.Commutative
                && !(index == 0 && precedence is 1 or 2)
            );
        var text = new StringBuilder();
        for (int i = 0; i < template.Length; i++)
        {
            char letter = template[i];
            bool doubled = i + 1 < template.Length && template[i + 1] == letter;
            if (letter is '{' or '}' && doubled)
            {
                text.Append(letter);
                i++;
                continue;
            }
            if (letter != '{')
            {
                text.Append(letter);
                continue;
            }
            int end = template.IndexOf('}', i);
            if (end < 0)
                break;
            string hole = template[(i + 1)..end];
            bool enclosed = text.Length > 0 && text[^1] is '(' or '{';
            i = end;
            if (hole == "a")
                text.AppendJoin(',', apply.Attributes.Literals.Select(style.Attribute));
            else if (hole == "*")
                text.AppendJoin(
                    style.Separator,
                    operands.Select(operand =>
                        IsListOfCases(operand) ? style.Parenthesised(operand.Text) : operand.Text
                    )
                );
            else if (
                int.TryParse(hole, CultureInfo.InvariantCulture, out int index)
                && (uint)index < (uint)operands.Length
            )
            {
                var operand = operands[index];
                text.Append(
                    !enclosed && Within(index, operand)
                        ? style.Parenthesised(operand.Text)
                        : operand.Text
                );
            }
        }
        return new(text.ToString(), precedence);
    }

    /// <summary>The graph that a formula shows, where primitives are written out in operations that people know.</summary>
    public static Expr InKnownOperations(Expr rule) => InKnownOperations(rule, 0);

    private static Expr InKnownOperations(Expr rule, int depth)
    {
        if (rule is not Apply apply || depth >= DeepestShown)
            return rule;
        if (
            apply.Primitive.Notation.WrittenOut?.Invoke(apply) is { } plain
            && plain.Shape.Equals(apply.Shape)
        )
            return InKnownOperations(plain, depth + 1);
        Expr[] inputs = [.. apply.Inputs.ToArray().Select(x => InKnownOperations(x, depth + 1))];
        return inputs.SequenceEqual(apply.Inputs.ToArray()) ? apply : apply.On(inputs);
    }

    /// <summary>In operations that people know, applied to operands that are written already; null where its own notation says it all.</summary>
    private static FormulaTerm? WrittenOut(FormulaStyle style, Apply apply, FormulaTerm[] operands)
    {
        if (apply.Primitive.Notation.WrittenOut is not { } writtenOut)
            return null;
        Expr[] symbols =
        [
            .. apply
                .Inputs.ToArray()
                .Select((x, i) => new Input(Numbers.Whole(i), x.Shape, InputOrigin.Data)),
        ];
        return writtenOut(apply.On(symbols)) is { } known
            ? new Formula(
                style,
                expr => Array.IndexOf(symbols, expr) is >= 0 and var i ? operands[i] : null
            ).TermOf(known)
            : null;
    }

    /// <summary>Juxtaposed, arrays would read as a matrix product where they are multiplied element by element, and numbers as one number.</summary>
    private static string Sign(Apply apply, FormulaTerm[] operands) =>
        MultipliesArrays(apply) ? @" \odot "
        : operands.Zip(operands.Skip(1), RunTogether).Contains(true) ? @" \cdot "
        : Juxtaposed;

    private static bool MultipliesArrays(Apply apply)
    {
        if (apply.Primitive.Derivative is not ElementwiseDerivative || apply.Shape.Rank == 0)
            return false;
        foreach (var input in apply.Inputs)
            if (input is Constant { Uniform: not null })
                return false;
        return true;
    }

    private static bool IsNumber(FormulaTerm operand) =>
        double.TryParse(operand.Text, CultureInfo.InvariantCulture, out _);

    /// <summary>Its commas would be taken for those between a function's operands.</summary>
    private static bool IsListOfCases(FormulaTerm operand) =>
        operand.Precedence == FormulaTerm.Loose
        && operand.Text.Contains(", ", StringComparison.Ordinal);

    private static bool RunTogether(FormulaTerm left, FormulaTerm right) =>
        right.Text.Length > 0
        && left.Text.Length > 0
        && (
            char.IsAsciiDigit(right.Text[0])
            || (
                char.IsAsciiDigit(left.Text[^1])
                && right.Text.StartsWith(@"\frac{", StringComparison.Ordinal)
            )
        );

    private Apply Stood(Apply apply) =>
        stood is null ? apply : apply.On(Array.ConvertAll(apply.Inputs.ToArray(), x => stood(x)));

    private FormulaTerm Term(Expr expr, int depth)
    {
        if (leaf(expr) is { } known)
            return known;
        if (depth >= DeepestShown)
            return new(style.Elided, FormulaTerm.Atom);
        return expr switch
        {
            Constant { Uniform: { } number } => style.Number(number),
            Constant array => style.Value(array.Value),
            Input input => style.Name(input.Name),
            // A rule adds 0 to turn -0 into 0; to a reader that is no step.
            Apply
            {
                Primitive.Algebra.RightIdentity: 0,
                Inputs: [var x, Constant { Uniform: 0 }]
            } apply when x.Shape.Equals(apply.Shape) => Term(x, depth + 1),
            Apply apply when apply.Primitive.Notation.WrittenOut?.Invoke(apply) is { } plain =>
                Term(plain, depth + 1),
            Apply apply when apply.Primitive.Notation.OfAnother?.Invoke(apply) is var (said, x) =>
                Applied(style, apply, [Term(x, depth + 1)], said),
            Apply apply => Applied(
                style,
                apply,
                Array.ConvertAll(apply.Inputs.ToArray(), input => Term(input, depth + 1)),
                apply.Primitive.Notation.For(Stood(apply))
            ),
            _ => new(style.Elided, FormulaTerm.Atom),
        };
    }

    /// <summary>An infix template of two operands, continued for any number.</summary>
    private static string Chain(string template, int count)
    {
        int first = template.IndexOf("{0}", StringComparison.Ordinal) + 3,
            second = template.IndexOf("{1}", StringComparison.Ordinal);
        string sign = template[first..second];
        return string.Join(sign, Enumerable.Range(0, count).Select(i => $"{{{Numbers.Whole(i)}}}"));
    }
}
