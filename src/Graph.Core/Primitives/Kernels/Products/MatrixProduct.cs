using System.Numerics;

namespace FunctionalGrad;

/// <summary>Matrix products of any layout: the interpreter's kernel, and what compiled programs call.</summary>
/// <remarks>
/// Every element is summed in the one order of <see cref="Summing"/>, whatever the layout, the block it falls in and the number of
/// threads: a transposed factor read by its strides yields the bits of a transposed copy. Nothing is allocated but scratch, once per thread.
/// </remarks>
internal static unsafe class MatrixProduct
{
    /// <summary>The kernel of matmul.</summary>
    public static void Run<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape left = x.ShapeOf(0),
            right = x.ShapeOf(1);
        int rows = left.Rank == 1 ? 1 : left[^2],
            inner = left[^1],
            columns = right.Rank == 1 ? 1 : right[^1];
        int batches = rows * columns == 0 ? 0 : y.Length / (rows * columns);
        Multiply(
            new(rows, inner, columns, batches),
            x[0],
            MatrixLayout.Dense(rows, inner),
            x[1],
            MatrixLayout.Dense(inner, columns),
            y,
            MatrixLayout.Dense(rows, columns),
            T.One,
            T.Zero,
            default(NoEpilogue<T>)
        );
    }

    /// <summary>y = alpha a b + beta y, where y is not read if beta is 0; then the epilogue.</summary>
    /// <exception cref="ArgumentException">A layout reaches beyond its span, or the target's columns are not neighbours.</exception>
    public static void Multiply<T, TEpilogue>(
        ProductSize size,
        ReadOnlySpan<T> a,
        MatrixLayout aLayout,
        ReadOnlySpan<T> b,
        MatrixLayout bLayout,
        Span<T> y,
        MatrixLayout yLayout,
        T alpha,
        T beta,
        TEpilogue epilogue
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue<T>
    {
        if (
            !aLayout.FitsIn(a.Length, size.Rows, size.Inner, size.Batches)
            || !bLayout.FitsIn(b.Length, size.Inner, size.Columns, size.Batches)
            || !yLayout.FitsIn(y.Length, size.Rows, size.Columns, size.Batches)
            || (yLayout.ColumnStride != 1 && size.Columns > 1)
        )
            throw new ArgumentException(
                $"matmul: {size} does not fit {aLayout} of {a.Length}, {bLayout} of {b.Length}, {yLayout} of {y.Length} elements."
            );
        if (size.Rows == 0 || size.Columns == 0 || size.Batches == 0)
            return;
        fixed (
            T* atA = a,
                atB = b,
                atY = y
        )
        {
            var batch = new ProductBatch<T, TEpilogue>(
                size,
                atA + aLayout.Offset,
                aLayout,
                atB + bLayout.Offset,
                bLayout,
                new(atY + yLayout.Offset, yLayout.RowStride, alpha, beta),
                yLayout.BatchStride,
                epilogue
            );
            batch.Run();
        }
    }
}
