using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>Which operations of a group are run in registers: two or more on end that are arithmetic, where there are many elements and code can be compiled.</summary>
internal static class RegisterRuns
{
    /// <summary>It takes about a millisecond to compile a loop.</summary>
    private const int LeastElements = 1 << 14;

    /// <summary>Of hundreds of operations the JIT loses track: 600 in one loop took ten times as long as each by itself.</summary>
    private const int MostOperations = 64;

    /// <summary>The runs, each from its first operation to the one behind its last.</summary>
    public static IEnumerable<(int First, int End)> Of(GroupStep step)
    {
        if (!RuntimeFeature.IsDynamicCodeCompiled || step.Size < LeastElements)
            yield break;
        int count = step.Operations.Length;
        for (int first = 0, end; first < count; first = Math.Max(end, first + 1))
        {
            end = first;
            int most = Math.Min(count, first + MostOperations);
            while (end < most && OperationOf(step.Operations[end]) != null)
                end++;
            if (end - first > 1)
                yield return (first, end);
        }
    }

    /// <summary>What an operation is of vectors in registers, if anything.</summary>
    public static VectorOperation? OperationOf(TileOperation operation) =>
        (operation.Node.Primitive.Kernel as ElementwiseKernel)?.Vectors;
}
