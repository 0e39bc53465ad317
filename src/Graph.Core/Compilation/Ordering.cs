using System.Runtime.InteropServices;

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
        // What the pending units need, those of the innermost last.
        var needs = new List<int>();
        var pending = new Stack<(int Unit, int Start, int Next)>();
        foreach (int output in lowering.Tape.Outputs)
        {
            Push(lowering.RootOf(output));
            while (pending.TryPop(out var top))
            {
                if (top.Next < needs.Count)
                {
                    pending.Push(top with { Next = top.Next + 1 });
                    Push(needs[top.Next]);
                }
                else
                {
                    units.Add(top.Unit);
                    needs.RemoveRange(top.Start, needs.Count - top.Start);
                }
            }
        }

        void Push(int storage)
        {
            int unit = UnitOf(storage);
            if (done[unit] || lowering.IsLeaf(unit))
                return;
            done[unit] = true;
            pending.Push((unit, needs.Count, needs.Count));
            int before = needs.Count;
            AddReads(unit, needs);
            Needed.AddRange(CollectionsMarshal.AsSpan(needs)[before..]);
        }
    }

    /// <summary>What the units read of one another, and of leaves.</summary>
    public List<int> Needed { get; } = [];

    /// <summary>The units in order.</summary>
    public IReadOnlyList<int> Units => units;

    /// <summary>The unit that computes a storage.</summary>
    public int UnitOf(int storage) => fusion.GroupOf(storage)?.Members[0] ?? storage;

    /// <summary>Adds the storages that a unit reads and does not make itself.</summary>
    public void AddReads(int unit, List<int> to)
    {
        if (lowering.IsCopy(unit))
            to.Add(lowering.RootOf(lowering.PositionOf(unit)));
        else if (fusion.GroupOf(unit) is { } group)
            foreach (int member in group.Members)
            foreach (int input in lowering.Tape.InputsOf(member))
            {
                int storage = lowering.RootOf(input);
                if (UnitOf(storage) != unit)
                    to.Add(storage);
            }
        else
            for (int i = 0; i < lowering.Tape.InputsOf(unit).Length; i++)
                to.Add(lowering.OperandOf(unit, i));
    }
}
