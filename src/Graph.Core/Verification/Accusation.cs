namespace FunctionalGrad;

/// <summary>Finds the first node whose own rule is wrong, and the smallest application of it that still is.</summary>
internal static class Accusation
{
    /// <summary>The first wrong node of a graph to the given order, or null.</summary>
    /// <param name="outputs">The graph.</param>
    /// <param name="at">Where.</param>
    /// <param name="order">1 or 2.</param>
    /// <param name="options">The options of the check.</param>
    /// <param name="suspects">Which applications to look at; all by default.</param>
    public static Blame? First(
        IReadOnlyList<Expr> outputs,
        IReadOnlyList<Binding<double>> at,
        int order,
        GradientCheckOptions options,
        Func<Apply, NDArray<double>[], bool>? suspects = null
    )
    {
        var function = new GraphFunction(outputs, [], at, options.Cancellation);
        var tape = function.Tape;
        for (int position = 0; position < tape.Nodes.Count; position++)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            options.Progress?.Report(new("blame", position + 1, tape.Nodes.Count));
            if (tape.Nodes[position] is not Apply node)
                continue;
            NDArray<double>[] operands =
            [
                .. tape.InputsOf(position).ToArray().Select(function.ValueOf),
            ];
            if (suspects is not null && !suspects(node, operands))
                continue;
            if (new RuleCheck(node, operands, options).Fault(order) is { } fault)
                return Of(node, operands, fault, options);
        }
        return null;
    }

    private static Blame Of(
        Apply node,
        NDArray<double>[] operands,
        RuleFault fault,
        GradientCheckOptions options
    )
    {
        var (smallest, smallestFault) = Shrinking.Of(node, operands, fault, options);
        return new(
            node,
            smallestFault.Operand ?? fault.Operand,
            fault.Order,
            smallestFault.Reason,
            smallest.Local,
            smallest.At,
            options.Seed
        );
    }
}
