using System.Numerics;

namespace FunctionalGrad;

/// <summary>The products of a batch, shared by threads where it pays: whole products if there are enough, else parts of each.</summary>
internal readonly unsafe struct ProductBatch<T, TEpilogue>(
    ProductSize size,
    T* a,
    MatrixLayout aLayout,
    T* b,
    MatrixLayout bLayout,
    Target<T> y,
    nint yBatchStep,
    TEpilogue epilogue
) : IRanges
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IEpilogue<T>
{
    public void Run()
    {
        if (size.Batches > 1 && size.IsBatchWorthSharing)
            Workers.Run(size.Batches, this);
        else
            Run(0, size.Batches);
    }

    public void Run(int from, int to)
    {
        for (int batch = from; batch < to; batch++)
        {
            var product = new Product<T, TEpilogue>(
                size.Rows,
                size.Inner,
                size.Columns,
                new(a + (nint)batch * aLayout.BatchStride, aLayout.RowStride, aLayout.ColumnStride),
                new(b + (nint)batch * bLayout.BatchStride, bLayout.ColumnStride, bLayout.RowStride),
                y.From(batch * yBatchStep),
                batch,
                epilogue
            );
            if (size.IsWorthSharing && Workers.Available > 1)
                ProductParts<T, TEpilogue>.Share(product);
            else
                product.Compute(0, size.Rows, 0, size.Columns);
        }
    }
}
