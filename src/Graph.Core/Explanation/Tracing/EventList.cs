namespace FunctionalGrad;

/// <summary>Turns what a walk remembers into the events of a trace.</summary>
internal sealed class EventList(
    Tape tape,
    BackwardWalk walk,
    IReadOnlyDictionary<Expr, NDArray<double>> values,
    TraceNode[] nodes,
    int[] ids
)
{
    private readonly NDArray<double>?[] sums = new NDArray<double>?[nodes.Length];
    private readonly int[] paths = new int[nodes.Length];

    public IReadOnlyList<BackwardEvent> Events()
    {
        var events = new List<BackwardEvent>();
        for (int position = ids.Length - 1; position >= 0; position--)
            if (walk.Steps[position] is { } step)
                events.Add(EventOf(events.Count + 1, position, step));
        return events;
    }

    private BackwardEvent EventOf(int number, int position, BackwardWalk.Step step)
    {
        var node = nodes[ids[position]];
        var flows = Array.ConvertAll(step.Downstream, flow => flow is not null);
        var gate = new LocalGate(node, [.. node.Inputs.Select(id => nodes[id])], flows);
        var edges = new BackwardEdge[step.Downstream.Length];
        for (int i = 0; i < edges.Length; i++)
            edges[i] = EdgeOf(gate, tape.InputsOf(position)[i], i, step);
        return new BackwardEvent
        {
            Step = number,
            Node = node,
            Upstream = node.Gradient!,
            UpstreamExpr = walk.Gradients[position]!,
            Edges = edges,
            LazyRole = new(() => RoleInference.Of(gate, edges)),
        };
    }

    private BackwardEdge EdgeOf(LocalGate gate, int to, int input, BackwardWalk.Step step)
    {
        var into = nodes[ids[to]];
        if (step.Downstream[input] is not { } flow)
            return new BackwardEdge
            {
                InputIndex = input,
                Into = into,
                Flow =
                    !walk.Active[to] ? EdgeFlow.Constant
                    : step.Refusal is not null ? EdgeFlow.NotDifferentiable
                    : EdgeFlow.NotConnected,
                Refusal = walk.Active[to] ? step.Refusal : null,
            };
        var contribution = values[flow.Value];
        var sum = sums[into.Id] is { } before ? Sum(before, contribution) : contribution;
        sums[into.Id] = sum;
        return new BackwardEdge
        {
            InputIndex = input,
            Into = into,
            Flow = EdgeFlow.Flows,
            Contribution = contribution,
            ContributionExpr = flow.Value,
            Held = flow.Held is { } held ? values[held] : null,
            RunningSum = sum,
            Path = ++paths[into.Id],
            LazyLocal = new(() => gate.RuleOf(input)),
            LazyBranch = new(() => gate.BranchOf(input)),
        };
    }

    /// <summary>In the order in which the n-ary add of the gradient adds.</summary>
    private static NDArray<double> Sum(NDArray<double> a, NDArray<double> b) =>
        NDArray<double>.Create(
            a.Shape,
            sum =>
            {
                for (int i = 0; i < sum.Length; i++)
                    sum[i] = a.Span[i] + b.Span[i];
            }
        );
}
