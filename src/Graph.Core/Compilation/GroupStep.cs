namespace FunctionalGrad;

/// <summary>Runs the members of a fusion group tile by tile: a tile of each before the next tile.</summary>
internal sealed class GroupStep : Step
{
    /// <summary>So many elements of operations take tens of microseconds.</summary>
    private const long LeastShared = 1 << 17;

    private readonly List<TileSource> sources = [];
    private readonly Dictionary<(int Slot, int Offset), int> slices = [];
    private readonly Dictionary<(int Slot, Layout Layout), int> views = [];
    private readonly Dictionary<long, int> numbers = [];
    private readonly Plan plan;
    private readonly FusionGroup group;
    private readonly Lazy<HashSet<int>> readElsewhere;
    private int tiles;

    /// <param name="plan">The plan it becomes a step of.</param>
    /// <param name="group">What it computes.</param>
    /// <param name="rows">A product that is made along with it, if any.</param>
    /// <param name="product">The node of that product.</param>
    public GroupStep(Plan plan, FusionGroup group, ProductRows? rows = null, int product = -1)
    {
        (this.plan, this.group, Rows) = (plan, group, rows);
        readElsewhere = new(ReadElsewhere);
        FindLastUses();
        if (rows is { Product.To: < 0 })
            Places[product] = Add(new(TileSourceKind.Product, -1, 0, -1));
        Operations = OperationsInOrder();
        var reductions = new List<TileReduction>();
        foreach (var (position, of, run) in group.Reductions)
        {
            int blocks = SharedScratch;
            if (run > Tile)
                SharedScratch += Reduce.BlocksOf(Size);
            reductions.Add(
                new((Apply)Tape.Nodes[position], SourceOf(of), run, plan.SlotOf(position), blocks)
            );
        }
        Reductions = [.. reductions];
        PiecesAt = SharedScratch;
        SharedScratch += rows?.Pieces ?? 0;
        foreach (int member in group.Members)
            Places[member] = -1;
        if (product >= 0)
            Places[product] = -1;
        Sources = [.. sources];
        Scalars = rows is null && Size == 1 && Reductions.Length == 0 ? new(this) : null;
        ScratchOfTiles = Scalars is { } tape ? tape.Cells + tape.MostGathered : tiles * Tile;
    }

    private int[] Places => plan.Places;

    private Tape Tape => plan.Lowering.Tape;

    public TileOperation[] Operations { get; }

    public TileReduction[] Reductions { get; }

    /// <summary>The operands and results of the operations.</summary>
    public TileSource[] Sources { get; }

    /// <summary>The number of elements of each member.</summary>
    public int Size => group.Size;

    /// <summary>The group as a tape, where it computes single numbers alone.</summary>
    public ScalarTape? Scalars { get; }

    /// <summary>How many operands and results are looked up by number at most while it runs.</summary>
    public int Operands => Scalars?.MostOperands ?? Sources.Length;

    /// <summary>The product of which some rows are made before what is computed of them.</summary>
    public ProductRows? Rows { get; }

    /// <summary>How many of them are computed at a time.</summary>
    public int Tile => group.Tile;

    /// <summary>Whether it is worth the time it takes to call other threads.</summary>
    public bool IsWorthSharing =>
        Rows is { Product.Size.IsWorthSharing: true }
        || (Size > 2 * Tile && (long)Size * (Operations.Length + 1) >= LeastShared);

    public override int Scratch => ScratchOfTiles + (Rows?.Scratch ?? 0);

    /// <summary>Whether it reads a slot tile by tile, each before it writes the same tile of another: then the two may lie in one place.</summary>
    public bool ReadsAsItWrites(int slot) => Scalars is null && !readElsewhere.Value.Contains(slot);

    private HashSet<int> ReadElsewhere() =>
        [
            .. Sources
                .Where(source => source is not { Kind: TileSourceKind.Slice, Offset: 0 })
                .Select(source => source.Slot),
            .. Rows?.Product.Reads ?? [],
        ];

    /// <summary>How much of the scratch is tiles; rows of the product come after them.</summary>
    public int ScratchOfTiles { get; }

    public override int SharedScratch { get; }

