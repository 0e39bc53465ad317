using System.Numerics;

namespace FunctionalGrad;

/// <summary>A graph laid out in topological order, inputs before what uses them, equal nodes merged.</summary>
/// <remarks>Made in time linear in the number of nodes and edges, without recursion. The order is the same run after run.</remarks>
public sealed class Tape
{
    /// <summary>What the tables take of one node, at most.</summary>
    private const long BytesPerNode = 256;

    private readonly MergedNodes merged = new();
    private readonly Lazy<Dictionary<Expr, int>> positions;

    private Tape(IReadOnlyList<Expr> outputs, bool namesMayRepeat)
    {
        _ = Argument.NoNulls(outputs);
        Nodes = merged.Nodes.AsReadOnly();
        var placed = new Dictionary<Expr, int>();
        positions = new(placed);
        var pending = new Stack<(Expr Node, int Next)>();
        foreach (var output in outputs)
        {
            pending.Push((output, 0));
            while (pending.TryPop(out var top))
            {
                if (placed.ContainsKey(top.Node))
                    continue;
                int next = top.Next;
                ReadOnlySpan<Expr> inputs = top.Node is Apply apply ? apply.Inputs : [];
                while (next < inputs.Length && placed.ContainsKey(inputs[next]))
                    next++;
                if (next < inputs.Length)
                {
                    pending.Push((top.Node, next + 1));
                    pending.Push((inputs[next], 0));
                }
                else
                {
                    placed.Add(top.Node, Place(top.Node, inputs, placed));
                    if (BitOperations.IsPow2(placed.Count))
                        RequireRoomForAsMany(placed.Count);
                }
            }
        }
        Outputs = [.. outputs.Select(output => placed[output])];
        if (!namesMayRepeat)
            RequireOwnNames();
    }

    /// <summary>Those of the given nodes that the outputs need.</summary>
    private Tape(MergedNodes all, int[] outputs)
    {
        Nodes = merged.Nodes.AsReadOnly();
        positions = new(() => new(merged.Nodes.Select((node, i) => KeyValuePair.Create(node, i))));
        var needed = new bool[all.Nodes.Count];
        foreach (int output in outputs)
            needed[output] = true;
        for (int number = needed.Length - 1; number >= 0; number--)
            if (needed[number])
                foreach (int input in all.InputsOf(number))
                    needed[input] = true;
        var placeOf = new int[needed.Length];
        var buffer = new int[MostInputs(all)];
        for (int number = 0; number < needed.Length; number++)
        {
            if (!needed[number])
                continue;
            var inputs = all.InputsOf(number);
            for (int i = 0; i < inputs.Length; i++)
                buffer[i] = placeOf[inputs[i]];
            placeOf[number] = merged.FindOrAdd(
                all.Nodes[number],
                buffer.AsSpan(0, inputs.Length),
                out _
            );
        }
        Outputs = Array.ConvertAll(outputs, output => placeOf[output]);
    }

    /// <summary>The tape of everything that the given outputs need.</summary>
    /// <exception cref="BindingException">Two different inputs have one name.</exception>
    public static Tape Of(params IReadOnlyList<Expr> outputs) =>
        new(outputs, namesMayRepeat: false);

    /// <summary>The same, for what must not fail: to print or compare a graph whose inputs cannot be told apart by name.</summary>
    internal static Tape OfAny(params IReadOnlyList<Expr> outputs) =>
        new(outputs, namesMayRepeat: true);

    /// <summary>The same for some of the given nodes, whose names differ: those that the outputs need.</summary>
    internal static Tape Of(MergedNodes nodes, int[] outputs) => new(nodes, outputs);

    /// <summary>The nodes, inputs before what uses them.</summary>
    public IReadOnlyList<Expr> Nodes { get; }

    /// <summary>Where the outputs stand, in the order in which they were given.</summary>
    public IReadOnlyList<int> Outputs { get; }

