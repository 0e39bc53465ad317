using System.Numerics;

namespace FunctionalGrad;

/// <summary>The memory of one run at a time: the arena, and where every operand lies.</summary>
/// <remarks>Lanes let threads share a group: each has tiles and operands of its own. The first is behind the arena, before room that all share.</remarks>
/// <param name="memory">The arena and, behind it, scratch.</param>
/// <param name="places">Where every operand of a kernel lies: the slots, then parts of slots.</param>
/// <param name="room">How the scratch is divided.</param>
internal sealed class Frame<T>(T[] memory, Operand<T>[] places, ScratchRoom room)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Operand<T>[][] sources =
    [
        .. Enumerable.Range(0, room.Lanes).Select(_ => new Operand<T>[room.Sources]),
    ];

    public Operand<T>[] Places => places;

    /// <summary>How many threads may share a group.</summary>
    public int Lanes => room.Lanes;

    /// <summary>Room for the operands of a group's operations.</summary>
    public Operand<T>[] Sources(int lane) => sources[lane];

    /// <summary>A part of a lane's scratch.</summary>
    public Operand<T> Scratch(int offset, int length, int lane = 0) =>
        new(memory, room.StartOf(lane) + offset, length);

    /// <summary>A part of the scratch that all lanes share.</summary>
    public Operand<T> Shared(int offset, int length) => new(memory, room.Shared + offset, length);
}
