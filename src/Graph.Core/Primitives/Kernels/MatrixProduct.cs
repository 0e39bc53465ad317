using System.Numerics;
using System.Numerics.Tensors;

namespace FunctionalGrad;

/// <summary>The matrix product over spans: rows of the output gathered from rows of the right factor.</summary>
internal static class MatrixProduct
{
    public static void Run<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape left = x.ShapeOf(0),
            right = x.ShapeOf(1);
        int rows = left.Rank == 1 ? 1 : left[^2];
        int inner = left[^1];
        int columns = right.Rank == 1 ? 1 : right[^1];
        int batches = rows * columns == 0 ? 0 : y.Length / (rows * columns);
        for (int batch = 0; batch < batches; batch++)
            Multiply(
                x[0].Slice(batch * rows * inner, rows * inner),
                x[1].Slice(batch * inner * columns, inner * columns),
                y.Slice(batch * rows * columns, rows * columns),
                inner,
                columns
            );
    }

    private static void Multiply<T>(
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        Span<T> y,
        int inner,
        int columns
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        y.Clear();
        for (int row = 0; row * columns < y.Length; row++)
        {
            var target = y.Slice(row * columns, columns);
            for (int k = 0; k < inner; k++)
                TensorPrimitives.MultiplyAdd(
                    b.Slice(k * columns, columns),
                    a[row * inner + k],
                    target,
                    target
                );
        }
    }
}
