namespace FunctionalGrad;

/// <summary>Lets a reduction of an input run along with a group that reads the input anyway: the norm of a parameter with its update.</summary>
/// <remarks>
/// That delays the reduction, so nothing that the group needs may follow from it. What follows is looked for in the graph of groups, and not far:
/// a reduction that much follows from is left alone.
/// </remarks>
internal sealed class LeafReductions
{
    private const int MostFollowed = 64;

    private readonly Lowering lowering;
    private readonly Fusion fusion;
    private readonly Dictionary<int, int> reader = [];
    private int[] start = [];
    private int[] users = [];

    public LeafReductions(Lowering lowering, Fusion fusion)
    {
        (this.lowering, this.fusion) = (lowering, fusion);
        var candidates = new List<int>();
        for (int position = 0; position < lowering.Tape.Nodes.Count; position++)
            if (IsCandidate(position))
                candidates.Add(position);
        if (candidates.Count == 0)
            return;
        FindUsers();
        foreach (int position in candidates)
            if (
                reader.TryGetValue(Reduced(position), out int with)
                && fusion.GroupOf(with) is { } group
                && !Follows(group, position)
            )
                fusion.Attach(position, with);
    }

    private int Reduced(int position) => lowering.RootOf(lowering.Tape.InputsOf(position)[0]);

    private bool IsCandidate(int position) =>
        lowering.Tape.Nodes[position] is Apply { Primitive.Kernel: ReductionKernel } node
        && node.Inputs[0].Shape.Size > FusionGroup.LongestTile
        && lowering.Tape.Nodes[lowering.PositionOf(Reduced(position))] is Input
        && lowering.IsAlias(lowering.Tape.InputsOf(position)[0]);

    /// <summary>Finds what reads each node, and for each input the deepest elementwise node that reads all of it.</summary>
    private void FindUsers()
    {
        var tape = lowering.Tape;
        int count = tape.Nodes.Count;
        start = new int[count + 1];
        for (int position = 0; position < count; position++)
            foreach (int input in tape.InputsOf(position))
            {
                start[input + 1]++;
                int storage = lowering.RootOf(input);
                if (
                    lowering.IsElementwise(position)
                    && lowering.IsLeaf(storage)
                    && lowering.IsAlias(input)
                    && (
                        !reader.TryGetValue(storage, out int other)
                        || lowering.DepthOf(other) < lowering.DepthOf(position)
                    )
                )
                    reader[storage] = position;
            }
        for (int position = 0; position < count; position++)
            start[position + 1] += start[position];
        users = new int[start[count]];
        int[] next = [.. start];
        for (int position = 0; position < count; position++)
            foreach (int input in tape.InputsOf(position))
                users[next[input]++] = position;
    }

    /// <summary>Whether a group needs something that follows from a node, or so much follows from the node that it is not known.</summary>
    private bool Follows(FusionGroup group, int from)
    {
        var seen = new HashSet<int>();
        var pending = new Stack<int>();
        AddUsers(from);
        while (pending.TryPop(out int position))
        {
            var of = fusion.GroupOf(position);
            if (of == group || seen.Count > MostFollowed)
                return true;
            if (of is null)
            {
                AddUsers(position);
                continue;
            }
            if (of.Members.Count + of.Reductions.Count > MostFollowed)
                return true;
            foreach (int member in of.Members)
                AddUsers(member);
            foreach (var reduction in of.Reductions)
                AddUsers(reduction.Position);
        }
        return false;

        void AddUsers(int position)
        {
            for (int at = start[position]; at < start[position + 1]; at++)
                if (seen.Count <= MostFollowed && seen.Add(users[at]))
                    pending.Push(users[at]);
        }
    }
}
