namespace FunctionalGrad;

/// <summary>Makes a trace: walks back as graph, evaluates everything at once, and writes down what happened.</summary>
internal sealed class Tracing
{
    private readonly Tape tape;
    private readonly BackwardWalk walk;
    private readonly NDArray<double> seed;
    private readonly IReadOnlyList<Binding<double>> at;
    private readonly int[] order;
    private readonly Dictionary<Expr, NDArray<double>> values = [];

    public Tracing(Expr output, NDArray<double> seed, IReadOnlyList<Binding<double>> at)
    {
        tape = Tape.Of(output);
        (this.seed, this.at) = (seed, Bindings<double>.ByInput([.. tape.Inputs], at));
        walk = new BackwardWalk(tape, seed);
        var positions = Enumerable.Range(0, tape.Nodes.Count);
        // Inputs first; a stable sort keeps every node behind its inputs.
        order = [.. positions.OrderBy(position => tape.Nodes[position] is Input ? 0 : 1)];
    }

    public BackwardTrace Trace()
    {
        EvaluateAll();
        var ids = new int[order.Length];
        for (int id = 0; id < order.Length; id++)
            ids[order[id]] = id;
        var paths = Paths();
        var names = NodeNames.Of(tape, order);
        var kinks = new Kinks(tape);
        var boundaries = new Boundaries(tape, walk);
        var sides = new BoundarySides(tape, walk, seed, values, at);
        var nodes = new TraceNode[order.Length];
        for (int id = 0; id < nodes.Length; id++)
        {
            int position = order[id];
            IReadOnlyList<int> marked =
                Passes(position) || boundaries.At(position)
                    ? kinks.Of(position, node => values[tape.Nodes[node]])
                    : [];
            IReadOnlyList<int> jumps = [];
            if (marked.Count > 0 && boundaries.At(position))
            {
                (jumps, var bends) = sides.Of(position, marked, boundaries.OnlyBetween(position));
                marked = [.. jumps.Concat(bends).Order()];
            }
            nodes[id] = new TraceNode
            {
                Id = id,
                Name = names[id],
                Expr = tape.Nodes[position],
                Inputs = Array.ConvertAll(tape.InputsOf(position).ToArray(), input => ids[input]),
                Value = values[tape.Nodes[position]],
                IsConstant = !walk.Active[position],
                Gradient = walk.Gradients[position] is { } g ? values[g] : null,
                Paths = paths[position],
                Kinks = marked,
                Jumps = jumps,
            };
        }
        return new BackwardTrace(
            nodes,
            new EventList(tape, walk, values, nodes, ids).Events(),
            nodes[ids[tape.Outputs[0]]],
            seed,
            () =>
                new DifferenceCheck(
                    tape,
                    seed,
                    walk,
                    at,
                    jumps: nodes.Any(node => node.Jumps.Count > 0)
                ).Run()
        );
    }

    /// <summary>Forward values, gradients, contributions and masks in one run, so that shared work is done once.</summary>
    private void EvaluateAll()
    {
        var wanted = new List<Expr>(tape.Nodes);
        for (int position = 0; position < order.Length; position++)
        {
            if (walk.Gradients[position] is { } g)
                wanted.Add(g);
            foreach (var flow in walk.Steps[position]?.Downstream ?? [])
            {
                if (flow is null)
                    continue;
                wanted.Add(flow.Value);
                if (flow.Held is { } held)
                    wanted.Add(held);
            }
        }
        var computed = Evaluate.Values(wanted, at);
        for (int i = 0; i < computed.Count; i++)
            values[wanted[i]] = computed[i];
    }

    /// <summary>Whether any gradient goes on through a gate: where none does, its kinks and ties are nobody's concern.</summary>
    private bool Passes(int position) =>
        walk.Steps[position] is { } step && step.Downstream.Any(flow => flow is not null);

    private int[] Paths()
    {
        var paths = new int[order.Length];
        if (walk.Gradients[tape.Outputs[0]] is not null)
            paths[tape.Outputs[0]] = 1;
        for (int position = 0; position < paths.Length; position++)
            if (walk.Steps[position] is { } step)
                for (int i = 0; i < step.Downstream.Length; i++)
                    if (step.Downstream[i] is not null)
                        paths[tape.InputsOf(position)[i]]++;
        return paths;
    }
}
