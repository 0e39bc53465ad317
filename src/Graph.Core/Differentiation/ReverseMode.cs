namespace FunctionalGrad;

/// <summary>The reverse pass: cotangents of the outputs pulled back to the given nodes, as graph.</summary>
internal static class ReverseMode
{
    /// <summary>For each node of <paramref name="wrt"/> the sum over all paths of upstream times local, or null where no path leads.</summary>
    public static Expr?[] Pull(
        IReadOnlyList<Expr> outputs,
        IReadOnlyList<Expr> cotangents,
        IReadOnlyList<Expr> wrt
    )
    {
        var tape = Tape.Of(outputs);
        var places = tape.PositionsOf(wrt);
        HashSet<int> targets = [.. places.OfType<int>()];
        var active = Reach.From(tape, targets);
        var arriving = new List<Cotangent>?[tape.Nodes.Count];
        for (int i = 0; i < outputs.Count; i++)
            if (active[tape.Outputs[i]] && Cotangent.Of(cotangents[i]) is { } upstream)
                (arriving[tape.Outputs[i]] ??= []).Add(upstream);

        var results = new Dictionary<int, Expr>();
        for (int position = arriving.Length - 1; position >= 0; position--)
        {
            if (arriving[position] is not { } paths)
                continue;
            arriving[position] = null;
            // What a gradient is made of carries the module of what it is the gradient of.
            var module = (tape.Nodes[position] as Apply)?.Module;
            var g = ModulePath.At(module, () => Cotangent.Join(paths));
            if (targets.Contains(position))
                results[position] = g.Value;
            if (tape.Nodes[position] is Apply node)
                Distribute(node, g, tape.InputsOf(position), active, arriving);
        }
        return [.. places.Select(at => at is { } place ? results.GetValueOrDefault(place) : null)];
    }

    private static void Distribute(
        Apply node,
        Cotangent g,
        ReadOnlySpan<int> inputs,
        bool[] active,
        List<Cotangent>?[] arriving
    )
    {
        var needed = new bool[inputs.Length];
        bool any = false;
        for (int i = 0; i < inputs.Length; i++)
            any |= needed[i] = active[inputs[i]];
        if (!any)
            return;
        var downstream = ModulePath.At(
            node.Module,
            () => node.Primitive.Derivative.Pull(node, g, needed)
        );
        for (int i = 0; i < inputs.Length; i++)
            if (downstream[i] is { } contribution)
                (arriving[inputs[i]] ??= []).Add(contribution);
    }
}
