namespace FunctionalGrad;

/// <summary>Which elementwise nodes are computed together, tile by tile, and which reductions run along with them.</summary>
/// <remarks>
/// Together go nodes of one size and one depth (<see cref="Lowering.DepthFor"/>) that read one another or the same elements. No path leads out of such a group
/// and back into it: on the way there would be a reduction or product, which raises the depth, or an array of another size.
/// </remarks>
internal sealed class Fusion
{
    private readonly Lowering lowering;
    private readonly int[] leader;
    private readonly FusionGroup?[] groups;

    public Fusion(Lowering lowering, bool fuses)
    {
        this.lowering = lowering;
        var tape = lowering.Tape;
        int count = tape.Nodes.Count;
        leader = new int[count];
        for (int position = 0; position < count; position++)
            leader[position] = position;
        if (fuses)
        {
            Sink();
            for (int position = 0; position < count; position++)
                Join(position);
        }
        groups = new FusionGroup?[count];
        for (int position = 0; position < count; position++)
            if (lowering.IsElementwise(position))
                (groups[Leader(position)] ??= new(tape.Nodes[position].Shape.Size)).Members.Add(
                    position
                );
        for (int position = 0; fuses && position < count; position++)
            Attach(position);
        if (fuses)
            _ = new LeafReductions(lowering, this);
    }

    /// <summary>The group that computes a storage, as a member or as a reduction of one; null where it is computed alone.</summary>
    public FusionGroup? GroupOf(int storage) =>
        storage < leader.Length ? groups[Leader(storage)] : null;

    private readonly Dictionary<(int Depth, int Size, int Storage), int> readers = [];

    private void Join(int position)
    {
        if (!lowering.IsElementwise(position))
            return;
        int size = lowering.SizeOf(position),
            depth = lowering.DepthOf(position);
        foreach (int input in lowering.Tape.InputsOf(position))
        {
            int storage = lowering.RootOf(input);
            if (!lowering.IsAlias(input))
                continue;
            if (lowering.IsElementwise(storage) && lowering.DepthOf(storage) == depth)
                Unite(position, storage);
            else if (!readers.TryAdd((depth, size, storage), position))
                Unite(position, readers[(depth, size, storage)]);
        }
    }

    /// <summary>Lets a reduction of contiguous runs of a group's member run along with the group.</summary>
    private void Attach(int position)
    {
        if (
            lowering.Tape.Nodes[position] is not Apply { Primitive.Kernel: ReductionKernel } node
            || lowering.IsLeaf(position)
        )
            return;
        int input = lowering.Tape.InputsOf(position)[0],
            storage = lowering.RootOf(input);
        int with = lowering.IsElementwise(storage) ? storage : ReaderOf(storage);
        if (with >= 0 && lowering.IsAlias(input))
            Attach(position, with);
    }

    /// <summary>Lets a reduction run along with the group of an elementwise value, if it is one of contiguous runs that fit the group's tiles.</summary>
    public void Attach(int position, int with)
    {
        if (
            ReductionKernel.RunLength((Apply)lowering.Tape.Nodes[position]) is not { } run
            || leader[position] != position
            || groups[Leader(with)] is not { } group
            || !group.Admits(run)
        )
            return;
        group.Reductions.Add(new(position, lowering.Tape.InputsOf(position)[0], run));
        leader[position] = Leader(with);
    }

    /// <summary>An elementwise value that reads all of a storage and is as deep, so that it cannot follow from a reduction of it; -1 where there is none.</summary>
    private int ReaderOf(int storage) =>
        readers.GetValueOrDefault(
            (lowering.DepthOf(storage), lowering.SizeOf(storage), storage),
            -1
        );

    /// <summary>Lets values that follow from inputs alone be computed where they are used, if that is in one place.</summary>
    private void Sink()
    {
        int count = lowering.Tape.Nodes.Count;
        var light = new bool[count];
        for (int position = 0; position < count; position++)
            light[position] = lowering.IsElementwise(position) && ReadsLeavesOnly(position, light);
        var latest = new int[count];
        Array.Fill(latest, int.MaxValue);
        foreach (int output in lowering.Tape.Outputs)
            latest[lowering.PositionOf(lowering.RootOf(output))] = 0;
        for (int position = count - 1; position >= 0; position--)
        {
            if (light[position] && latest[position] is > 0 and < int.MaxValue)
                lowering.Sink(position, Math.Max(latest[position], lowering.DepthOf(position)));
            bool gathers = lowering.IsElementwise(position);
            foreach (int input in lowering.Tape.InputsOf(position))
            {
                int read = lowering.PositionOf(lowering.RootOf(input));
                latest[read] =
                    gathers && lowering.IsAlias(input)
                        ? Math.Min(latest[read], lowering.DepthOf(position))
                        : 0;
            }
        }
    }

    private bool ReadsLeavesOnly(int position, bool[] light)
    {
        foreach (int input in lowering.Tape.InputsOf(position))
        {
            int storage = lowering.RootOf(input);
            if (
                !lowering.IsLeaf(storage)
                && !(lowering.IsElementwise(storage) && light[storage] && lowering.IsAlias(input))
            )
                return false;
        }
        return true;
    }

    private int Leader(int position)
    {
        while (leader[position] != position)
            position = leader[position] = leader[leader[position]];
        return position;
    }

    private void Unite(int a, int b)
    {
        (a, b) = (Leader(a), Leader(b));
        leader[Math.Max(a, b)] = Math.Min(a, b);
    }
}
