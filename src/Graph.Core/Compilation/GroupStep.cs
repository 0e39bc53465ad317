namespace FunctionalGrad;

/// <summary>Runs the members of a fusion group tile by tile: a tile of each before the next tile.</summary>
internal sealed class GroupStep : Step
{
    private readonly List<TileSource> sources = [];
    private readonly Dictionary<(int Slot, int Offset), int> slices = [];
    private readonly Dictionary<(int Slot, Layout Layout), int> views = [];
    private readonly Dictionary<long, int> numbers = [];
    private readonly Plan plan;
    private readonly FusionGroup group;
    private int tiles;

    public GroupStep(Plan plan, FusionGroup group)
    {
        (this.plan, this.group) = (plan, group);
        Operations = [.. OperationsOf(LastUses())];
        int scratch = tiles * Tile;
        var reductions = new List<TileReduction>();
        foreach (var (position, of, run) in group.Reductions)
        {
            int blocks = scratch;
            if (run > Tile)
                scratch += (run + Reduce.Block - 1) / Reduce.Block;
            reductions.Add(
                new((Apply)Tape.Nodes[position], places[of], run, plan.SlotOf(position), blocks)
            );
        }
        Reductions = [.. reductions];
        Sources = [.. sources];
        // A group of single numbers is a scalar tape, with a cell for each source.
        Scratch = IsScalar ? Math.Max(scratch, Sources.Length) : scratch;
    }

    private readonly Dictionary<int, int> places = [];

    private Tape Tape => plan.Lowering.Tape;

    public TileOperation[] Operations { get; }

    public TileReduction[] Reductions { get; }

    /// <summary>The operands and results of the operations.</summary>
    public TileSource[] Sources { get; }

    /// <summary>The number of elements of each member.</summary>
    public int Size => group.Size;

    /// <summary>Whether it computes single numbers alone.</summary>
    public bool IsScalar => Size == 1 && Reductions.Length == 0;

    /// <summary>How many of them are computed at a time.</summary>
    public int Tile => group.Tile;

    public override int Scratch { get; }

    public override IEnumerable<int> Reads =>
        Sources.Where(source => source.Slot >= 0).Select(source => source.Slot);

    public override IEnumerable<int> Writes =>
        Operations
            .Select(operation => Sources[operation.To].Slot)
            .Where(slot => slot >= 0)
            .Concat(Reductions.Select(reduction => reduction.To));

    /// <summary>The last operation that reads each member.</summary>
    private Dictionary<int, int> LastUses()
    {
        var last = new Dictionary<int, int>();
        for (int at = 0; at < group.Members.Count; at++)
            foreach (int input in Tape.InputsOf(group.Members[at]))
                last[plan.Lowering.RootOf(input)] = at;
        foreach (var reduction in group.Reductions)
            last[reduction.Of] = int.MaxValue;
        return last;
    }

    private IEnumerable<TileOperation> OperationsOf(Dictionary<int, int> lastUse)
    {
        var idle = new Stack<int>();
        for (int at = 0; at < group.Members.Count; at++)
        {
            int position = group.Members[at];
            int[] inputs = Tape.InputsOf(position).ToArray();
            int[] which = Array.ConvertAll(inputs, SourceOf);
            // Chosen before what is read here becomes idle: a kernel need not bear that its result lies on its operand.
            int to =
                plan.IsKept(position) ? Slice(plan.SlotOf(position), 0)
                : idle.TryPop(out int free) ? free
                : Add(new(TileSourceKind.Tile, -1, 0, tiles++));
            places.Add(position, to);
            yield return new((Apply)Tape.Nodes[position], which, to);
            foreach (int input in inputs)
            {
                int read = plan.Lowering.RootOf(input);
                if (
                    places.TryGetValue(read, out int place)
                    && sources[place].Kind == TileSourceKind.Tile
                    && lastUse.GetValueOrDefault(read, -1) == at
                    && lastUse.Remove(read)
                )
                    idle.Push(place);
            }
        }
    }

    private int SourceOf(int input)
    {
        var lowering = plan.Lowering;
        int storage = lowering.RootOf(input);
        if (places.TryGetValue(storage, out int place))
            return place;
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
