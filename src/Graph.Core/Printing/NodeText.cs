namespace FunctionalGrad;

/// <summary>The source text of one node: the name it is bound to, or its definition with parentheses where they are needed.</summary>
/// <remarks>Words, operators and attributes come from the primitive's declaration.</remarks>
internal sealed class NodeText(Tape tape, string?[] names, bool abridged)
{
    private const int Comparison = 0;
    private const int Sign = 3;
    private const int Power = 4;
    private const int Application = 5;
    private const int Atom = 6;
    private const int ElementsShown = 4;

    /// <summary>The node where it is used and nothing stands beside it.</summary>
    public string Of(int position) => names[position] ?? Defined(position).Text;

    /// <summary>What the node is, whatever its name.</summary>
    public string Definition(int position) => Defined(position).Text;

    private (string Text, int Level) Defined(int position) =>
        tape.Nodes[position] switch
        {
            Constant constant => (Array(constant), Application),
            Input input => (InputText.Of(input), Application),
            Apply apply => Applied(apply, tape.InputsOf(position)),
            _ => ("", Atom),
        };

    private (string, int) Applied(Apply apply, ReadOnlySpan<int> inputs)
    {
        var notation = apply.Primitive.Notation;
        string? sign = Words.OperatorOf(apply);
        if (sign is not null && inputs.Length == 1)
            return (sign + Argument(inputs[0]), Sign);
        if (sign is not null && inputs.Length == 2)
        {
            int level = notation.Precedence;
            int left = level is Comparison or Power ? level + 1 : level;
            bool bare = notation.TakesNumbers;
            string first = Operand(inputs[0], left, bare && !IsUniform(inputs[1]));
            return ($"{first} {sign} {Operand(inputs[1], level + 1, bare)}", level);
        }
        var parts = new List<string> { Words.Of(apply) };
        parts.AddRange(Words.LiteralsOf(apply).Select(Parenthesised));
        if (apply.Primitive.Arity.IsVariadic)
            parts.Add($"[{string.Join("; ", inputs.ToArray().Select(Of))}]");
        else
            foreach (int input in inputs)
                parts.Add(Argument(input));
        return (string.Join(' ', parts), Application);
    }

    /// <summary>The node as an operand of an operator: a number may stand bare, weaker operators are put in parentheses.</summary>
    private string Operand(int position, int weakest, bool bare)
    {
        if (bare && tape.Nodes[position] is Constant { Uniform: { } number })
            return Parenthesised(new Literal.Number(number));
        if (names[position] is { } name)
            return name;
        var (text, level) = Defined(position);
        return level >= weakest && level != Sign ? text : $"({text})";
    }

    private string Argument(int position) => Operand(position, Atom, bare: false);

    private bool IsUniform(int position) => tape.Nodes[position] is Constant { Uniform: not null };

    private string Array(Constant constant)
    {
        var shape = Ints.Of(constant.Shape.Lengths);
        if (constant.Uniform is { } number)
        {
            string value = Parenthesised(new Literal.Number(number));
            return constant.Shape.Rank == 0 ? $"constant {value}" : $"fill {shape} {value}";
        }
        var all = constant.Value.Span;
        int shown = abridged && all.Length > 2 * ElementsShown ? ElementsShown : all.Length;
        var elements = new List<string>(shown + 1);
        foreach (double element in all[..shown])
            elements.Add(Literal.Format(element));
        if (shown < all.Length)
            elements.Add($"... {all.Length - shown} more");
        return $"array {shape} [{string.Join("; ", elements)}]";
    }

    private static string Parenthesised(Literal literal)
    {
        string text = literal.ToString()!;
        return text.StartsWith('-') ? $"({text})" : text;
    }
}
