namespace FunctionalGrad;

/// <summary>A trace with other names.</summary>
internal static class Renaming
{
    public static BackwardTrace Of(BackwardTrace trace, (Expr Node, string Name)[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var tape = Tape.Of(trace.Output.Expr);
        var ids = new Dictionary<Expr, int>();
        foreach (var node in trace.Nodes)
            ids[node.Expr] = node.Id;
        var renamed = trace.Nodes.ToArray();
        foreach (var (expr, name) in names)
        {
            ArgumentNullException.ThrowIfNull(expr);
            if (string.IsNullOrWhiteSpace(name))
                throw new ShapeException("named: a name is empty. Give the node a name to show.");
            int position =
                tape.PositionOf(expr)
                ?? throw new ShapeException(
                    $"named: the graph has no node equal to the one that is to be called {name}. Build the graph from it first."
                );
            int id = ids[tape.Nodes[position]];
            renamed[id] = renamed[id] with { Name = name };
        }
        foreach (var twice in renamed.GroupBy(node => node.Name).Where(group => group.Count() > 1))
            throw new ShapeException(
                $"named: {twice.Count()} nodes would be called {twice.Key}. Choose another name."
            );
        return new BackwardTrace(
            renamed,
            [.. trace.Events.Select(each => Renamed(each, renamed))],
            renamed[trace.Output.Id],
            trace.Seed,
            () => trace.Check
        );
    }

    private static BackwardEvent Renamed(BackwardEvent each, TraceNode[] nodes)
    {
        var gate = new LocalGate(
            nodes[each.Node.Id],
            [.. each.Edges.Select(edge => nodes[edge.Into.Id])],
            [.. each.Edges.Select(edge => edge.Flow == EdgeFlow.Flows)]
        );
        var edges = each
            .Edges.Select(edge =>
                edge.Flow == EdgeFlow.Flows
                    ? edge with
                    {
                        Into = nodes[edge.Into.Id],
                        LazyLocal = new(() => gate.RuleOf(edge.InputIndex)),
                    }
                    : edge with
                    {
                        Into = nodes[edge.Into.Id],
                    }
            )
            .ToArray();
        return each with { Node = gate.Node, Edges = edges };
    }
}
