using System.Numerics;

namespace FunctionalGrad;

/// <summary>A product cut into strips of rows or of columns, never along the inner axis.</summary>
internal readonly struct ProductParts<T, TEpilogue> : IRanges
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IEpilogue<T>
{
    private const int RowsAtOnce = 4;
    private const int ColumnsAtOnce = 16;

    /// <summary>So many rows are enough for all threads, so many columns can be cut into halves that take equally long.</summary>
    private const int ManyRows = 32,
        ManyColumns = 256;

    private readonly Product<T, TEpilogue> product;
    private readonly bool byRows;

    private ProductParts(in Product<T, TEpilogue> product, bool byRows) =>
        (this.product, this.byRows) = (product, byRows);

    /// <summary>The longer of the two is cut, so that less is read twice, but that half of few columns may be more of a vector's lanes than of columns.</summary>
    public static void Share(in Product<T, TEpilogue> product)
    {
        bool byRows =
            product.Rows >= product.Columns
            || product.Columns < 4 * ColumnsAtOnce
            || (product.Rows >= ManyRows && product.Columns < ManyColumns);
        int length = byRows ? product.Rows : product.Columns,
            atOnce = byRows ? RowsAtOnce : ColumnsAtOnce;
        Workers.Run(
            (length + atOnce - 1) / atOnce,
            new ProductParts<T, TEpilogue>(product, byRows)
        );
    }

    public void Run(int from, int to)
    {
        if (byRows)
            product.Compute(
                from * RowsAtOnce,
                Math.Min(to * RowsAtOnce, product.Rows),
                0,
                product.Columns
            );
        else
            product.Compute(
                0,
                product.Rows,
                from * ColumnsAtOnce,
                Math.Min(to * ColumnsAtOnce, product.Columns)
            );
    }
}
