namespace FunctionalGrad;

/// <summary>Graphs in which what is constant by decree is constant in fact, so that differences see what the gradient sees.</summary>
internal static class Held
{
    public static IReadOnlyList<Expr> At(
        IReadOnlyList<Expr> outputs,
        IReadOnlyList<Binding<double>> at
    )
    {
        Expr[] decreed =
        [
            .. Tape.Of(outputs)
                .Nodes.Where(node => node is Apply { Primitive.IsConstantByDecree: true }),
        ];
        if (decreed.Length == 0)
            return outputs;
        var values = Evaluate.Values<double>(decreed, at);
        return Substitute.In(
            outputs,
            [.. decreed.Select((node, i) => (node, (Expr)Expr.Constant(values[i])))]
        );
    }
}
