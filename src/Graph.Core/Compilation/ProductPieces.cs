using System.Numerics;

namespace FunctionalGrad;

/// <summary>Makes the pieces of a product's inner axis apart, so that each thread reads its own part of both factors and no other.</summary>
/// <remarks>
/// Where few rows meet a large right factor, threads that share the rows would each read all of that factor: from the other's cache, if it was written
/// a step before, and part by part, as an optimizer writes it. The pieces are those of <see cref="Summing"/>, added in their order: the bits are the same.
/// </remarks>
internal readonly struct ProductPieces<T>(GroupStep step, Frame<T> frame) : IRanges
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ProductStep product = step.Rows!.Product;

    /// <summary>What is shared: every row of every place of the inner axis, piece by piece.</summary>
    public int Count => product.Size.Inner * product.Size.Rows;

    public void Run(int from, int to)
    {
        var (rows, inner, _, _) = product.Size;
        for (int start = 0; start < inner; start += Summing.Piece)
        {
            int depth = Math.Min(Summing.Piece, inner - start);
            int row = RowAt(from - start * rows, depth),
                end = RowAt(to - start * rows, depth);
            if (row < end)
                Multiply(start, depth, row, end);
        }
    }

    /// <summary>Adds up some rows, whose pieces have all been made.</summary>
    public void Sum(int row, int end, Span<T> y)
    {
        int columns = product.Size.Columns;
        int from = row * columns,
            to = end * columns;
        Piece(0)[from..to].CopyTo(y);
        for (int start = Summing.Piece; start < product.Size.Inner; start += Summing.Piece)
            Arithmetic.Add<T>(y, Piece(start)[from..to], y);
    }

    /// <summary>The row at which a thread's part of a piece ends and the next one's begins: one of four, so that strips stay high.</summary>
    private int RowAt(long place, int depth)
    {
        int rows = product.Size.Rows,
            unit = Math.Max(4, rows / 4);
        if (place <= 0 || place / depth >= rows)
            return place <= 0 ? 0 : rows;
        return (int)Math.Min((place / depth + unit / 2) / unit * unit, rows);
    }

    private void Multiply(int start, int depth, int row, int end)
    {
        var (left, right) = (product.LeftLayout, product.RightLayout);
        int columns = product.Size.Columns;
        MatrixProduct.Multiply(
            new ProductSize(end - row, depth, columns),
            frame.Places[product.Left].Span,
            left with
            {
                Offset = left.Offset + row * left.RowStride + start * left.ColumnStride,
            },
            frame.Places[product.Right].Span,
            right with
            {
                Offset = right.Offset + start * right.RowStride,
            },
            Piece(start)[(row * columns)..],
            MatrixLayout.Dense(end - row, columns),
            T.One,
            T.Zero,
            default(NoEpilogue<T>)
        );
    }

    private Span<T> Piece(int start)
    {
        int length = product.Size.Rows * product.Size.Columns;
        return frame.Shared(step.PiecesAt + start / Summing.Piece * length, length).Span;
    }
}
