namespace FunctionalGrad;

/// <summary>Puts other expressions in the place of nodes: of inputs (composition) or of intermediate nodes (surgery).</summary>
/// <remarks>
/// All at once: what is put in is not searched again. A node is meant together with all nodes equal to it. Parts of the graph that
/// depend on nothing that is replaced are kept as they are, the same objects. Linear in the number of nodes, without recursion.
/// </remarks>
public static class Substitute
{
    /// <summary>The expression with each <c>From</c> replaced by its <c>To</c>; a <c>From</c> that does not occur changes nothing.</summary>
    /// <exception cref="ShapeException">A replacement has another shape than what it replaces, or a node is replaced twice.</exception>
    public static Expr In(Expr expr, params IReadOnlyList<(Expr From, Expr To)> replacements) =>
        In([Argument.NotNull(expr)], replacements)[0];

    /// <summary>The same for several expressions; what they share stays shared.</summary>
    /// <exception cref="ShapeException">A replacement has another shape than what it replaces, or a node is replaced twice.</exception>
    public static IReadOnlyList<Expr> In(
        IReadOnlyList<Expr> exprs,
        params IReadOnlyList<(Expr From, Expr To)> replacements
    )
    {
        ArgumentNullException.ThrowIfNull(replacements);
        var tape = Tape.Of(Argument.NoNulls(exprs));
        var rebuilt = Placed(tape, replacements);
        for (int position = 0; position < rebuilt.Length; position++)
            if (rebuilt[position] is null && tape.Nodes[position] is Apply node)
                rebuilt[position] = Rebuilt(node, tape.InputsOf(position), rebuilt);
        return [.. tape.Outputs.Select((output, i) => rebuilt[output] ?? exprs[i])];
    }

    /// <summary>Per position of the tape what replaces it, or null.</summary>
    private static Expr?[] Placed(Tape tape, IReadOnlyList<(Expr From, Expr To)> replacements)
    {
        foreach (var (from, to) in replacements)
        {
            ArgumentNullException.ThrowIfNull(from);
            ArgumentNullException.ThrowIfNull(to);
        }
        var placed = new Expr?[tape.Nodes.Count];
        var places = tape.PositionsOf([.. replacements.Select(pair => pair.From)]);
        for (int i = 0; i < replacements.Count; i++)
        {
            var (from, to) = replacements[i];
            if (!from.Shape.Equals(to.Shape))
                throw new ShapeException(
                    $"substitute: {from.Label} {from.Shape} cannot be replaced by {to.Label} {to.Shape}: both must have one shape. Broadcast or reshape what is put in."
                );
            if (places[i] is not { } place)
                continue;
            if (placed[place] is not null)
                throw new ShapeException(
                    $"substitute: {from.Label} {from.Shape} is replaced twice. Give one replacement for each node."
                );
            placed[place] = to;
        }
        return placed;
    }

    /// <summary>The node on its new inputs, or null when none of them is new.</summary>
    private static Apply? Rebuilt(Apply node, ReadOnlySpan<int> inputs, Expr?[] rebuilt)
    {
        Expr[]? others = null;
        for (int i = 0; i < inputs.Length; i++)
            if (rebuilt[inputs[i]] is { } other)
                (others ??= node.Inputs.ToArray())[i] = other;
        return others is null ? null : node.On(others);
    }
}