    /// <summary>Where the inputs of a node stand; empty for a leaf.</summary>
    public ReadOnlySpan<int> InputsOf(int position) => merged.InputsOf(position);

    /// <summary>Where a node stands, or a node equal to it; null when the graph has none.</summary>
    public int? PositionOf(Expr node) => PositionsOf([Argument.NotNull(node)])[0];

    /// <summary>Where the given nodes stand, or nodes equal to them; null for those that the graph does not have.</summary>
    /// <remarks>Nodes of the graph itself are found at once; all others are laid out together, each only once.</remarks>
    public IReadOnlyList<int?> PositionsOf(IReadOnlyList<Expr> wanted)
    {
        var strangers = Argument
            .NoNulls(wanted)
            .Where(node => !positions.Value.ContainsKey(node))
            .ToArray();
        var found = strangers.Length == 0 ? [] : Counterparts(OfAny(strangers));
        int stranger = 0;
        return
        [
            .. wanted.Select(node =>
                positions.Value.TryGetValue(node, out int position) ? position : found[stranger++]
            ),
        ];
    }

    /// <summary>Where this tape has the outputs of another.</summary>
    private int?[] Counterparts(Tape other)
    {
        var here = new int?[other.Nodes.Count];
        for (int i = 0; i < here.Length; i++)
        {
            int[] inputs = Array.ConvertAll(
                other.InputsOf(i).ToArray(),
                operand => here[operand] ?? -1
            );
            int position = inputs.Contains(-1) ? -1 : merged.Find(other.Nodes[i], inputs);
            here[i] = position < 0 ? null : position;
        }
        return [.. other.Outputs.Select(output => here[output])];
    }

    /// <summary>A number that equal tapes of equal modules share, in this process.</summary>
    internal int HashWithModules()
    {
        var hash = new HashCode();
        for (int position = 0; position < Nodes.Count; position++)
        {
            hash.Add(merged.HashOf(position));
            hash.Add((merged.Nodes[position] as Apply)?.Module);
        }
        foreach (int output in Outputs)
            hash.Add(output);
        return hash.ToHashCode();
    }

    /// <summary>Whether both have equal nodes of equal modules in the same places.</summary>
    internal bool IsSameWithModules(Tape other) =>
        Outputs.SequenceEqual(other.Outputs) && merged.IsSameWithModules(other.merged);

    /// <summary>The inputs of the graph, in the order in which they are first needed.</summary>
    public IEnumerable<Input> Inputs => merged.Nodes.OfType<Input>();

    private int Place(Expr node, ReadOnlySpan<Expr> inputs, Dictionary<Expr, int> placed)
    {
        Span<int> few = stackalloc int[4];
        var positionsOfInputs =
            inputs.Length <= few.Length ? few[..inputs.Length] : new int[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
            positionsOfInputs[i] = placed[inputs[i]];
        return merged.FindOrAdd(node, positionsOfInputs, out _);
    }

    /// <summary>Laying out as many nodes again may take the tables' growth, too: the graph is refused before memory is exhausted.</summary>
    private static void RequireRoomForAsMany(int nodes) =>
        MemoryLimit.Require(
            nodes * BytesPerNode,
            bytes =>
                (
                    FormattableString.Invariant(
                        $"lay out: the graph has {nodes:N0} nodes and more, and twice as many take {bytes} more"
                    ),
                    "Use parts of it"
                )
        );

    private static int MostInputs(MergedNodes all)
    {
        int most = 0;
        for (int number = 0; number < all.Nodes.Count; number++)
            most = Math.Max(most, all.InputsOf(number).Length);
        return most;
    }

    private void RequireOwnNames()
    {
        var names = new Dictionary<string, Input>();
        foreach (var input in Inputs)
            if (!names.TryAdd(input.Name, input))
                throw BindingException.TwoWithOneName(names[input.Name], input);
    }
}
