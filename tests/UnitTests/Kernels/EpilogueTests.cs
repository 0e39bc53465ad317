namespace FunctionalGrad.UnitTests.Kernels;

public class EpilogueTests
{
    [Theory]
    [InlineData(1, 2, 3, 2)]
    [InlineData(1, 1, 300, 40)]
    [InlineData(1, 40, 300, 1)]
    [InlineData(1, 130, 520, 300)]
    [InlineData(7, 14, 30, 19)]
    [InlineData(5, 3, 0, 2)]
    public void Each_finished_element_is_handed_on_once(
        int batches,
        int rows,
        int inner,
        int columns
    )
    {
        var size = new ProductSize(rows, inner, columns, batches);
        double[] a = Factors.Random<double>(1, batches * rows * inner),
            b = Factors.Random<double>(2, batches * inner * columns);
        double[] plain = new double[batches * rows * columns],
            biased = new double[plain.Length];
        Multiply(size, a, b, plain, default(NoEpilogue<double>));
        Multiply(size, a, b, biased, new Bias(1000));
        for (int i = 0; i < plain.Length; i++)
        {
            var (batch, row, column) = (i / columns / rows, i / columns % rows, i % columns);
            Assert.Equal(plain[i] + 1000 * batch + row + 0.001 * column, biased[i]);
        }
    }

    private static void Multiply<TEpilogue>(
        ProductSize size,
        double[] a,
        double[] b,
        double[] y,
        TEpilogue epilogue
    )
        where TEpilogue : struct, IEpilogue<double> =>
        MatrixProduct.Multiply(
            size,
            a,
            MatrixLayout.Dense(size.Rows, size.Inner),
            b,
            MatrixLayout.Dense(size.Inner, size.Columns),
            y,
            MatrixLayout.Dense(size.Rows, size.Columns),
            1,
            0,
            epilogue
        );

    private readonly struct Bias(double batchBias) : IEpilogue<double>
    {
        public static bool IsNothing => false;

        public void Finish(
            int batch,
            int row,
            int column,
            int rows,
            int columns,
            Span<double> block,
            int stride
        )
        {
            for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                block[i * stride + j] =
                    block[i * stride + j] + batchBias * batch + (row + i) + 0.001 * (column + j);
        }
    }
}
