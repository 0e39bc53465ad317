namespace FunctionalGrad;

/// <summary>Which nodes of a graph a derivative may go through: not those behind what is constant by decree.</summary>
internal static class Dependence
{
    /// <summary>The nodes that the output depends on.</summary>
    public static HashSet<Expr> Used(Expr output)
    {
        var tape = Tape.Of(output);
        var used = new bool[tape.Nodes.Count];
        used[tape.Outputs[0]] = true;
        for (int position = used.Length - 1; position >= 0; position--)
            if (used[position] && !IsDecreed(tape.Nodes[position]))
                foreach (int input in tape.InputsOf(position))
                    used[input] = true;
        return Where(tape, used);
    }

    /// <summary>The nodes that depend on any of some inputs.</summary>
    public static HashSet<Expr> On(Expr output, IReadOnlyList<Expr> inputs)
    {
        var tape = Tape.Of(output);
        var depend = new bool[tape.Nodes.Count];
        foreach (int? place in tape.PositionsOf(inputs))
            if (place is { } position)
                depend[position] = true;
        for (int position = 0; position < depend.Length; position++)
            if (!IsDecreed(tape.Nodes[position]))
                foreach (int input in tape.InputsOf(position))
                    depend[position] |= depend[input];
        return Where(tape, depend);
    }

    private static bool IsDecreed(Expr node) =>
        node is Apply { Primitive.IsConstantByDecree: true };

    private static HashSet<Expr> Where(Tape tape, bool[] chosen) =>
        [.. Enumerable.Range(0, chosen.Length).Where(i => chosen[i]).Select(i => tape.Nodes[i])];
}
