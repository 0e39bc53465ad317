using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>The product of matrices: blocks of columns, pieces of the inner axis, strips of rows, tiles in registers.</summary>
/// <remarks>
/// The order of the loops is that of K. Goto, R. van de Geijn, Anatomy of High-Performance Matrix Multiplication (2008), but that a strip of a stays
/// in the innermost cache and a block of b in the second. What is read seldom is read where it lies; the rest is packed.
/// </remarks>
internal unsafe ref struct BlockedProduct<T, TVector, TVectors, TEpilogue>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TVectors : IVectors<T, TVector>
    where TEpilogue : struct, IEpilogue<T>
{
    /// <summary>The columns of a block: with a whole piece half a MiB, half of a usual second cache.</summary>
    private static int BlockColumns => 2048 / sizeof(T);

    /// <summary>The rows of a block where sums are kept apart from the target until they are complete.</summary>
    private const int BlockRows = 240;

    public static int High => TVectors.ManyRegisters ? 12 : 6;

    public static int Wide => 2 * TVectors.Count;

    private readonly Product<T, TEpilogue> of;
    private readonly bool packsA;
    private readonly bool packsB;
    private readonly bool keepsSums;

    /// <summary>The block and the piece that are being summed.</summary>
    private int column,
        columns,
        inner,
        depth;

    /// <summary>Where sums of the block lie from one piece to the next: at row and column 0 of the whole.</summary>
    private T* sums;
    private nint sumsStep;

    /// <summary>The sums of one tile that is not stored as it is.</summary>
    private readonly T* tile;
    private readonly T* packedA;
    private T* packedB;

    private BlockedProduct(in Product<T, TEpilogue> of, int rows, int columns)
    {
        this.of = of;
        int pieces = (of.Inner + Summing.Piece - 1) / Summing.Piece;
        packsA = PacksA(of, columns);
        packsB = of.B.LineStep != 1 || columns < TVectors.Count || PacksB(of, rows);
        keepsSums = of.Y.IsAdded && pieces > 1;
        tile = Scratch<T>.Left(High * Summing.Piece + High * Wide);
        packedA = tile + High * Wide;
    }

    private static bool PacksA(in Product<T, TEpilogue> of, int columns) => columns >= 8 * Wide;

    private static bool PacksB(in Product<T, TEpilogue> of, int rows) => rows >= 16 * High;

    /// <summary>Computes the rows and columns from one to another.</summary>
    public static void Run(
        in Product<T, TEpilogue> of,
        int row,
        int endRow,
        int column,
        int endColumn
    )
    {
        var blocked = new BlockedProduct<T, TVector, TVectors, TEpilogue>(
            of,
            endRow - row,
            endColumn - column
        );
        while (column < endColumn)
        {
            // What would be less than a tile is taken with the block before it.
            int left = endColumn - column;
            int columns = left < BlockColumns + Wide ? left : BlockColumns;
            blocked.Block(row, endRow, column, columns);
            column += columns;
        }
    }

    private void Block(int row, int endRow, int column, int columns)
    {
        this.column = column;
        this.columns = columns;
        int high = keepsSums ? BlockRows : endRow - row;
        for (; row < endRow; row += high)
            Pieces(row, Math.Min(row + high, endRow));
    }

    private void Pieces(int row, int endRow)
    {
        sums = of.Y.At;
        sumsStep = of.Y.RowStep;
        if (keepsSums)
        {
            sumsStep = BlockColumns + Wide;
            sums = Scratch<T>.Sums(BlockRows * (BlockColumns + Wide)) - row * sumsStep - column;
        }
        for (inner = 0; inner < of.Inner; inner += Summing.Piece)
        {
            depth = Math.Min(Summing.Piece, of.Inner - inner);
            if (packsB)
                PackB();
            bool last = inner + depth == of.Inner;
            for (int at = row; at < endRow; at += High)
            {
                int high = Math.Min(High, endRow - at);
                Strip(at, high);
                if (last)
                    of.Finish(at, column, high, columns);
            }
        }
    }

    private void PackB()
    {
        packedB = Scratch<T>.Right(Summing.Piece * (columns + Wide));
        for (int at = 0; at < columns; at += Wide)
        {
            int lines = Math.Min(Wide, columns - at);
            Packing.Interleave(
                of.B.From(column + at, inner),
                lines,
                lines <= TVectors.Count ? TVectors.Count : Wide,
                depth,
                packedB + at * depth
            );
        }
    }

    /// <summary>A few rows times all columns of the block.</summary>
    private void Strip(int row, int high)
    {
        var a = of.A.From(row, inner);
        if (packsA)
        {
            Packing.Interleave(a, high, High, depth, packedA);
            a = new(packedA, 1, High);
        }
        int at = 0;
        for (; at <= columns - Wide; at += Wide)
            Tile(a, row, high, at, at, Wide);
        int left = columns - at;
        if (packsB && left > 0)
        {
            // What lies beyond the last column was packed as 0.
            Tile(a, row, high, at, at, left);
            return;
        }
        for (; left > 0; left = columns - at)
        {
            // A vector that ends with the last column takes some columns a second time.
            int from = Math.Min(at, columns - TVectors.Count);
            Tile(a, row, high, from, at, Math.Min(left, from + TVectors.Count - at));
            at = from + TVectors.Count;
        }
    }

    /// <summary>Rows times one or two vectors from the column <paramref name="from"/> of the block on, of which <paramref name="wide"/> columns from another on are wanted.</summary>
    private readonly void Tile(in Factor<T> a, int row, int high, int from, int wanted, int wide)
    {
        bool two = from == wanted && wide > TVectors.Count;
        T* b = packsB ? packedB + from * depth : of.B.At + column + from + inner * of.B.InnerStep;
        nint bStep =
            !packsB ? of.B.InnerStep
            : two ? Wide
            : TVectors.Count;
        int vectors = two ? Wide : TVectors.Count;
        bool isFirst = inner == 0,
            isLast = inner + depth == of.Inner;
        bool asItIs = isFirst && (!isLast || of.Y.IsPlain) && from + vectors <= columns;
        if (asItIs)
        {
            Sum(a, high, b, bStep, sums + row * sumsStep + column + from, sumsStep, two);
            return;
        }
        Sum(a, high, b, bStep, tile, Wide, two);
        Merge(row, high, from, wanted, wide);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Sum(
        in Factor<T> a,
        int high,
        T* b,
        nint bStep,
        T* y,
        nint yStep,
        bool two
    )
    {
        if (high == 12 && two)
            TallTiles<T, TVector, TVectors>.TwelveByTwo(a, b, bStep, depth, y, yStep);
        else if (high == 12)
            TallTiles<T, TVector, TVectors>.TwelveByOne(a, b, bStep, depth, y, yStep);
        else if (high == 6 && two)
            FlatTiles<T, TVector, TVectors>.SixByTwo(a, b, bStep, depth, y, yStep);
        else
            for (int at = 0; at < high; at += 4)
                if (two)
                    FlatTiles<T, TVector, TVectors>.FourByTwo(
                        a.From(at, 0),
                        Math.Min(4, high - at),
                        b,
                        bStep,
                        depth,
                        y + at * yStep,
                        yStep
                    );
                else
                    FlatTiles<T, TVector, TVectors>.FourByOne(
                        a.From(at, 0),
                        Math.Min(4, high - at),
                        b,
                        bStep,
                        depth,
                        y + at * yStep,
                        yStep
                    );
    }

    /// <summary>Adds the tile to the sums; to the last piece alpha and beta are applied.</summary>
    private readonly void Merge(int row, int high, int from, int wanted, int wide)
    {
        bool isFirst = inner == 0,
            isLast = inner + depth == of.Inner;
        for (int i = 0; i < high; i++)
        {
            T* x = tile + i * Wide + (wanted - from);
            T* sum = sums + (row + i) * sumsStep + column + wanted;
            T* y = of.Y.At + (row + i) * of.Y.RowStep + column + wanted;
            T* to = isLast ? y : sum;
            int j = 0;
            for (; j <= wide - TVectors.Count; j += TVectors.Count)
                Merge<TVector, TVectors>(x + j, sum + j, y + j, to + j, isFirst, isLast);
            for (; j < wide; j++)
                Merge<T, Numbers<T>>(x + j, sum + j, y + j, to + j, isFirst, isLast);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Merge<TPart, TParts>(T* x, T* sum, T* y, T* to, bool isFirst, bool isLast)
        where TPart : unmanaged
        where TParts : IVectors<T, TPart>
    {
        var whole = TParts.Load(x);
        if (!isFirst)
            whole = TParts.Add(TParts.Load(sum), whole);
        if (isLast && of.Y.IsScaled)
            whole = TParts.Multiply(TParts.All(of.Y.Alpha), whole);
        if (isLast && of.Y.IsAdded)
            whole = TParts.Add(TParts.Multiply(TParts.All(of.Y.Beta), TParts.Load(y)), whole);
        TParts.Store(whole, to);
    }
}
