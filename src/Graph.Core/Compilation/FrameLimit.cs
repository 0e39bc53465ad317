using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>Refuses a program that would not fit in memory, before any is taken.</summary>
internal static class FrameLimit
{
    /// <summary>What laying out, fusing and placing a node takes, and the part of it that the program keeps.</summary>
    private const long BytesPerNode = 1024;

    /// <summary>Looks at a graph before it is compiled.</summary>
    /// <exception cref="InsufficientMemoryException">It has too many nodes.</exception>
    public static void Require(Tape tape) =>
        MemoryLimit.Require(
            tape.Nodes.Count * BytesPerNode,
            bytes =>
                (
                    FormattableString.Invariant(
                        $"compile: the graph has {tape.Nodes.Count:N0} nodes, of which a program takes about {bytes}"
                    ),
                    "Compile parts, interpret it (Compile.Off)"
                )
        );

    /// <summary>Looks at a plan before anything runs: what does not fit in float, does not fit at all.</summary>
    /// <exception cref="InsufficientMemoryException">Its arena is too large.</exception>
    public static void Require(Plan plan) => Require<float>(plan, plan.Arena.Length);

    /// <summary>Looks at the memory of one run at a time.</summary>
    /// <exception cref="InsufficientMemoryException">It does not fit: the message names what is largest.</exception>
    public static void Require<T>(Plan plan, long length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (length > Array.MaxLength)
            throw new InsufficientMemoryException(
                FormattableString.Invariant(
                    $"{Sentence(plan, FormattableString.Invariant($"{length:N0} numbers"))}, but one array can hold {Array.MaxLength:N0}. Use a smaller batch, or compile parts?"
                )
            );
        MemoryLimit.Require(
            length * Unsafe.SizeOf<T>(),
            bytes => (Sentence(plan, bytes), "Use a smaller batch, compile parts")
        );
    }

    private static string Sentence(Plan plan, string needed)
    {
        var largest = plan
            .Slots.Where(slot => slot.Kind == SlotKind.Arena)
            .MaxBy(slot => slot.Size)!
            .Node;
        return $"compile: the program needs {needed} at one time, of which {largest.Label} {largest.Shape} is the largest value";
    }
}
