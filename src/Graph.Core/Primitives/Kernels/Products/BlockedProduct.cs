using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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

    /// <summary>The lanes that the last columns of a matrix are left to where they do not fill a whole vector.</summary>
    private static int Half => HasHalf ? Vector256<T>.Count : TVectors.Count;

    private static bool HasHalf => TVectors.Count > Vector256<T>.Count;

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
        packsA = PacksA(rows, columns);
        packsB = of.B.LineStep != 1 || columns < Half || PacksB(rows);
        keepsSums = of.Y.IsAdded && pieces > 1;
        tile = Scratch<T>.Left(High * Summing.Piece + High * Wide);
        packedA = tile + High * Wide;
    }

    /// <summary>Lines that many tiles read pay for being laid side by side.</summary>
    private static bool PacksA(int rows, int columns) => rows >= 4 && columns >= 8 * Wide;

    private static bool PacksB(int rows) => rows >= 16 * High;

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
        for (int at = 0, lanes; at < columns; at += lanes)
        {
            lanes = Lanes(1, columns - at);
            Packing.Interleave(
                of.B.From(column + at, inner),
                Math.Min(lanes, columns - at),
                lanes,
                depth,
                packedB + at * depth
            );
        }
    }

    /// <summary>How many columns the next tile takes, where so many are left.</summary>
    private readonly int Lanes(int high, int left) =>
        high == 1 && !packsB && left >= 2 * Wide ? 2 * Wide
        : left >= Wide || (packsB && left > TVectors.Count + Half) ? Wide
        : left > Half && columns >= TVectors.Count ? TVectors.Count
        : Half;

    /// <summary>A few rows times all columns of the block.</summary>
    private void Strip(int row, int high)
    {
        var a = of.A.From(row, inner);
        if (packsA)
        {
            Packing.Interleave(a, high, High, depth, packedA);
            a = new(packedA, 1, High);
        }
        for (int at = 0, wide; at < columns; at += wide)
        {
            int lanes = Lanes(high, columns - at);
            // In place the last vector ends with the last column, and takes some columns a second time; what is packed ends with zeros.
            int from = packsB ? at : Math.Min(at, columns - lanes);
            wide = Math.Min(from + lanes, columns) - at;
            Tile(a, row, high, from, lanes, at, wide);
        }
    }

    /// <summary>Rows times a tile's columns from one of the block's on, of which those from <paramref name="wanted"/> on are new.</summary>
    private readonly void Tile(
        in Factor<T> a,
        int row,
        int high,
        int from,
        int lanes,
        int wanted,
        int wide
    )
    {
        T* b = packsB ? packedB + from * depth : of.B.At + column + from + inner * of.B.InnerStep;
        nint bStep = packsB ? lanes : of.B.InnerStep;
        bool isLast = inner + depth == of.Inner;
        if (inner == 0 && (!isLast || of.Y.IsPlain) && from + lanes <= columns)
        {
            Sum(a, high, b, bStep, sums + row * sumsStep + column + from, sumsStep, lanes);
            return;
        }
        Sum(a, high, b, bStep, tile, Wide, lanes);
        Merge(row, high, from, wanted, wide);
    }

    private readonly void Sum(
        in Factor<T> a,
        int high,
        T* b,
        nint bStep,
        T* y,
        nint yStep,
        int lanes
    )
    {
        if (lanes > Wide)
            FlatTiles<T, TVector, TVectors>.OneByFour(a, b, bStep, depth, y);
        else if (lanes == Wide)
            TwoVectors(a, high, b, bStep, y, yStep);
        else if (HasHalf && lanes == Half)
            OneVector<Vector256<T>, Vectors256<T>>(a, high, b, bStep, y, yStep);
        else
            OneVector<TVector, TVectors>(a, high, b, bStep, y, yStep);
    }

    private readonly void TwoVectors(in Factor<T> a, int high, T* b, nint bStep, T* y, nint yStep)
    {
        if (high == 12)
            TallTiles<T, TVector, TVectors>.TwelveByTwo(a, b, bStep, depth, y, yStep);
        else if (high == 6)
            FlatTiles<T, TVector, TVectors>.SixByTwo(a, b, bStep, depth, y, yStep);
        else
            for (int at = 0; at < high; at += 4)
            {
                int rows = Math.Min(4, high - at);
                FlatTiles<T, TVector, TVectors>.FourByTwo(
                    a.From(at, 0),
                    rows,
                    b,
                    bStep,
                    depth,
                    y + at * yStep,
                    yStep
                );
            }
    }

    private readonly void OneVector<TOne, TOnes>(
        in Factor<T> a,
        int high,
        T* b,
        nint bStep,
        T* y,
        nint yStep
    )
        where TOne : unmanaged
        where TOnes : IVectors<T, TOne>
    {
        if (high == 12)
            TallTiles<T, TOne, TOnes>.TwelveByOne(a, b, bStep, depth, y, yStep);
        else
            for (int at = 0; at < high; at += 4)
            {
                int rows = Math.Min(4, high - at);
                FlatTiles<T, TOne, TOnes>.FourByOne(
                    a.From(at, 0),
                    rows,
                    b,
                    bStep,
                    depth,
                    y + at * yStep,
                    yStep
                );
            }
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
            for (; HasHalf && j <= wide - Half; j += Half)
                Merge<Vector256<T>, Vectors256<T>>(x + j, sum + j, y + j, to + j, isFirst, isLast);
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
