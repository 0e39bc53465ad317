namespace FunctionalGrad;

/// <summary>What is probably a mistake in a graph, though it has a value and a gradient: each finding is a sentence.</summary>
public static class Lint
{
    /// <summary>
    /// The given nodes that the output does not depend on, those whose gradient is zeros on every input because no path leads back to
    /// them, and choices between branches that are never made. In that order; empty when there is nothing to say.
    /// </summary>
    /// <param name="output">The graph, of any shape.</param>
    /// <param name="wrt">What it is going to be differentiated with respect to; the parameters of the graph when none is given.</param>
    public static IReadOnlyList<string> Of(Expr output, params IReadOnlyList<Expr> wrt)
    {
        ArgumentNullException.ThrowIfNull(output);
        var tape = Tape.Of(output);
        if (Argument.NoNulls(wrt).Count == 0)
            wrt = [.. tape.Inputs.Where(input => input.Origin is ParameterOrigin)];
        var places = tape.PositionsOf(wrt);
        var findings = new List<string>();
        for (int i = 0; i < wrt.Count; i++)
            if (places[i] is null)
                findings.Add(
                    $"{Named(wrt[i])}: the output does not depend on it, so its gradient is zeros. Connect it, or leave it out."
                );
        findings.AddRange(Blocked(output, tape, wrt, places));
        findings.AddRange(tape.Nodes.OfType<Apply>().Select(NoChoice).OfType<string>());
        return findings;
    }

    private static IEnumerable<string> Blocked(
        Expr output,
        Tape tape,
        IReadOnlyList<Expr> wrt,
        IReadOnlyList<int?> places
    )
    {
        Expr?[] gradient;
        try
        {
            gradient =
                wrt.Count == 0 ? [] : ReverseMode.Pull([output], [Expr.Ones(output.Shape)], wrt);
        }
        catch (NotDifferentiableException refusal)
        {
            return [refusal.Message];
        }
        return Enumerable
            .Range(0, wrt.Count)
            .Where(i => places[i] is not null && gradient[i] is null)
            .Select(i =>
                $"{Named(wrt[i])}: the output depends on it, but only through {Blockers(tape, places[i]!.Value)}, so its gradient is zeros."
            );
    }

    /// <summary>The words of the gates on the way from a node that let no gradient pass.</summary>
    private static string Blockers(Tape tape, int from)
    {
        var reached = Reach.From(tape, new HashSet<int> { from });
        var words = Enumerable
            .Range(0, reached.Length)
            .Where(position => reached[position])
            .Select(position => tape.Nodes[position])
            .OfType<Apply>()
            .Where(node => node.Primitive.Role == GateRole.Vanishing)
            .Select(node => node.Primitive.Name)
            .Distinct()
            .Order(StringComparer.Ordinal);
        string all = string.Join(" and ", words);
        return all.Length == 0 ? "inputs that have no gradient" : all;
    }

    /// <summary>A gate that chooses between its inputs, but always yields the same one.</summary>
    private static string? NoChoice(Apply node)
    {
        int branches = node.Inputs.Length;
        if (node.Primitive.Role != GateRole.Router || branches < 2)
            return null;
        int taken = Identities.Step(node) is { } simpler ? node.Inputs.IndexOf(simpler) : -1;
        string where = node.Module is { } module ? $" in {module}" : "";
        return taken < 0
            ? null
            : $"{node.Label} {node.Shape}{where}: it always yields its input {taken}, so nothing else that it is given is ever used.";
    }

    private static string Named(Expr node) => $"{node.Label} {node.Shape}";
}
