namespace FunctionalGrad;

/// <summary>How many rows of a product are made at a time, for the group that reads them while they are in cache.</summary>
internal sealed class ProductRows
{
    /// <summary>So many elements stay in the second cache, with what a group makes of them.</summary>
    private const int GoodLength = 1 << 13;

    /// <summary>Where the right factor is packed, or does not stay in the second cache, it is worth more rows.</summary>
    private const int ManyRows = 192;

    private const int LargeFactor = 1 << 15;

    /// <summary>What the kernels take at a time, if there are enough.</summary>
    private const int Strip = 12;

    /// <param name="product">The product.</param>
    /// <param name="group">What reads it.</param>
    public ProductRows(ProductStep product, FusionGroup group)
    {
        Product = product;
        var (rows, inner, columns, _) = product.Size;
        int part = Math.Max(1, group.Part / FusionGroup.Gcd(group.Part, columns));
        Unit = part % 4 == 0 || part >= rows ? part : part * 4 / FusionGroup.Gcd(part, 4);
        bool isLarge = (long)inner * columns > LargeFactor || product.RightLayout.ColumnStride != 1;
        int wanted = Math.Max(isLarge ? ManyRows : Strip, GoodLength / columns);
        int step = Unit < Strip ? Strip : Unit;
        AtOnce = Math.Min(
            (int)Math.Min(int.MaxValue, ((long)wanted + step - 1) / step * step),
            rows
        );
    }

    public ProductStep Product { get; }

    /// <summary>Rows are cut at multiples of this many, so that no part of the group is cut.</summary>
    public int Unit { get; }

    /// <summary>How many rows are made at a time.</summary>
    public int AtOnce { get; }

    /// <summary>
    /// Whether threads share the inner axis rather than the rows: they are so few that adding up the pieces costs less than reading all of a large
    /// right factor twice.
    /// </summary>
    public bool InPieces =>
        Product.Size is { IsWorthSharing: true } size
        && 2 * size.Rows <= Summing.Piece
        && size.Inner > Summing.Piece
        && (long)size.Inner * size.Columns > LargeFactor
        && (long)size.Inner * size.Rows <= int.MaxValue;

    /// <summary>How many numbers all pieces have.</summary>
    public int Pieces =>
        InPieces
            ? (Product.Size.Inner + Summing.Piece - 1)
                / Summing.Piece
                * Product.Size.Rows
                * Product.Size.Columns
            : 0;

    /// <summary>How many numbers of room a thread needs for them, where they have no slot.</summary>
    public int Scratch => Product.To < 0 ? AtOnce * Product.Size.Columns : 0;
}
