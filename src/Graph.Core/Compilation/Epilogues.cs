namespace FunctionalGrad;

/// <summary>Which products are made a few rows at a time, each time followed by the group that reads them: a bias, an activation, an update.</summary>
/// <remarks>
/// A product is put off until the first that reads it. That is always possible, and where it is a group that reads whole rows, as they lie, they need not wait for all of the product.
/// Of several products that a group is the first to read the largest is chosen.
/// </remarks>
internal sealed class Epilogues
{
    /// <summary>A product of fewer rows is rather shared by columns.</summary>
    private const int FewRows = 32;

    private readonly Lowering lowering;
    private readonly Dictionary<int, int> productOf = [];
    private readonly HashSet<int> followed = [];
    private readonly int[] firstReader = [];

    public Epilogues(Lowering lowering, Fusion fusion, Ordering order)
    {
        this.lowering = lowering;
        if (!lowering.Tape.Nodes.Any(node => node is Apply { Primitive.Kernel: ProductKernel }))
            return;
        firstReader = new int[lowering.Storages];
        Array.Fill(firstReader, -1);
        var isReadAgain = new bool[lowering.Storages];
        var reads = new List<int>();
        foreach (int unit in order.Units)
        {
            reads.Clear();
            order.AddReads(unit, reads);
            foreach (int storage in reads)
                if (firstReader[storage] < 0)
                    firstReader[storage] = unit;
                else
                    isReadAgain[storage] |= firstReader[storage] != unit;
        }
        var isScattered = Scattered(order);
        foreach (int unit in order.Units)
            if (
                firstReader[unit] >= 0
                && !isScattered[unit]
                && fusion.GroupOf(firstReader[unit]) is { } group
            )
                Choose(unit, firstReader[unit], group);
        foreach (int product in productOf.Values)
        {
            followed.Add(product);
            if (!isReadAgain[product])
                ReadOnce.Add(product);
        }
    }

    /// <summary>Which storages the first group to read them reads otherwise than element by element.</summary>
    private bool[] Scattered(Ordering order)
    {
        var isScattered = new bool[lowering.Storages];
        for (int position = 0; position < lowering.Tape.Nodes.Count; position++)
        {
            if (!lowering.IsElementwise(position))
                continue;
            foreach (int input in lowering.Tape.InputsOf(position))
            {
                int storage = lowering.RootOf(input);
                isScattered[storage] |=
                    !lowering.IsAlias(input) && firstReader[storage] == order.UnitOf(position);
            }
        }
        return isScattered;
    }

    /// <summary>The products that nothing but the group which follows them reads.</summary>
    public List<int> ReadOnce { get; } = [];

    /// <summary>Whether a unit is a product that is made along with a group.</summary>
    public bool IsFollowed(int unit) => followed.Contains(unit);

    /// <summary>The product that is made along with a group.</summary>
    public int? ProductOf(int unit) =>
        productOf.TryGetValue(unit, out int product) ? product : null;

    private void Choose(int storage, int reader, FusionGroup group)
    {
        if (
            SizeOf(storage) is not { Batches: 1 } size
            || group.Size != lowering.SizeOf(storage)
            || group.Size < 2
            || (size.Rows < FewRows && size.IsWorthSharing)
        )
            return;
        if (!productOf.TryGetValue(reader, out int other) || Work(other) < size.Work)
            productOf[reader] = storage;
    }

    private long Work(int product) => SizeOf(product)!.Value.Work;

    private ProductSize? SizeOf(int storage) =>
        !lowering.IsCopy(storage)
        && lowering.Tape.Nodes[storage] is Apply { Primitive.Kernel: ProductKernel } node
        && !lowering.IsLeaf(storage)
            ? ProductStep.SizeOf(node)
            : null;
}
