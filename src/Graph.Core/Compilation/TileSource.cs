namespace FunctionalGrad;

/// <summary>What an operand of a fused operation is.</summary>
internal enum TileSourceKind
{
    /// <summary>A tile that another operation of the group wrote.</summary>
    Tile,

    /// <summary>A slice of a slot.</summary>
    Slice,

    /// <summary>A tile that is copied to a slot past the caches.</summary>
    Streamed,

    /// <summary>A tile that is copied to a slot once nothing reads any more what may lie there.</summary>
    Copied,

    /// <summary>A tile filled with one known number.</summary>
    Number,

    /// <summary>A tile filled with the one element that a slot has at an offset.</summary>
    Element,

    /// <summary>A tile gathered from a strided view of a slot.</summary>
    View,

    /// <summary>Rows of a product that were made just before.</summary>
    Product,
}

/// <summary>An operand of a fused operation, tile by tile.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Slot">The slot it is taken from, or written to.</param>
/// <param name="Offset">Where in the slot it begins.</param>
/// <param name="Tile">Which tile of scratch it has, or -1.</param>
internal readonly record struct TileSource(TileSourceKind Kind, int Slot, int Offset, int Tile)
{
    /// <summary>The known number.</summary>
    public double Number { get; init; }

    /// <summary>The strided view.</summary>
    public StridedView? View { get; init; }
}

/// <summary>One operation of a group.</summary>
/// <param name="Node">The application.</param>
/// <param name="Which">Its operands among the group's sources.</param>
/// <param name="To">Which of them it writes.</param>
internal readonly record struct TileOperation(Apply Node, int[] Which, int To);

/// <summary>A reduction that runs along with a group.</summary>
/// <param name="Node">The application.</param>
/// <param name="Of">Which of the group's sources is reduced.</param>
/// <param name="Run">The length of the runs.</param>
/// <param name="To">The slot that is written.</param>
/// <param name="Blocks">Where in scratch the blocks of a run longer than a tile are kept.</param>
internal readonly record struct TileReduction(Apply Node, int Of, int Run, int To, int Blocks);
