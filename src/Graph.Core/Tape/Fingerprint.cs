using System.Runtime.InteropServices;

namespace FunctionalGrad;

/// <summary>The structural hash of a graph, 64 bits, the same run after run: no seed of the process enters it.</summary>
/// <remarks>FNV-1a over text and bits, mixed node by node with the finaliser of SplitMix64 (Steele, Lea, Flood 2014).</remarks>
internal static class Fingerprint
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static long Of(Expr expr)
    {
        var tape = Tape.OfAny(expr);
        var hashes = new ulong[tape.Nodes.Count];
        for (int position = 0; position < hashes.Length; position++)
            hashes[position] = tape.Nodes[position] switch
            {
                Constant constant => Leaf(constant),
                Input input => Leaf(input),
                Apply apply => Node(apply, tape.InputsOf(position), hashes),
                _ => Offset,
            };
        return unchecked((long)hashes[tape.Outputs[0]]);
    }

    private static ulong Leaf(Input input) =>
        Mix(
            Mix(Text(Offset, input.Name), Text(Offset, $"{input.Shape}")),
            Text(Offset, $"{input.Origin}")
        );

    private static ulong Leaf(Constant constant)
    {
        ulong hash = Text(Offset, $"{constant.Shape}");
        if (constant.Uniform is { } uniform)
            return Mix(hash, BitConverter.DoubleToUInt64Bits(uniform));
        foreach (ulong bits in MemoryMarshal.Cast<double, ulong>(constant.Value.Span))
            hash = Mix(hash, bits);
        return hash;
    }

    private static ulong Node(Apply apply, ReadOnlySpan<int> inputs, ulong[] hashes)
    {
        ulong hash = Text(Offset, apply.Primitive.Name);
        foreach (var literal in apply.Attributes.Literals)
            hash = Mix(hash, Text(Offset, $"{literal}"));
        if (inputs.Length == 2 && apply.Primitive.Algebra.Commutative)
        {
            ulong a = hashes[inputs[0]],
                b = hashes[inputs[1]];
            return Mix(Mix(hash, Math.Min(a, b)), Math.Max(a, b));
        }
        foreach (int input in inputs)
            hash = Mix(hash, hashes[input]);
        return hash;
    }

    private static ulong Text(ulong hash, string text)
    {
        foreach (char letter in text)
            hash = (hash ^ letter) * Prime;
        return hash;
    }

    private static ulong Mix(ulong hash, ulong next)
    {
        ulong z = hash * Prime + next + 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
