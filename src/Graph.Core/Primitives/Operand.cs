using System.Numerics;

namespace FunctionalGrad;

/// <summary>A run of elements in memory.</summary>
internal readonly record struct Operand<T>(T[] Memory, int Offset, int Length)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Span<T> Span => new(Memory, Offset, Length);
}
