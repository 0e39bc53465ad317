namespace FunctionalGrad;

/// <summary>Smaller graphs with the same values, to the last bit, and the same gradients.</summary>
/// <remarks>
/// Equal nodes are merged, and the identities that primitives declare in their <see cref="Algebra"/> are applied, inputs first, until none
/// applies. They hold for NaN, infinities and -0, in double and in float, and for the derivative at ties and kinks: <c>x * 0</c> stays, and
/// <c>max(x, 0)</c> does not become relu. Nodes to which nothing happened are kept as they are, the same objects. Linear in the number of nodes.
/// </remarks>
public static class Simplify
{
    /// <summary>The expression, simplified.</summary>
    public static Expr Graph(Expr expr) => Graph([Argument.NotNull(expr)])[0];

    /// <summary>Several expressions, simplified together; what they share stays shared.</summary>
    public static IReadOnlyList<Expr> Graph(IReadOnlyList<Expr> exprs)
    {
        var tape = Tape.Of(Argument.NoNulls(exprs));
        var simple = Forms(tape);
        return [.. tape.Outputs.Select(output => simple[output])];
    }

    /// <summary>A tape, simplified; the same where nothing happened.</summary>
    internal static Tape Graph(Tape tape)
    {
        var forms = new NormalForms();
        var simple = Forms(tape, forms);
        bool same = true;
        for (int position = 0; same && position < simple.Length; position++)
            same = ReferenceEquals(simple[position], tape.Nodes[position]);
        return same
            ? tape
            : Tape.Of(
                forms.Nodes,
                [.. tape.Outputs.Select(output => forms.NumberOf(simple[output]))]
            );
    }

    /// <summary>The simplified form of every node of a tape.</summary>
    internal static Expr[] Forms(Tape tape) => Forms(tape, new());

    private static Expr[] Forms(Tape tape, NormalForms forms)
    {
        var simple = new Expr[tape.Nodes.Count];
        for (int position = 0; position < simple.Length; position++)
            simple[position] = forms.Of(
                tape.Nodes[position] is Apply node
                    ? OnSimpler(node, tape.InputsOf(position), simple)
                    : tape.Nodes[position]
            );
        return simple;
    }

    private static Apply OnSimpler(Apply node, ReadOnlySpan<int> inputs, Expr[] simple)
    {
        Expr[]? others = null;
        for (int i = 0; i < inputs.Length; i++)
            if (!ReferenceEquals(simple[inputs[i]], node.Inputs[i]))
                (others ??= node.Inputs.ToArray())[i] = simple[inputs[i]];
        return others is null ? node : node.On(others);
    }
}
