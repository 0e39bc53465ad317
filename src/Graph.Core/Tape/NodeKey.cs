using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FunctionalGrad;

/// <summary>What makes two nodes of a tape equal: the same leaf, or the same primitive and attributes on equal inputs.</summary>
internal readonly struct NodeKey : IEquatable<NodeKey>
{
    private readonly Expr node;
    private readonly int[] inputs;
    private readonly int hash;

    public NodeKey(Expr node, int[] inputs)
    {
        this.node = node;
        if (inputs.Length == 2 && inputs[0] > inputs[1] && IsCommutative(node))
            inputs = [inputs[1], inputs[0]];
        this.inputs = inputs;
        hash = Hash();
    }

    public bool Equals(NodeKey other) =>
        hash == other.hash
        && (node, other.node) switch
        {
            (Apply a, Apply b) => ReferenceEquals(a.Primitive, b.Primitive)
                && inputs.AsSpan().SequenceEqual(other.inputs)
                && a.Attributes.Equals(b.Attributes),
            (Input a, Input b) => a.Name == b.Name
                && a.Shape.Equals(b.Shape)
                && a.Origin.Equals(b.Origin),
            (Constant a, Constant b) => SameConstant(a, b),
            _ => false,
        };

    public override bool Equals(object? obj) => obj is NodeKey other && Equals(other);

    public override int GetHashCode() => hash;

    private static bool IsCommutative(Expr node) =>
        node is Apply { Primitive.Algebra.Commutative: true };

    private static bool SameConstant(Constant a, Constant b) =>
        a.Shape.Equals(b.Shape)
        && (a.Uniform, b.Uniform) switch
        {
            ({ } x, _) => b.Is(x),
            (null, null) => a.Value.SameBits(b.Value),
            _ => false,
        };

    private int Hash()
    {
        var code = new HashCode();
        switch (node)
        {
            case Apply apply:
                code.Add(RuntimeHelpers.GetHashCode(apply.Primitive));
                code.Add(apply.Attributes);
                foreach (int input in inputs)
                    code.Add(input);
                break;
            case Input input:
                code.Add(input.Name);
                break;
            case Constant constant:
                code.Add(constant.Shape);
                if (constant.Uniform is { } uniform)
                    code.Add(BitConverter.DoubleToInt64Bits(uniform));
                else
                    code.AddBytes(MemoryMarshal.AsBytes(constant.Value.Span));
                break;
        }
        return code.ToHashCode();
    }
}
