using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FunctionalGrad;

/// <summary>Nodes in a row, inputs before what uses them, no two of them equal: the same leaf, or the same primitive and attributes on equal inputs.</summary>
/// <remarks>A hash table whose entries are the nodes' numbers; a node and its inputs take no object of their own.</remarks>
internal sealed class MergedNodes
{
    private readonly List<Expr> nodes = [];
    private readonly List<int> operands = [];
    private readonly List<int> ends = [];
    private readonly List<(int Hash, int Next)> chains = [];
    private int[] heads = new int[16];

    public MergedNodes() => Array.Fill(heads, -1);

    /// <summary>The nodes in order.</summary>
    public List<Expr> Nodes => nodes;

    /// <summary>The numbers of a node's inputs; empty for a leaf.</summary>
    public ReadOnlySpan<int> InputsOf(int number)
    {
        int start = number == 0 ? 0 : ends[number - 1];
        return CollectionsMarshal.AsSpan(operands)[start..ends[number]];
    }

    /// <summary>The number of the node that is equal to the given one on the inputs of the given numbers; -1 where there is none.</summary>
    public int Find(Expr node, ReadOnlySpan<int> inputs) => Find(node, inputs, Hash(node, inputs));

    /// <summary>The same, and the node is added where there is none.</summary>
    public int FindOrAdd(Expr node, ReadOnlySpan<int> inputs, out bool added)
    {
        int hash = Hash(node, inputs),
            found = Find(node, inputs, hash);
        added = found < 0;
        return added ? Add(node, inputs, hash) : found;
    }

    /// <summary>A number that equal nodes on the same inputs share, in this process.</summary>
    public int HashOf(int number) => chains[number].Hash;

    /// <summary>Whether both have equal nodes of equal modules in the same places.</summary>
    public bool IsSameWithModules(MergedNodes other)
    {
        bool same = nodes.Count == other.nodes.Count;
        for (int i = 0; same && i < nodes.Count; i++)
            same =
                HashOf(i) == other.HashOf(i)
                && AreEqual(nodes[i], InputsOf(i), other.nodes[i], other.InputsOf(i))
                && (nodes[i] as Apply)?.Module == (other.nodes[i] as Apply)?.Module;
        return same;
    }

    private int Find(Expr node, ReadOnlySpan<int> inputs, int hash)
    {
        for (int at = heads[hash & (heads.Length - 1)]; at >= 0; at = chains[at].Next)
            if (chains[at].Hash == hash && AreEqual(nodes[at], InputsOf(at), node, inputs))
                return at;
        return -1;
    }

    private int Add(Expr node, ReadOnlySpan<int> inputs, int hash)
    {
        if (nodes.Count == heads.Length)
            Grow();
        ref int head = ref heads[hash & (heads.Length - 1)];
        chains.Add((hash, head));
        head = nodes.Count;
        nodes.Add(node);
        operands.AddRange(inputs);
        ends.Add(operands.Count);
        return head;
    }

    private void Grow()
    {
        heads = new int[2 * heads.Length];
        Array.Fill(heads, -1);
        for (int i = 0; i < chains.Count; i++)
        {
            ref int head = ref heads[chains[i].Hash & (heads.Length - 1)];
            chains[i] = (chains[i].Hash, head);
            head = i;
        }
    }

    private static bool AreEqual(
        Expr node,
        ReadOnlySpan<int> inputs,
        Expr other,
        ReadOnlySpan<int> others
    ) =>
        (node, other) switch
        {
            (Apply a, Apply b) => ReferenceEquals(a.Primitive, b.Primitive)
                && (inputs.SequenceEqual(others) || AreSwapped(a, inputs, others))
                && a.Attributes.Equals(b.Attributes),
            (Input a, Input b) => a.Name == b.Name
                && a.Shape.Equals(b.Shape)
                && a.Origin.Equals(b.Origin),
            (Constant a, Constant b) => SameConstant(a, b),
            _ => false,
        };

    private static bool AreSwapped(Apply node, ReadOnlySpan<int> a, ReadOnlySpan<int> b) =>
        IsCommutative(node, a.Length) && b.Length == 2 && a[0] == b[1] && a[1] == b[0];

    private static bool IsCommutative(Apply node, int inputs) =>
        inputs == 2 && node.Primitive.Algebra.Commutative;

    private static bool SameConstant(Constant a, Constant b) =>
        a.Shape.Equals(b.Shape)
        && (a.Uniform, b.Uniform) switch
        {
            ({ } x, _) => b.Is(x),
            (null, null) => a.Value.SameBits(b.Value),
            _ => false,
        };

    private static int Hash(Expr node, ReadOnlySpan<int> inputs)
    {
        switch (node)
        {
            case Apply apply:
                uint hash = (uint)RuntimeHelpers.GetHashCode(apply.Primitive);
                if (!ReferenceEquals(apply.Attributes, Attributes.None))
                    hash = Mix(hash, (uint)apply.Attributes.GetHashCode());
                if (IsCommutative(apply, inputs.Length))
                    return (int)Mix(
                        hash,
                        Mix(
                            (uint)Math.Min(inputs[0], inputs[1]),
                            (uint)Math.Max(inputs[0], inputs[1])
                        )
                    );
                foreach (int input in inputs)
                    hash = Mix(hash, (uint)input);
                return (int)hash;
            case Input input:
                return input.Name.GetHashCode(StringComparison.Ordinal);
            case Constant constant:
                var code = new HashCode();
                code.Add(constant.Shape);
                if (constant.Uniform is { } uniform)
                    code.Add(BitConverter.DoubleToInt64Bits(uniform));
                else
                    code.AddBytes(MemoryMarshal.AsBytes(constant.Value.Span));
                return code.ToHashCode();
            default:
                return 0;
        }
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea, Flood 2014) over both.</summary>
    private static uint Mix(uint a, uint b)
    {
        ulong z = (((ulong)a << 32) | b) + 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return (uint)(z ^ (z >> 31));
    }
}
