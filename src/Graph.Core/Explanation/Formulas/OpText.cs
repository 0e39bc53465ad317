namespace FunctionalGrad;

/// <summary>What a node is, in terms of the names of its inputs: <c>q*z</c>.</summary>
internal static class OpText
{
    public static string Of(BackwardTrace trace, TraceNode node) =>
        Of(FormulaStyle.Compact, trace.Nodes, node).Text;

    public static string Latex(BackwardTrace trace, TraceNode node) =>
        Of(FormulaStyle.Latex, trace.Nodes, node).Text;

    /// <summary>What people call a gate: <c>sum over axis 1</c>.</summary>
    public static string? Called(Apply apply)
    {
        var notation = apply.Primitive.Notation;
        return (notation.For(apply).Called ?? notation.Called)?.Replace(
            "{a}",
            string.Join(',', apply.Attributes.Literals.Select(FormulaStyle.Compact.Attribute)),
            StringComparison.Ordinal
        );
    }

    private static FormulaTerm Of(
        FormulaStyle style,
        IReadOnlyList<TraceNode> nodes,
        TraceNode node
    ) =>
        node.Expr switch
        {
            Apply apply => Formula.Applied(
                style,
                apply,
                [.. node.Inputs.Select(id => Operand(style, nodes[id]))]
            ),
            Input => new("input", FormulaTerm.Atom),
            _ => new("constant", FormulaTerm.Atom),
        };

    /// <summary>Numbers stand for themselves.</summary>
    private static FormulaTerm Operand(FormulaStyle style, TraceNode node) =>
        node.Expr is Constant { Uniform: { } number }
            ? style.Number(number)
            : style.Name(node.Name);
}
