namespace FunctionalGrad.Properties;

/// <summary>How often primitives, and pairs of primitives, occur in random graphs.</summary>
public sealed class Coverage
{
    private readonly Dictionary<Primitive, int> primitives = [];
    private readonly Dictionary<(Primitive, Primitive), int> pairs = [];

    private Coverage(IEnumerable<Circuit> circuits)
    {
        foreach (var circuit in circuits)
        {
            Graphs++;
            var nodes = Tape.Of([circuit.Scalar, .. circuit.Outputs]).Nodes;
            Nodes += nodes.Count;
            foreach (
                var primitive in nodes.OfType<Apply>().Select(node => node.Primitive).Distinct()
            )
                primitives[primitive] = primitives.GetValueOrDefault(primitive) + 1;
            foreach (var pair in circuit.Pairs.Distinct())
                pairs[pair] = pairs.GetValueOrDefault(pair) + 1;
        }
    }

    /// <summary>What the given graphs cover.</summary>
    public static Coverage Of(IEnumerable<Circuit> circuits)
    {
        ArgumentNullException.ThrowIfNull(circuits);
        return new(circuits);
    }

    /// <summary>How many graphs there are.</summary>
    public int Graphs { get; }

    /// <summary>How many nodes they have together.</summary>
    public long Nodes { get; }

    /// <summary>In how many graphs a primitive occurs.</summary>
    public int Count(Primitive primitive)
    {
        ArgumentNullException.ThrowIfNull(primitive);
        return primitives.GetValueOrDefault(primitive);
    }

    /// <summary>In how many graphs a primitive is applied to what another has made.</summary>
    public int Count(Primitive consumer, Primitive producer)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        ArgumentNullException.ThrowIfNull(producer);
        return pairs.GetValueOrDefault((consumer, producer));
    }

    /// <summary>The primitives of the table that occur in fewer graphs than that, with their counts.</summary>
    public IReadOnlyList<(Primitive Primitive, int Count)> Rare(int fewest) =>
        [
            .. Primitives
                .All.Select(primitive => (primitive, Count(primitive)))
                .Where(each => each.Item2 < fewest),
        ];

    /// <summary>The pairs of primitives of the table that occur in fewer graphs than that, with their counts.</summary>
    public IReadOnlyList<(Primitive Consumer, Primitive Producer, int Count)> RarePairs(
        int fewest
    ) =>
        [
            .. from consumer in Primitives.All
            from producer in Primitives.All
            let count = Count(consumer, producer)
            where count < fewest
            select (consumer, producer, count),
        ];

    /// <summary>How many graphs, how large, and what is rarest in them.</summary>
    public override string ToString()
    {
        int fewest = Primitives.All.Min(Count);
        int all = Primitives.All.Count * Primitives.All.Count;
        string rarest = string.Join(", ", Rare(fewest + 1).Select(each => each.Primitive.Name));
        return FormattableString.Invariant(
            $"{Graphs} graphs of {(double)Nodes / Math.Max(1, Graphs):F1} nodes; the rarest primitive in {fewest} ({rarest}); {all - RarePairs(1).Count} of {all} pairs"
        );
    }
}
