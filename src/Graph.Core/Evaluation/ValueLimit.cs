using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FunctionalGrad;

/// <summary>Refuses to interpret a graph whose values would not fit in memory, before any of them is computed.</summary>
internal static class ValueLimit
{
    /// <summary>What the interpreter itself holds of a node: a place, a count, and an array's head.</summary>
    private const long BytesPerNode = 96;

    /// <exception cref="InsufficientMemoryException">They do not fit: the message names what is largest.</exception>
    public static void Require<T>(Tape tape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long all = 0;
        for (int position = 0; position < tape.Nodes.Count; position++)
            all += tape.Nodes[position] is Apply apply ? apply.Shape.Size : 0;
        // That much is needed if nothing is given up; what is given up is looked for only where it matters.
        if (MemoryLimit.Fits(Bytes(all)))
            return;
        MemoryLimit.Require(
            Bytes(MostAtOneTime(tape)),
            bytes =>
            {
                var largest = tape.Nodes.OfType<Apply>().MaxBy(node => node.Shape.Size)!;
                return (
                    $"evaluate: the values that are needed at one time take {bytes}, of which {largest.Label} {largest.Shape} is the largest",
                    "Use a smaller batch, evaluate parts"
                );
            }
        );

        long Bytes(long numbers) => numbers * Unsafe.SizeOf<T>() + tape.Nodes.Count * BytesPerNode;
    }

    /// <summary>How many numbers the arrays of a run hold, where a value is written into an array that is given up and is as long.</summary>
    private static long MostAtOneTime(Tape tape)
    {
        var usesLeft = Evaluate.Uses(tape);
        var spares = new Dictionary<int, int>();
        long made = 0;
        for (int position = 0; position < tape.Nodes.Count; position++)
        {
            if (tape.Nodes[position] is Apply { Shape.Size: var size })
            {
                ref int spare = ref CollectionsMarshal.GetValueRefOrAddDefault(spares, size, out _);
                if (spare > 0)
                    spare--;
                else
                    made += size;
            }
            foreach (int input in tape.InputsOf(position))
                if (--usesLeft[input] == 0 && tape.Nodes[input] is Apply { Shape.Size: var free })
                    CollectionsMarshal.GetValueRefOrAddDefault(spares, free, out _)++;
        }
        return made;
    }
}
