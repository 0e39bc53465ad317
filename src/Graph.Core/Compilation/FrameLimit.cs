using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>Refuses a program that would not fit in memory, before any is taken.</summary>
internal static class FrameLimit
{
    /// <exception cref="ShapeException">It does not fit: the message names what is largest.</exception>
    public static void Require<T>(Plan plan, ScratchRoom room)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long length = room.Length;
        long bytes = length * Unsafe.SizeOf<T>();
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (length <= Array.MaxLength && bytes <= available)
            return;
        var largest = plan
            .Slots.Where(slot => slot.Kind == SlotKind.Arena)
            .MaxBy(slot => slot.Size)!;
        throw new ShapeException(
            $"compile: the program needs {Gigabytes(bytes)} at one time, but {(length > Array.MaxLength ? $"one arena can hold {Array.MaxLength} numbers" : $"{Gigabytes(available)} are available")}; the largest intermediate value is {largest.Node.Label} {largest.Node.Shape}. Use a smaller batch, or compile parts?"
        );
    }

    private static string Gigabytes(long bytes) =>
        FormattableString.Invariant($"{bytes / 1e9:F1} GB");
}
