namespace FunctionalGrad;

/// <summary>One number for the branches on which an application lies, and for the sides of the edges and holes of its domain on which its operands lie.</summary>
/// <remarks>FNV-1a over whole numbers; the same on every platform.</remarks>
internal static class BranchHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(Apply node, ReadOnlySpan<NDArray<double>> operands)
    {
        ulong hash = Offset;
        if (node.Primitive.Branch is { } branch)
            foreach (int element in Branches(branch, node, operands))
                hash = (hash ^ (uint)element) * Prime;
        for (int i = 0; i < operands.Length; i++)
            if (IsLimited(node.Primitive.Domain[i]))
                foreach (double x in operands[i].Span)
                    hash = (hash ^ Cell(node.Primitive.Domain[i], x)) * Prime;
        return hash;
    }

    /// <summary>The branch of each element.</summary>
    public static int[] Branches(
        BranchSignature branch,
        Apply node,
        ReadOnlySpan<NDArray<double>> operands
    )
    {
        var elements = new int[node.Shape.Size];
        branch(new Operands<double>(operands, node), elements);
        return elements;
    }

    public static ulong Join(ulong hash, ulong next) =>
        next == 0 ? hash : System.Numerics.BitOperations.RotateLeft(hash ^ next, 5) * Prime;

    private static bool IsLimited(Interval interval) =>
        double.IsFinite(interval.Low)
        || double.IsFinite(interval.High)
        || interval.Except.Count > 0;

    /// <summary>How many edges lie below the number, one that it lies on counted once.</summary>
    private static ulong Cell(Interval interval, double x)
    {
        ulong cell = Passed(interval.Low, x) + Passed(interval.High, x);
        foreach (double hole in interval.Except)
            cell += Passed(hole, x);
        return cell;
    }

    private static ulong Passed(double edge, double x) =>
        x > edge ? 2UL
        : x == edge ? 1UL
        : 0UL;
}
