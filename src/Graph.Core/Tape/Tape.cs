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

    private Tape(IReadOnlyList<Expr> outputs)
    {
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
    public static Tape Of(params IReadOnlyList<Expr> outputs) => new(outputs);

    /// <summary>The nodes, inputs before what uses them.</summary>
    public IReadOnlyList<Expr> Nodes => nodes;

    /// <summary>Where the outputs stand, in the order in which they were given.</summary>
    public IReadOnlyList<int> Outputs { get; }

    /// <summary>Where the inputs of a node stand; empty for a leaf.</summary>
    public ReadOnlySpan<int> InputsOf(int position) => operands[position];

    /// <summary>Where a node stands, or a node equal to it; null when the graph has none.</summary>
    public int? PositionOf(Expr node)
    {
        if (positions.TryGetValue(node, out int position))
            return position;
        var other = Of(node);
        var here = new int[other.nodes.Count];
        for (int i = 0; i < here.Length; i++)
        {
            var inputs = Array.ConvertAll(other.operands[i], operand => here[operand]);
            if (!merged.TryGetValue(new NodeKey(other.nodes[i], inputs), out here[i]))
                return null;
        }
        return here[other.Outputs[0]];
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
        if (node is Input input && !names.TryAdd(input.Name, nodes.Count))
            throw BindingException.TwoWithOneName((Input)nodes[names[input.Name]], input);
        merged.Add(key, nodes.Count);
        nodes.Add(node);
        operands.Add(positionsOfInputs);
        return nodes.Count - 1;
    }
}
