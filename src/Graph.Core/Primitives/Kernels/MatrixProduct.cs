using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FunctionalGrad;

/// <summary>The matrix product: blocks of rows by columns are summed in registers, along panels of the right factor packed dense.</summary>
/// <remarks>
/// Each element is summed in the order of the inner axis, in pieces of <see cref="Depth"/>: the same bits whatever the block it falls in.
/// </remarks>
internal static class MatrixProduct
{
    // 4 rows by 3 vectors: 12 sums, 3 columns and 1 factor fill the 16 registers of AVX2.
    private const int BlockRows = 4;
    private const int BlockVectors = 3;

    // A packed panel, Depth x 3 vectors, stays in the innermost cache.
    private const int Depth = 256;

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
        {
            var a = x[0].Slice(batch * rows * inner, rows * inner);
            var b = x[1].Slice(batch * inner * columns, inner * columns);
            var target = y.Slice(batch * rows * columns, rows * columns);
            if (columns == 1)
                ByColumn(a, b, target);
            else if (rows < BlockRows)
                ByRows(a, b, target, inner, columns);
            else
                ByBlocks(a, b, target, inner, columns);
        }
    }

    /// <summary>A matrix times a column: an inner product per row.</summary>
    private static void ByColumn<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < y.Length; row++)
            y[row] = Summation.OfProducts(a.Slice(row * b.Length, b.Length), b);
    }

    /// <summary>Few rows times a matrix, which is read once and not packed.</summary>
    private static void ByRows<T>(
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

    private static void ByBlocks<T>(
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        Span<T> y,
        int inner,
        int columns
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = y.Length / columns,
            width = BlockVectors * Vector<T>.Count;
        y.Clear();
        using var panelRoom = new Rented<T>(Math.Min(Depth, inner) * width);
        var panel = panelRoom.Span;
        Span<T> block = stackalloc T[BlockRows * width];
        for (int from = 0; from < inner; from += Depth)
        {
            int depth = Math.Min(Depth, inner - from);
            for (int column = 0; column < columns; column += width)
            {
                int wide = Math.Min(width, columns - column);
                for (int k = 0; k < depth; k++)
                    b.Slice((from + k) * columns + column, wide).CopyTo(panel[(k * width)..]);
                for (int row = 0; row < rows; row += BlockRows)
                {
                    int high = Math.Min(BlockRows, rows - row);
                    Block(a, row * inner + from, high, inner, panel, depth, block);
                    for (int i = 0; i < high; i++)
                    {
                        var target = y.Slice((row + i) * columns + column, wide);
                        TensorPrimitives.Add(target, block.Slice(i * width, wide), target);
                    }
                }
            }
        }
    }

    /// <summary>Four rows of a times the panel. Rows past the last repeat the last, and are not used.</summary>
    private static void Block<T>(
        ReadOnlySpan<T> a,
        int from,
        int high,
        int inner,
        ReadOnlySpan<T> panel,
        int depth,
        Span<T> block
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = Vector<T>.Count;
        ref T a0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(a), from);
        ref T a1 = ref Unsafe.Add(ref a0, high > 1 ? inner : 0);
        ref T a2 = ref Unsafe.Add(ref a1, high > 2 ? inner : 0);
        ref T a3 = ref Unsafe.Add(ref a2, high > 3 ? inner : 0);
        ref T b = ref MemoryMarshal.GetReference(panel);
        Vector<T> y00 = default,
            y01 = default,
            y02 = default;
        Vector<T> y10 = default,
            y11 = default,
            y12 = default;
        Vector<T> y20 = default,
            y21 = default,
            y22 = default;
        Vector<T> y30 = default,
            y31 = default,
            y32 = default;
        for (nint k = 0; k < depth; k++)
        {
            var b0 = Vector.LoadUnsafe(ref b);
            var b1 = Vector.LoadUnsafe(ref Unsafe.Add(ref b, lanes));
            var b2 = Vector.LoadUnsafe(ref Unsafe.Add(ref b, 2 * lanes));
            b = ref Unsafe.Add(ref b, 3 * lanes);
            var factor = Vector.Create(Unsafe.Add(ref a0, k));
            y00 = MultiplyAdd(factor, b0, y00);
            y01 = MultiplyAdd(factor, b1, y01);
            y02 = MultiplyAdd(factor, b2, y02);
            factor = Vector.Create(Unsafe.Add(ref a1, k));
            y10 = MultiplyAdd(factor, b0, y10);
            y11 = MultiplyAdd(factor, b1, y11);
            y12 = MultiplyAdd(factor, b2, y12);
            factor = Vector.Create(Unsafe.Add(ref a2, k));
            y20 = MultiplyAdd(factor, b0, y20);
            y21 = MultiplyAdd(factor, b1, y21);
            y22 = MultiplyAdd(factor, b2, y22);
            factor = Vector.Create(Unsafe.Add(ref a3, k));
            y30 = MultiplyAdd(factor, b0, y30);
            y31 = MultiplyAdd(factor, b1, y31);
            y32 = MultiplyAdd(factor, b2, y32);
        }
        ReadOnlySpan<Vector<T>> sums = [y00, y01, y02, y10, y11, y12, y20, y21, y22, y30, y31, y32];
        MemoryMarshal.Cast<Vector<T>, T>(sums).CopyTo(block);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<T> MultiplyAdd<T>(Vector<T> a, Vector<T> b, Vector<T> c) =>
        typeof(T) == typeof(double)
            ? Vector
                .MultiplyAddEstimate(a.As<T, double>(), b.As<T, double>(), c.As<T, double>())
                .As<double, T>()
            : Vector
                .MultiplyAddEstimate(a.As<T, float>(), b.As<T, float>(), c.As<T, float>())
                .As<float, T>();
}
