using System.Numerics;

namespace FunctionalGrad.UnitTests.Kernels;

/// <summary>Random matrices laid out in every way, and products of them by three loops.</summary>
internal static class Factors
{
    /// <summary>Row by row, column by column, and both with gaps.</summary>
    public static MatrixLayout Layout(int kind, int rows, int columns) =>
        kind switch
        {
            0 => MatrixLayout.Dense(rows, columns),
            1 => MatrixLayout.Dense(columns, rows).Transposed(),
            2 => new(3, columns + 5, 1),
            3 => new(2, 2, 2 * rows + 1),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    public static int Length(MatrixLayout layout, int rows, int columns) =>
        layout.Offset
        + layout.RowStride * Math.Max(rows - 1, 0)
        + layout.ColumnStride * Math.Max(columns - 1, 0)
        + 1;

    public static T[] Random<T>(int seed, int length)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, length).Select(_ => T.CreateChecked(random.NextDouble() - 0.5)),
        ];
    }

    /// <summary>The same matrix in another layout, what lies between its elements filled with NaN.</summary>
    public static T[] LaidOut<T>(T[] dense, int rows, int columns, MatrixLayout layout)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var elements = new T[Length(layout, rows, columns)];
        Array.Fill(elements, T.NaN);
        for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++)
            elements[At(layout, i, j)] = dense[i * columns + j];
        return elements;
    }

    public static int At(MatrixLayout layout, int row, int column) =>
        layout.Offset + row * layout.RowStride + column * layout.ColumnStride;

    /// <summary>A product of dense matrices, given in the layouts of those kinds.</summary>
    public static T[] Product<T>(
        ProductSize size,
        T[] a,
        int aKind,
        T[] b,
        int bKind,
        T alpha,
        T beta,
        T[] y
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (rows, inner, columns) = (size.Rows, size.Inner, size.Columns);
        var (aLayout, bLayout) = (Layout(aKind, rows, inner), Layout(bKind, inner, columns));
        var target = y.ToArray();
        MatrixProduct.Multiply(
            size,
            LaidOut(a, rows, inner, aLayout),
            aLayout,
            LaidOut(b, inner, columns, bLayout),
            bLayout,
            target,
            MatrixLayout.Dense(rows, columns),
            alpha,
            beta,
            default(NoEpilogue<T>)
        );
        return target;
    }

    public static double[] ByThreeLoops<T>(
        ProductSize size,
        T[] a,
        T[] b,
        double alpha,
        double beta,
        T[] y
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var whole = new double[size.Rows * size.Columns];
        for (int i = 0; i < size.Rows; i++)
        for (int j = 0; j < size.Columns; j++)
        {
            double sum = 0;
            for (int k = 0; k < size.Inner; k++)
                sum +=
                    double.CreateChecked(a[i * size.Inner + k])
                    * double.CreateChecked(b[k * size.Columns + j]);
            int at = i * size.Columns + j;
            whole[at] = alpha * sum + (beta == 0 ? 0 : beta * double.CreateChecked(y[at]));
        }
        return whole;
    }
}
