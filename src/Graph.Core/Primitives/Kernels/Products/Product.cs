using System.Numerics;
using System.Runtime.Intrinsics;

namespace FunctionalGrad;

/// <summary>One product in memory: y = alpha a b + beta y, and what is to be done to its finished rows.</summary>
internal readonly unsafe struct Product<T, TEpilogue>(
    int Rows,
    int Inner,
    int Columns,
    Factor<T> A,
    Factor<T> B,
    Target<T> Y,
    int Batch,
    TEpilogue Epilogue
)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TEpilogue : struct, IEpilogue<T>
{
    /// <summary>Below so many multiplications vectors do not pay.</summary>
    private const int Few = 128;

    public readonly int Rows = Rows,
        Inner = Inner,
        Columns = Columns;

    public readonly Factor<T> A = A,
        B = B;

    public readonly Target<T> Y = Y;

    /// <summary>How many multiplications it takes.</summary>
    public long Work => (long)Rows * Inner * Columns;

    /// <summary>Computes the rows and columns from one to another.</summary>
    public void Compute(int row, int endRow, int column, int endColumn)
    {
        if (Work <= Few || Inner == 0)
            OneByOne(row, endRow, column, endColumn);
        else if (Columns == 1 && (A.InnerStep == 1 || A.LineStep != 1 || Y.RowStep != 1))
            LineProducts.Run(B, A, Inner, Y, Y.RowStep, row, endRow);
        else if (Rows == 1 && B.LineStep != 1)
            LineProducts.Run(A, B, Inner, Y, 1, column, endColumn);
        else if (Columns == 1)
        {
            // A column is a row of the transposed product, of which a row of a is a column.
            var transposed = new Product<T, NoEpilogue<T>>(1, Inner, Rows, B, A, Y, Batch, default);
            transposed.ByBlocks(0, 1, row, endRow);
        }
        else
        {
            ByBlocks(row, endRow, column, endColumn);
            return;
        }
        Finish(row, column, endRow - row, endColumn - column);
    }

    private void ByBlocks(int row, int endRow, int column, int endColumn)
    {
        if (Vector512.IsHardwareAccelerated)
            BlockedProduct<T, Vector512<T>, Vectors512<T>, TEpilogue>.Run(
                this,
                row,
                endRow,
                column,
                endColumn
            );
        else if (Vector256.IsHardwareAccelerated)
            BlockedProduct<T, Vector256<T>, Vectors256<T>, TEpilogue>.Run(
                this,
                row,
                endRow,
                column,
                endColumn
            );
        else if (Vector128.IsHardwareAccelerated)
            BlockedProduct<T, Vector128<T>, Vectors128<T>, TEpilogue>.Run(
                this,
                row,
                endRow,
                column,
                endColumn
            );
        else
            BlockedProduct<T, T, Numbers<T>, TEpilogue>.Run(this, row, endRow, column, endColumn);
    }

    private void OneByOne(int row, int endRow, int column, int endColumn)
    {
        for (int i = row; i < endRow; i++)
        for (int j = column; j < endColumn; j++)
            Y.Put(LineProducts.One(A.From(i, 0), B.From(j, 0), Inner), i * Y.RowStep + j);
    }

    /// <summary>Hands finished elements on.</summary>
    public void Finish(int row, int column, int rows, int columns)
    {
        if (TEpilogue.IsNothing)
            return;
        int stride = (int)Y.RowStep;
        var block = new Span<T>(Y.At + row * Y.RowStep + column, (rows - 1) * stride + columns);
        Epilogue.Finish(Batch, row, column, rows, columns, block, stride);
    }
}
