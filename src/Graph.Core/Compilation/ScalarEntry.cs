namespace FunctionalGrad;

/// <summary>One entry of a scalar tape.</summary>
/// <param name="Code">What is computed.</param>
/// <param name="To">The cell that is written.</param>
/// <param name="A">The cell of the first operand; of a body, which operation of the group it is.</param>
/// <param name="B">The cell of the second.</param>
/// <param name="C">The cell of the third.</param>
internal readonly record struct ScalarEntry(ScalarCode Code, int To, int A, int B, int C)
{
    /// <summary>The entries of the operations of a group of single numbers; an addition of many is one entry after another.</summary>
    public static ScalarEntry[] Of(IReadOnlyList<TileOperation> operations)
    {
        var entries = new List<ScalarEntry>(operations.Count);
        for (int i = 0; i < operations.Count; i++)
        {
            var (node, which, to) = operations[i];
            var code = ((ElementwiseKernel)node.Primitive.Kernel).CodeOf(node);
            int At(int operand) => operand < which.Length ? which[operand] : 0;
            entries.Add(
                code == ScalarCode.Body
                    ? new(code, to, i, 0, 0)
                    : new(code, to, At(0), At(1), At(2))
            );
            for (int more = 2; code == ScalarCode.Add && more < which.Length; more++)
                entries.Add(new(code, to, to, which[more], 0));
        }
        return [.. entries];
    }
}
