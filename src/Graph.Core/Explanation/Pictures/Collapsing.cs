namespace FunctionalGrad;

/// <summary>Collapses what lies deeper than a given number of modules.</summary>
/// <remarks>A run of neighbours in topological order becomes one box, so boxes never depend on one another in a circle.</remarks>
internal sealed class Collapsing
{
    private readonly int most;

    public Collapsing(BackwardTrace trace, int depth, int most)
    {
        this.most = most;
        var gates = Runs(trace, depth);
        var owner = new Dictionary<int, int>();
        for (int i = 0; i < gates.Count; i++)
            foreach (var member in gates[i].Members)
                owner[member.Id] = i;
        var users = Users(trace, owner);
        var free = new List<Cluster>();
        foreach (var node in trace.Nodes)
        {
            if (owner.ContainsKey(node.Id) || (node.IsNumber && node != trace.Output))
                continue;
            // What belongs to one collapsed part alone, such as a layer's weight, disappears into it; data stay.
            if (
                users[node.Id] is [var only]
                && gates[only].Title is not null
                && node.Expr is Constant or Input { Origin: ParameterOrigin or NoiseOrigin }
            )
                gates[only] = gates[only] with { Members = [node, .. gates[only].Members] };
            else
                free.Add(
                    new(
                        [node],
                        null,
                        [],
                        users[node.Id] is [var user] && IsNamedAfter(node, gates[user])
                            ? gates[user]
                            : null
                    )
                );
        }
        Clusters = [.. free, .. gates];
    }

    public IReadOnlyList<Cluster> Clusters { get; }

    public int Count => Clusters.Count;

    /// <summary>Neighbouring boxes put together until there are few enough: runs of nodes outside all modules first, and whole modules only where that is not enough.</summary>
    public IReadOnlyList<Cluster> Chunked()
    {
        if (Count <= most)
            return Clusters;
        Cluster[] inputs = [.. Clusters.Where(IsInput)],
            gates = [.. Clusters.Where(cluster => !IsInput(cluster))];
        // A crowd of inputs is put together as well: nothing enters them.
        int half = Math.Max(1, most / 2),
            forInputs = gates.Length < half ? most - gates.Length : half,
            forGates = inputs.Length < half ? most - inputs.Length : half;
        return [.. Chunks(inputs, forInputs), .. Gates(gates, Math.Max(1, forGates))];
    }

    private static IEnumerable<Cluster> Gates(Cluster[] gates, int count)
    {
        var runs = new List<List<Cluster>>();
        foreach (var gate in gates)
            if (IsUnnamed(gate) && runs.Count > 0 && IsUnnamed(runs[^1][0]))
                runs[^1].Add(gate);
            else
                runs.Add([gate]);
        if (runs.Count > count)
            return Chunks(gates, count);
        int size = 1;
        while (runs.Sum(run => (run.Count + size - 1) / size) > count)
            size++;
        return runs.SelectMany(run => Together([.. run], size));
    }

    private static bool IsUnnamed(Cluster gate) => gate.Members[^1].Module is null;

    private static IEnumerable<Cluster> Chunks(Cluster[] clusters, int count) =>
        clusters.Length <= count
            ? clusters
            : Together(clusters, (clusters.Length + count - 1) / count);

    private static IEnumerable<Cluster> Together(Cluster[] clusters, int size) =>
        clusters
            .Chunk(size)
            .Select(chunk =>
                chunk is [var alone]
                    ? alone
                    : new Cluster(
                        [.. chunk.SelectMany(cluster => cluster.Members)],
                        $"{chunk[0].Title ?? chunk[0].Members[0].Name} ... {chunk[^1].Title ?? chunk[^1].Members[^1].Name}",
                        []
                    )
            );

    private static bool IsInput(Cluster cluster) =>
        cluster.Members.All(member => member.Expr is not Apply);

    private static List<Cluster> Runs(BackwardTrace trace, int depth)
    {
        var runs = new List<Cluster>();
        var current = new List<TraceNode>();
        string[] path = [];
        void Close()
        {
            if (current.Count == 1)
                runs.Add(new([.. current], null, path.Take(depth - 1).ToArray()));
            else if (current.Count > 1)
                runs.Add(new([.. current], path[depth - 1], path.Take(depth - 1).ToArray()));
            current.Clear();
        }
        foreach (var node in trace.Nodes)
        {
            if (node.Expr is not Apply)
                continue;
            string[] here = Picture.Path(node);
            bool joins = here.Length >= depth && path.Take(depth).SequenceEqual(here.Take(depth));
            if (!joins)
                Close();
            path = here;
            current.Add(node);
            if (here.Length < depth)
            {
                runs.Add(new([node], null, here));
                current.Clear();
            }
        }
        Close();
        return runs;
    }

    private static List<int>[] Users(BackwardTrace trace, Dictionary<int, int> owner)
    {
        var users = Array.ConvertAll(new int[trace.Nodes.Count], _ => new List<int>());
        foreach (var node in trace.Nodes)
            if (owner.TryGetValue(node.Id, out int run))
                foreach (int input in node.Inputs)
                    if (!users[input].Contains(run))
                        users[input].Add(run);
        return users;
    }

    /// <summary>A parameter is drawn inside the module that it is named after.</summary>
    private static bool IsNamedAfter(TraceNode node, Cluster user) =>
        user.Path.Count > 0
        && node.Name.StartsWith(string.Join('.', user.Path) + ".", StringComparison.Ordinal);
}
