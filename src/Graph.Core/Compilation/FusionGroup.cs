namespace FunctionalGrad;

/// <summary>Elementwise nodes that are computed together, tile by tile, and the reductions that run along with them.</summary>
/// <param name="size">The number of elements of each.</param>
internal sealed class FusionGroup(int size)
{
    /// <summary>What has no more elements is one tile.</summary>
    public const int LongestTile = 1024;

    /// <summary>A tile of this many elements stays, with the others of a group, in the innermost cache.</summary>
    private const int GoodTile = 512;

    private int unit = 1;

    /// <summary>The number of elements of each member.</summary>
    public int Size => size;

    /// <summary>The nodes, inputs before what uses them.</summary>
    public List<int> Members { get; } = [];

    /// <summary>The reductions of members.</summary>
    public List<FusedReduction> Reductions { get; } = [];

    /// <summary>How many elements are computed at a time; a multiple of what was admitted, or all.</summary>
    public int Tile =>
        size <= LongestTile
            ? size
            : Math.Max(1, (size < Streaming.Least ? GoodTile : LongestTile) / unit) * unit;

    /// <summary>Parts of the group that begin at multiples of this many elements can be computed by themselves.</summary>
    public int Part =>
        size > LongestTile ? unit
        : Reductions.Count > 0 ? Math.Max(1, size)
        : 1;

    /// <summary>Cuts tiles so that each holds whole runs of the given length, or whole blocks of a longer one; false where it cannot be.</summary>
    public bool Admits(int run)
    {
        if (size == 0)
            return false;
        if (size <= LongestTile)
            return true;
        bool inBlocks = run == size || (run > LongestTile && run % Reduce.Block == 0);
        int part = inBlocks ? Reduce.Block : run;
        long multiple = part == 0 ? long.MaxValue : (long)unit / Gcd(unit, part) * part;
        if (multiple > LongestTile)
            return false;
        unit = (int)multiple;
        return true;
    }

    internal static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}

/// <summary>A reduction that runs along with a group.</summary>
/// <param name="Position">The reduction's node.</param>
/// <param name="Of">What is reduced: a member, or something that members read.</param>
/// <param name="Run">The length of its contiguous runs.</param>
internal readonly record struct FusedReduction(int Position, int Of, int Run);
