namespace FunctionalGrad;

/// <summary>A graph laid out in topological order, inputs before what uses them, equal nodes merged.</summary>
/// <remarks>Made in time linear in the number of nodes and edges, without recursion. The order is the same run after run.</remarks>
public sealed class Tape
{
    private readonly List<Expr> nodes = [];
    private readonly List<int[]> operands = [];
    private readonly Dictionary<Expr, int> positions = [];
    private readonly Dictionary<NodeKey, int> merged = [];
    private readonly Dictionary<string, int> names = [];
    private readonly bool namesMayRepeat;

    private Tape(IReadOnlyList<Expr> outputs, bool namesMayRepeat)
    {
        _ = Argument.NoNulls(outputs);
        this.namesMayRepeat = namesMayRepeat;
        Nodes = nodes.AsReadOnly();
        var pending = new Stack<(Expr Node, int Next)>();
        foreach (var output in outputs)
        {
            pending.Push((output, 0));
            while (pending.TryPop(out var top))
            {
                if (positions.ContainsKey(top.Node))
                    continue;
                int next = top.Next;
                ReadOnlySpan<Expr> inputs = top.Node is Apply apply ? apply.Inputs : [];
                while (next < inputs.Length && positions.ContainsKey(inputs[next]))
                    next++;
                if (next < inputs.Length)
                {
                    pending.Push((top.Node, next + 1));
                    pending.Push((inputs[next], 0));
                }
                else
                {
                    positions[top.Node] = Place(top.Node, inputs);
                }
            }
        }
        Outputs = [.. outputs.Select(output => positions[output])];
    }

    /// <summary>The tape of everything that the given outputs need.</summary>
    /// <exception cref="BindingException">Two different inputs have one name.</exception>
    public static Tape Of(params IReadOnlyList<Expr> outputs) =>
        new(outputs, namesMayRepeat: false);

    /// <summary>The same, for what must not fail: to print or compare a graph whose inputs cannot be told apart by name.</summary>
    internal static Tape OfAny(params IReadOnlyList<Expr> outputs) =>
        new(outputs, namesMayRepeat: true);

    /// <summary>The nodes, inputs before what uses them.</summary>
    public IReadOnlyList<Expr> Nodes { get; }

    /// <summary>Where the outputs stand, in the order in which they were given.</summary>
    public IReadOnlyList<int> Outputs { get; }

    /// <summary>Where the inputs of a node stand; empty for a leaf.</summary>
    public ReadOnlySpan<int> InputsOf(int position) => operands[position];

    /// <summary>Where a node stands, or a node equal to it; null when the graph has none.</summary>
    public int? PositionOf(Expr node) => PositionsOf([Argument.NotNull(node)])[0];

    /// <summary>Where the given nodes stand, or nodes equal to them; null for those that the graph does not have.</summary>
    /// <remarks>Nodes of the graph itself are found at once; all others are laid out together, each only once.</remarks>
    public IReadOnlyList<int?> PositionsOf(IReadOnlyList<Expr> wanted)
    {
        var strangers = Argument
            .NoNulls(wanted)
            .Where(node => !positions.ContainsKey(node))
            .ToArray();
        var found = strangers.Length == 0 ? [] : Counterparts(OfAny(strangers));
        int stranger = 0;
        return
        [
            .. wanted.Select(node =>
                positions.TryGetValue(node, out int position) ? position : found[stranger++]
            ),
        ];
    }

    /// <summary>Where this tape has the outputs of another.</summary>
    private int?[] Counterparts(Tape other)
    {
        var here = new int?[other.nodes.Count];
        for (int i = 0; i < here.Length; i++)
        {
            var inputs = Array.ConvertAll(other.operands[i], operand => here[operand] ?? -1);
            if (
                !inputs.Contains(-1)
                && merged.TryGetValue(new NodeKey(other.nodes[i], inputs), out int position)
            )
                here[i] = position;
        }
        return [.. other.Outputs.Select(output => here[output])];
    }

    /// <summary>A number that equal tapes of equal modules share, in this process.</summary>
    internal int HashWithModules()
    {
        var hash = new HashCode();
        for (int position = 0; position < nodes.Count; position++)
        {
            hash.Add(new NodeKey(nodes[position], operands[position]).GetHashCode());
            hash.Add((nodes[position] as Apply)?.Module);
        }
        foreach (int output in Outputs)
            hash.Add(output);
        return hash.ToHashCode();
    }

    /// <summary>Whether both have equal nodes of equal modules in the same places.</summary>
    internal bool IsSameWithModules(Tape other)
    {
        bool same = nodes.Count == other.nodes.Count && Outputs.SequenceEqual(other.Outputs);
        for (int i = 0; same && i < nodes.Count; i++)
            same =
                new NodeKey(nodes[i], operands[i]).Equals(new(other.nodes[i], other.operands[i]))
                && (nodes[i] as Apply)?.Module == (other.nodes[i] as Apply)?.Module;
        return same;
    }

    /// <summary>The inputs of the graph, in the order in which they are first needed.</summary>
    public IEnumerable<Input> Inputs => nodes.OfType<Input>();

    private int Place(Expr node, ReadOnlySpan<Expr> inputs)
    {
        var positionsOfInputs = new int[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
            positionsOfInputs[i] = positions[inputs[i]];
        var key = new NodeKey(node, positionsOfInputs);
        if (merged.TryGetValue(key, out int equal))
            return equal;
        if (node is Input input && !names.TryAdd(input.Name, nodes.Count) && !namesMayRepeat)
            throw BindingException.TwoWithOneName((Input)nodes[names[input.Name]], input);
        merged.Add(key, nodes.Count);
        nodes.Add(node);
        operands.Add(positionsOfInputs);
        return nodes.Count - 1;
    }
}
