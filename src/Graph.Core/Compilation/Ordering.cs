namespace FunctionalGrad;

/// <summary>The units of a program, each of which runs as one instruction, in an order in which they can run.</summary>
/// <remarks>
/// A unit is named by its first storage: a group's first member, a node computed alone, or a dense copy. The order is that of a walk from the
/// outputs, in linear time, without recursion.
/// </remarks>
internal sealed class Ordering
{
    private readonly Lowering lowering;
    private readonly Fusion fusion;
    private readonly List<int> units = [];

    public Ordering(Lowering lowering, Fusion fusion)
    {
        (this.lowering, this.fusion) = (lowering, fusion);
        var done = new bool[lowering.Storages];
        var pending = new Stack<(int Unit, List<int> Needs, int Next)>();
        foreach (int output in lowering.Tape.Outputs)
        {
            Push(lowering.RootOf(output));
            while (pending.TryPop(out var top))
            {
                if (top.Next < top.Needs.Count)
                {
                    pending.Push(top with { Next = top.Next + 1 });
                    Push(top.Needs[top.Next]);
                }
                else
                {
                    units.Add(top.Unit);
                }
            }
        }

        void Push(int storage)
        {
            int unit = UnitOf(storage);
            if (done[unit] || lowering.IsLeaf(unit))
                return;
            done[unit] = true;
            pending.Push((unit, [.. Reads(unit)], 0));
        }
    }

    /// <summary>The units in order.</summary>
    public IReadOnlyList<int> Units => units;

    /// <summary>The unit that computes a storage.</summary>
    public int UnitOf(int storage) => fusion.GroupOf(storage)?.Members[0] ?? storage;

    /// <summary>The storages that a unit reads and does not make itself.</summary>
    public IEnumerable<int> Reads(int unit)
    {
        if (lowering.IsCopy(unit))
            return [lowering.RootOf(lowering.PositionOf(unit))];
        return fusion.GroupOf(unit) is { } group
            ? group.Members.SelectMany(Roots).Where(storage => UnitOf(storage) != unit)
            : Operands(unit);
    }

    private int[] Roots(int position) =>
        Array.ConvertAll(lowering.Tape.InputsOf(position).ToArray(), lowering.RootOf);

    private int[] Operands(int position)
    {
        var operands = new int[lowering.Tape.InputsOf(position).Length];
        for (int i = 0; i < operands.Length; i++)
            operands[i] = lowering.OperandOf(position, i);
        return operands;
    }
}
