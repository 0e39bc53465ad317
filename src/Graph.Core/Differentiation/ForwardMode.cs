namespace FunctionalGrad;

/// <summary>The forward pass: tangents of the given nodes pushed on to the outputs, as graph.</summary>
internal static class ForwardMode
{
    /// <summary>For each output its directional derivative, or null where it does not depend on the given nodes.</summary>
    public static Expr?[] Push(
        IReadOnlyList<Expr> outputs,
        IReadOnlyList<Expr> wrt,
        IReadOnlyList<Expr> tangents
    )
    {
        var tape = Tape.Of(outputs);
        var pushed = new Expr?[tape.Nodes.Count];
        var seeds = new Dictionary<int, Expr>();
        for (int i = 0; i < wrt.Count; i++)
            if (tape.PositionOf(wrt[i]) is { } at)
                seeds[at] = seeds.TryGetValue(at, out var earlier)
                    ? earlier + tangents[i]
                    : tangents[i];

        for (int position = 0; position < pushed.Length; position++)
        {
            var tangent = tape.Nodes[position] is Apply node
                ? Through(node, tape.InputsOf(position), pushed)
                : null;
            if (seeds.TryGetValue(position, out var seed))
                tangent = tangent is null ? seed : tangent + seed;
            pushed[position] = tangent;
        }
        return [.. tape.Outputs.Select(output => pushed[output])];
    }

    private static Expr? Through(Apply node, ReadOnlySpan<int> inputs, Expr?[] pushed)
    {
        var tangents = new Expr?[inputs.Length];
        bool any = false;
        for (int i = 0; i < inputs.Length; i++)
            any |= (tangents[i] = pushed[inputs[i]]) is not null;
        return any ? node.Primitive.Derivative.Push(node, tangents) : null;
    }
}
