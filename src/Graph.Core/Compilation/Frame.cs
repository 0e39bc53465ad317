using System.Numerics;

namespace FunctionalGrad;

/// <summary>The memory of one run at a time: the arena, and where every operand lies.</summary>
/// <param name="memory">The arena and, behind it, scratch.</param>
/// <param name="places">Where every operand of a kernel lies: the slots, then parts of slots.</param>
/// <param name="sources">Room for the operands of a group's operations.</param>
/// <param name="scratch">Where scratch begins.</param>
internal sealed class Frame<T>(T[] memory, Operand<T>[] places, int sources, int scratch)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Operand<T>[] Places => places;

    public Operand<T>[] Sources { get; } = new Operand<T>[sources];

    /// <summary>A part of scratch.</summary>
    public Operand<T> Scratch(int offset, int length) => new(memory, scratch + offset, length);
}
