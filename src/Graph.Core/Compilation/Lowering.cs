namespace FunctionalGrad;

/// <summary>What each node of a tape is to a program: a leaf, a view of other elements, or something computed, and where its elements lie.</summary>
/// <remarks>
/// Elements lie in storages. Storage i, for i below the number of nodes, is the value of node i; those beyond are dense copies of views,
/// made for kernels that want dense operands. A view names the storage of what it views.
/// </remarks>
internal sealed class Lowering
{
    // What is larger is not worth keeping for as long as the program lives.
    private const int LargestHoisted = 1 << 16;

    private readonly int[] root;
    private readonly Layout?[] layout;
    private readonly bool[] elementwise;
    private readonly bool[] leaf;
    private readonly List<int> copies = [];
    private readonly Dictionary<int, int> copyOf = [];
    private readonly List<int> depth = [];

    public Lowering(Tape tape)
    {
        Tape = tape;
        int count = tape.Nodes.Count;
        root = new int[count];
        layout = new Layout?[count];
        elementwise = new bool[count];
        leaf = new bool[count];
        for (int position = 0; position < count; position++)
        {
            root[position] = position;
            depth.Add(0);
        }
        for (int position = 0; position < count; position++)
            if (tape.Nodes[position] is Apply node)
                Place(position, node);
            else
                leaf[position] = true;
    }

    public Tape Tape { get; }

    /// <summary>How many storages there are.</summary>
    public int Storages => depth.Count;

    /// <summary>The storage that the elements of a node lie in.</summary>
    public int RootOf(int position) => root[position];

    /// <summary>How a node's elements lie in their storage; null when they are all of it, in order.</summary>
    public Layout? LayoutOf(int position) => layout[position];

    /// <summary>Whether a storage is given or known before anything runs: an input, a constant, or made of constants alone.</summary>
    public bool IsLeaf(int storage) => storage < leaf.Length && leaf[storage];

    /// <summary>Whether a storage is the value of an elementwise primitive.</summary>
    public bool IsElementwise(int storage) => storage < elementwise.Length && elementwise[storage];

    /// <summary>Whether a storage is a dense copy of a view.</summary>
    public bool IsCopy(int storage) => storage >= root.Length;

    /// <summary>The node whose value, or copy, a storage is.</summary>
    public int PositionOf(int storage) => IsCopy(storage) ? copies[storage - root.Length] : storage;

    /// <summary>The number of elements of a storage.</summary>
    public int SizeOf(int storage) => Tape.Nodes[PositionOf(storage)].Shape.Size;

    /// <summary>How many results that are no elementwise ones lie, one upon another, below a storage.</summary>
    public int DepthOf(int storage) => depth[storage];

    /// <summary>Lets an elementwise value be computed later: not before others of that depth.</summary>
    public void Sink(int storage, int to) => depth[storage] = to;

    /// <summary>Whether the elements of a node are those of its storage, one by one.</summary>
    public bool IsAlias(int position) =>
        layout[position] is not { } view
        || (
            view.Offset == 0
            && SizeOf(root[position]) == Tape.Nodes[position].Shape.Size
            && view.IsContiguous(Tape.Nodes[position].Shape)
        );

    /// <summary>The storage and offset at which the elements of a node lie dense.</summary>
    public (int Storage, int Offset) Dense(int position) =>
        layout[position] is not { } view ? (root[position], 0)
        : view.IsContiguous(Tape.Nodes[position].Shape) ? (root[position], view.Offset)
        : (copyOf[position], 0);

    /// <summary>The storage that a kernel of whole operands reads for one of them.</summary>
    public int OperandOf(int position, int operand)
    {
        int input = Tape.InputsOf(position)[operand];
        return FactorOf(position, operand) is null ? Dense(input).Storage : root[input];
    }

    /// <summary>Where a factor of a product lies in its storage, as matrices; null where a dense copy is needed, and for what is no product.</summary>
    public MatrixLayout? FactorOf(int position, int operand)
    {
        if (Tape.Nodes[position] is not Apply { Primitive.Kernel: ProductKernel })
            return null;
        int input = Tape.InputsOf(position)[operand];
        var shape = Tape.Nodes[input].Shape;
        return ProductStep.Of(shape, layout[input] ?? Layout.Dense(shape), isLeft: operand == 0);
    }

    private void Place(int position, Apply node)
    {
        var inputs = Tape.InputsOf(position);
        switch (node.Primitive.Kernel)
        {
            case ViewKernel view:
                PlaceView(position, node, view, inputs[0]);
                break;
            case var _ when IsFixed(node, inputs):
                leaf[position] = true;
                break;
            case ElementwiseKernel:
                elementwise[position] = true;
                foreach (int input in inputs)
                    depth[position] = Math.Max(depth[position], DepthFor(input));
                break;
            case ProductKernel:
                for (int i = 0; i < inputs.Length; i++)
                {
                    if (FactorOf(position, i) is null)
                        MadeDense(inputs[i]);
                    int below = depth[OperandOf(position, i)];
                    depth[position] = Math.Max(depth[position], below + 1);
                }
                break;
            default:
                foreach (int input in inputs)
                    depth[position] = Math.Max(depth[position], depth[MadeDense(input)] + 1);
                break;
        }
    }

    private void PlaceView(int position, Apply node, ViewKernel view, int input)
    {
        var shape = node.Inputs[0].Shape;
        if (view.Of(node, layout[input] ?? Layout.Dense(shape)) is { } made)
        {
            root[position] = root[input];
            // What is empty may begin behind the end of its storage.
            layout[position] = node.Shape.Size == 0 ? made with { Offset = 0 } : made;
        }
        else
        {
            root[position] = MadeDense(input);
            layout[position] = view.Of(node, Layout.Dense(shape));
        }
    }

    private bool IsFixed(Apply node, ReadOnlySpan<int> inputs)
    {
        if (node.Shape.Size > LargestHoisted)
            return false;
        foreach (int input in inputs)
            if (!IsLeaf(root[input]) || Tape.Nodes[root[input]] is Input)
                return false;
        return true;
    }

    /// <summary>The storage in which a node lies dense; a copy is made where it does not.</summary>
    private int MadeDense(int position)
    {
        if (
            layout[position] is { } view
            && !view.IsContiguous(Tape.Nodes[position].Shape)
            && copyOf.TryAdd(position, Storages)
        )
        {
            copies.Add(position);
            depth.Add(depth[root[position]] + 1);
        }
        return Dense(position).Storage;
    }

    /// <summary>The least depth of an elementwise node that reads the given one.</summary>
    /// <remarks>
    /// Elementwise values of one size and depth are computed together, tile by tile. What reads a smaller one of that depth, copied
    /// along axes, comes after it. What reads other places of it than its own must wait until all of it is there: one depth more.
    /// </remarks>
    public int DepthFor(int position)
    {
        int storage = root[position];
        bool together =
            !IsElementwise(storage)
            || IsAlias(position)
            || Tape.Nodes[position].Shape.Size > SizeOf(storage);
        return depth[storage] + (together ? 0 : 1);
    }
}
