namespace FunctionalGrad;

/// <summary>A program in any element type: its instructions in order, the slots they work on, and where these lie.</summary>
internal sealed class Plan
{
    private readonly List<Slot> slots = [];
    private readonly int[] slotOf;
    private readonly bool[] kept;
    private readonly Dictionary<int, int> outputOf = [];
    private readonly List<Step> steps = [];
    private readonly IReadOnlyDictionary<string, int> ordinals;
    private readonly HashSet<int> donated;

    /// <summary>The plan of a simplified graph.</summary>
    /// <param name="tape">The graph.</param>
    /// <param name="inputs">The program's inputs in order; the graph may need fewer.</param>
    /// <param name="fuses">Whether elementwise nodes are computed together.</param>
    /// <param name="donations">The inputs whose arrays may be given for outputs too.</param>
    public Plan(
        Tape tape,
        IReadOnlyList<Input> inputs,
        bool fuses,
        IReadOnlyList<Donation>? donations = null
    )
    {
        donated = [.. (donations ?? []).Select(each => each.Output)];
        Lowering = new Lowering(tape);
        var fusion = new Fusion(Lowering, fuses);
        var order = new Ordering(Lowering, fusion);
        ordinals = inputs
            .Select((input, i) => (input, i))
            .ToDictionary(p => p.input.Name, p => p.i);
        slotOf = new int[Lowering.Storages];
        Array.Fill(slotOf, -1);
        kept = new bool[Lowering.Storages];
        Places = new int[Lowering.Storages];
        Array.Fill(Places, -1);
        LastUses = new int[Lowering.Storages];
        foreach (int storage in order.Needed)
            kept[storage] = true;
        var epilogues = new Epilogues(Lowering, fusion, order);
        foreach (int product in epilogues.ReadOnce)
            kept[product] = false;
        ClaimOutputs();
        foreach (int unit in order.Units)
            if (!epilogues.IsFollowed(unit))
                steps.Add(StepOf(unit, fusion, epilogues));
        (Places, LastUses) = ([], []);
        CopyOutputs();
        Live();
        InPlace = [.. Donation.Possible(this, donations ?? [])];
        Arena = new ArenaLayout(slots, steps.Count);
    }

    public Lowering Lowering { get; }

    public IReadOnlyList<Slot> Slots => slots;

    public IReadOnlyList<Step> Steps => steps;

    public ArenaLayout Arena { get; }

    /// <summary>The inputs whose arrays may indeed be given for outputs too: nothing reads them after they are overwritten.</summary>
    public IReadOnlyList<Donation> InPlace { get; }

    /// <summary>Leaves that are no inputs, in the order of their slots' ordinals.</summary>
    public List<Expr> Constants { get; } = [];

    /// <summary>Room for groups that are being made: which of a group's sources a storage is, or -1.</summary>
    public int[] Places { get; private set; }

    /// <summary>Room for groups that are being made: which operation of a group is the last to read a storage.</summary>
    public int[] LastUses { get; private set; }

    /// <summary>Whether a group's member is read outside of the group, and so has a slot.</summary>
    public bool IsKept(int storage) => kept[storage];

    /// <summary>Whether a slot may lie where an input does that is still being read.</summary>
    public bool IsDonated(int slot) =>
        slots[slot].Kind == SlotKind.Output && donated.Contains(slots[slot].Ordinal);

    /// <summary>The slot of a storage.</summary>
    public int SlotOf(int storage)
    {
        if (slotOf[storage] < 0)
        {
            var node = Lowering.Tape.Nodes[Lowering.PositionOf(storage)];
            slotOf[storage] = !Lowering.IsLeaf(storage)
                ? outputOf.TryGetValue(storage, out int output)
                    ? Add(SlotKind.Output, node, output)
                    : Add(SlotKind.Arena, node, -1)
                : node is Input input
                    ? Add(SlotKind.Input, node, ordinals[input.Name])
                    : Constant(node);
        }
        return slotOf[storage];
    }

    private int Constant(Expr node)
    {
        Constants.Add(node);
        return Add(SlotKind.Constant, node, Constants.Count - 1);
    }

    private int Add(SlotKind kind, Expr node, int ordinal)
    {
        slots.Add(new(slots.Count, kind, node, ordinal));
        return slots.Count - 1;
    }

    /// <summary>A result that is an output is written where the output goes; a leaf, a view or a second output of one value is copied there.</summary>
    private void ClaimOutputs()
    {
        var outputs = Lowering.Tape.Outputs;
        for (int i = 0; i < outputs.Count; i++)
        {
            int storage = Lowering.RootOf(outputs[i]);
            kept[storage] = true;
            if (!Lowering.IsLeaf(storage) && Lowering.IsAlias(outputs[i]))
                outputOf.TryAdd(storage, i);
        }
    }

    private void CopyOutputs()
    {
        var outputs = Lowering.Tape.Outputs;
        for (int i = 0; i < outputs.Count; i++)
        {
            int storage = Lowering.RootOf(outputs[i]);
            if (outputOf.TryGetValue(storage, out int claimed) && claimed == i)
                continue;
            var node = Lowering.Tape.Nodes[outputs[i]];
            int from = SlotOf(storage);
            var layout = Lowering.LayoutOf(outputs[i]) ?? Layout.Dense(node.Shape);
            steps.Add(
                new CopyStep(from, layout.Of(node.Shape), Add(SlotKind.Output, node, i), node)
            );
        }
    }

    private Step StepOf(int unit, Fusion fusion, Epilogues epilogues)
    {
        if (fusion.GroupOf(unit) is { } group)
            return epilogues.ProductOf(unit) is { } before
                ? new GroupStep(this, group, new(Product(before), group), before)
                : new GroupStep(this, group);
        int position = Lowering.PositionOf(unit);
        var node = Lowering.Tape.Nodes[position];
        if (Lowering.IsCopy(unit))
            return new CopyStep(
                SlotOf(Lowering.RootOf(position)),
                Lowering.LayoutOf(position)!.Of(node.Shape),
                SlotOf(unit),
                node
            );
        if (node is Apply { Primitive.Kernel: ProductKernel })
            return Product(position);
        var operands = Array.ConvertAll(Lowering.Tape.InputsOf(position).ToArray(), Part);
        return new KernelStep((Apply)node, operands, SlotOf(unit));
    }

    private ProductStep Product(int position) =>
        new(
            (Apply)Lowering.Tape.Nodes[position],
            SlotOf(Lowering.OperandOf(position, 0)),
            Factor(position, 0),
            SlotOf(Lowering.OperandOf(position, 1)),
            Factor(position, 1),
            kept[position] ? SlotOf(position) : -1
        );

    private MatrixLayout Factor(int position, int operand)
    {
        int input = Lowering.Tape.InputsOf(position)[operand];
        var shape = Lowering.Tape.Nodes[input].Shape;
        return Lowering.FactorOf(position, operand)
            ?? ProductStep.Of(shape, Layout.Dense(shape), operand == 0)!.Value;
    }

    private SlotPart Part(int position)
    {
        var (storage, offset) = Lowering.Dense(position);
        return new(SlotOf(storage), offset, Lowering.Tape.Nodes[position].Shape.Size);
    }

    private void Live()
    {
        for (int at = 0; at < steps.Count; at++)
        {
            foreach (int slot in steps[at].Writes)
                (slots[slot].First, slots[slot].Last) = (at, at);
            foreach (int slot in steps[at].Reads)
                slots[slot].Last = at;
        }
    }
}
