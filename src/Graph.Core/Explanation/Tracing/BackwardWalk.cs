namespace FunctionalGrad;

/// <summary>The reverse pass, remembered: for each gate what arrived and what it handed on, as graph.</summary>
/// <remarks>It asks the primitives for the same rules in the same order as a gradient does, so its numbers are a gradient's numbers, bit for bit.</remarks>
internal sealed class BackwardWalk
{
    private readonly Tape tape;
    private readonly List<Cotangent>?[] arriving;

    public BackwardWalk(Tape tape, NDArray<double> seed)
    {
        this.tape = tape;
        int count = tape.Nodes.Count;
        HashSet<int> inputs =
        [
            .. Enumerable.Range(0, count).Where(position => tape.Nodes[position] is Input),
        ];
        Active = Reach.From(tape, inputs);
        arriving = new List<Cotangent>?[count];
        Gradients = new Expr?[count];
        Steps = new Step?[count];
        int output = tape.Outputs[0];
        var given = Expr.Constant(seed);
        // A gradient has no use for what starts from 0; a reader who gave the 0 wants to see where it goes.
        if (Active[output])
            arriving[output] =
            [
                seed.Span.ContainsAnyExcept(0) && Cotangent.Of(given) is { } start
                    ? start
                    : Cotangent.OfZeros(given),
            ];
        for (int position = count - 1; position >= 0; position--)
            Visit(position);
    }

    /// <summary>Which nodes depend on an input.</summary>
    public bool[] Active { get; }

    /// <summary>All that arrived at each node, or null.</summary>
    public Expr?[] Gradients { get; }

    /// <summary>What each gate did, or null where nothing arrived.</summary>
    public Step?[] Steps { get; }

    /// <summary>What one gate handed to each of its inputs; null where nothing flows.</summary>
    public sealed record Step(Flow?[] Downstream, string? Refusal);

    /// <summary>A contribution, and where it may flow: 0 at its strong zeros, null if it has none.</summary>
    public sealed record Flow(Expr Value, Expr? Held);

    private void Visit(int position)
    {
        if (arriving[position] is not { } paths)
            return;
        arriving[position] = null;
        var g = Cotangent.Join(paths);
        Gradients[position] = g.Value;
        if (tape.Nodes[position] is not Apply node)
            return;
        var inputs = tape.InputsOf(position);
        var needed = new bool[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
            needed[i] = Active[inputs[i]];
        var rule = node.Primitive.Derivative;
        var refusal = rule.Refusal(node);
        var downstream =
            refusal is null && needed.Contains(true)
                ? rule.Pull(node, g, needed)
                : new Cotangent?[inputs.Length];
        Steps[position] = new(Array.ConvertAll(downstream, Written), refusal?.Message);
        for (int i = 0; i < inputs.Length; i++)
            if (downstream[i] is { } contribution)
                (arriving[inputs[i]] ??= []).Add(contribution);
    }

    private static Flow? Written(Cotangent? contribution) =>
        contribution is { } c ? new(c.Value, c.IsMasked ? c.Held : null) : null;
}
