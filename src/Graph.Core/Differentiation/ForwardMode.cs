namespace FunctionalGrad;

/// <summary>The forward pass: tangents of the given nodes pushed on to the outputs, as graph.</summary>
/// <remarks>
/// A primitive without a derivative refuses only those who use its tangent: the condition of a select depends on the input too, but
/// nothing flows through it. So a refusal is handed on along the graph and thrown where it reaches an output.
/// </remarks>
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
        var pushed = new Cotangent?[tape.Nodes.Count];
        var refused = new NotDifferentiableException?[tape.Nodes.Count];
        var seeds = Seeds(tape, wrt, tangents);
        for (int position = 0; position < pushed.Length; position++)
        {
            if (tape.Nodes[position] is Apply node)
                Through(node, position, tape.InputsOf(position), pushed, refused);
            if (seeds.TryGetValue(position, out var seed))
                pushed[position] = Cotangent.Join([.. Known(pushed[position]), .. seed]);
        }
        foreach (int output in tape.Outputs)
            if (refused[output] is { } refusal)
                throw refusal;
        return [.. tape.Outputs.Select(output => pushed[output]?.Value)];
    }

    private static Dictionary<int, List<Cotangent>> Seeds(
        Tape tape,
        IReadOnlyList<Expr> wrt,
        IReadOnlyList<Expr> tangents
    )
    {
        var seeds = new Dictionary<int, List<Cotangent>>();
        var places = tape.PositionsOf(wrt);
        for (int i = 0; i < places.Count; i++)
            if (places[i] is { } at && Cotangent.Of(tangents[i]) is { } tangent)
            {
                if (!seeds.TryGetValue(at, out var sum))
                    seeds[at] = sum = [];
                sum.Add(tangent);
            }
        return seeds;
    }

    private static void Through(
        Apply node,
        int position,
        ReadOnlySpan<int> inputs,
        Cotangent?[] pushed,
        NotDifferentiableException?[] refused
    )
    {
        var tangents = new Cotangent?[inputs.Length];
        var rule = node.Primitive.Derivative;
        bool any = false;
        for (int i = 0; i < inputs.Length; i++)
        {
            any |= (tangents[i] = pushed[inputs[i]]) is not null;
            // Asked once, for a rule may state all partials of an add of many terms each time.
            if (
                refused[position] is null
                && refused[inputs[i]] is { } refusal
                && rule.Uses(node, i)
            )
                refused[position] = refusal;
        }
        if (!any || refused[position] is not null)
            return;
        if (rule.Refusal(node) is { } own)
            refused[position] = own;
        else
            pushed[position] = rule.Push(node, tangents);
    }

    private static Cotangent[] Known(Cotangent? tangent) => tangent is { } known ? [known] : [];
}
