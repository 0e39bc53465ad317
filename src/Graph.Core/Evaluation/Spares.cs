using System.Numerics;

namespace FunctionalGrad;

/// <summary>The arrays of values that nothing needs any more, by length: later values of the same run are written into them.</summary>
internal sealed class Spares<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<int, Stack<T[]>> byLength = [];

    /// <summary>An array of the given length, whose elements are arbitrary.</summary>
    public T[] Take(int length) =>
        byLength.TryGetValue(length, out var spare) && spare.TryPop(out var array)
            ? array
            : MemoryLimit.Allocate<T>(length, "evaluate: a value takes");

    /// <summary>Gives up a value that this run computed and that no one holds.</summary>
    public void Add(T[] array)
    {
        if (!byLength.TryGetValue(array.Length, out var spare))
            byLength.Add(array.Length, spare = new());
        spare.Push(array);
    }
}