    /// <summary>Where in the scratch that all share the pieces of the product are.</summary>
    public int PiecesAt { get; }

    public override IEnumerable<int> Reads =>
        Sources
            .Where(source => source.Slot >= 0)
            .Select(source => source.Slot)
            .Concat(Rows?.Product.Reads ?? []);

    public override IEnumerable<int> Writes =>
        Operations
            .Select(operation => Sources[operation.To].Slot)
            .Where(slot => slot >= 0)
            .Concat(Reductions.Select(reduction => reduction.To))
            .Concat(Rows?.Product.Writes ?? []);

    /// <summary>The last operation that reads each member.</summary>
    private void FindLastUses()
    {
        for (int at = 0; at < group.Members.Count; at++)
            foreach (int input in Tape.InputsOf(group.Members[at]))
                plan.LastUses[plan.Lowering.RootOf(input)] = at;
        foreach (var reduction in group.Reductions)
            plan.LastUses[plan.Lowering.RootOf(reduction.Of)] = int.MaxValue;
    }

    private TileOperation[] OperationsInOrder()
    {
        var operations = new TileOperation[group.Members.Count];
        var idle = new Stack<int>();
        for (int at = 0; at < operations.Length; at++)
        {
            int position = group.Members[at];
            var inputs = Tape.InputsOf(position);
            int[] which = new int[inputs.Length];
            for (int i = 0; i < which.Length; i++)
                which[i] = SourceOf(inputs[i]);
            // Chosen before what is read here becomes idle: a kernel need not bear that its result lies on its operand.
            int to =
                plan.IsKept(position) ? Kept(plan.SlotOf(position))
                : idle.TryPop(out int free) ? free
                : Add(new(TileSourceKind.Tile, -1, 0, tiles++));
            Places[position] = to;
            operations[at] = new((Apply)Tape.Nodes[position], which, to);
            foreach (int input in inputs)
            {
                int read = plan.Lowering.RootOf(input);
                if (Places[read] < 0 || plan.LastUses[read] != at)
                    continue;
                plan.LastUses[read] = -1;
                if (sources[Places[read]].Kind == TileSourceKind.Tile)
                    idle.Push(Places[read]);
            }
        }
        return operations;
    }

    private int SourceOf(int input)
    {
        var lowering = plan.Lowering;
        int storage = lowering.RootOf(input);
        if (Places[storage] >= 0)
            return Places[storage];
        if (Tape.Nodes[lowering.PositionOf(storage)] is Constant { Uniform: { } number })
            return Number(number);
        int slot = plan.SlotOf(storage);
        if (lowering.LayoutOf(input) is not { } layout)
            return Slice(slot, 0);
        var shape = Tape.Nodes[input].Shape;
        if (layout.IsContiguous(shape))
            return Slice(slot, layout.Offset);
        if (views.TryGetValue((slot, layout), out int known))
            return known;
        bool one = true;
        for (int axis = 0; axis < shape.Rank; axis++)
            one &= shape[axis] == 1 || layout.Strides[axis] == 0;
        int added = one
            ? Add(new(TileSourceKind.Element, slot, layout.Offset, tiles++))
            : Add(new(TileSourceKind.View, slot, 0, tiles++) { View = layout.Of(shape) });
        views.Add((slot, layout), added);
        return added;
    }

    private int Kept(int slot) =>
        Size >= Streaming.Least ? Add(new(TileSourceKind.Streamed, slot, 0, tiles++))
        : plan.IsDonated(slot) ? Add(new(TileSourceKind.Copied, slot, 0, tiles++))
        : Slice(slot, 0);

    private int Number(double number)
    {
        long bits = BitConverter.DoubleToInt64Bits(number);
        if (!numbers.TryGetValue(bits, out int source))
            numbers.Add(
                bits,
                source = Add(new(TileSourceKind.Number, -1, 0, tiles++) { Number = number })
            );
        return source;
    }

    private int Slice(int slot, int offset)
    {
        if (!slices.TryGetValue((slot, offset), out int source))
            slices.Add((slot, offset), source = Add(new(TileSourceKind.Slice, slot, offset, -1)));
        return source;
    }

    private int Add(TileSource source)
    {
        sources.Add(source);
        return sources.Count - 1;
    }
}
