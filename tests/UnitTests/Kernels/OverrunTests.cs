using System.Numerics;
using FunctionalGrad.UnitTests.Compilation;

namespace FunctionalGrad.UnitTests.Kernels;

/// <summary>Vectors that end beyond a row are stored before the row below is, and never beyond the last.</summary>
[Collection(nameof(Alone))]
public class OverrunTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nothing_but_the_product_is_written(int threads)
    {
        using var setting = new ThreadSetting(threads);
        foreach (int rows in new[] { 12, 13, 24, 31, 200, 333 })
        foreach (int inner in new[] { 2, 10, 256, 257 })
            for (int columns = 1; columns <= 36; columns += columns < 20 ? 1 : 4)
            {
                Holds<double>(new(rows, inner, columns));
                Holds<float>(new(rows, inner, columns));
                if (rows < 40)
                    Holds<double>(new(rows, inner, columns, 3));
            }
    }

    /// <summary>Products of small whole numbers are exact.</summary>
    private static void Holds<T>(ProductSize size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int before = 5,
            after = 40;
        var (rows, inner, columns, batches) = size;
        T[] a = Numbers(rows * inner * batches, 7),
            b = Numbers(columns * inner * batches, 11);
        var y = new T[before + rows * columns * batches + after];
        Array.Fill(y, T.CreateChecked(-77));
        MatrixProduct.Multiply(
            size,
            a,
            MatrixLayout.Dense(rows, inner),
            b,
            MatrixLayout.Dense(columns, inner).Transposed(),
            y,
            MatrixLayout.Dense(rows, columns) with
            {
                Offset = before,
            },
            T.One,
            T.Zero,
            default(NoEpilogue<T>)
        );
        var expected = new T[y.Length];
        Array.Fill(expected, T.CreateChecked(-77));
        for (int i = 0; i < rows * batches; i++)
        for (int j = 0; j < columns; j++)
        {
            var sum = T.Zero;
            for (int k = 0; k < inner; k++)
                sum += a[i * inner + k] * b[(i / rows * columns + j) * inner + k];
            expected[before + i * columns + j] = sum;
        }
        Assert.True(expected.AsSpan().SequenceEqual(y), $"{size} of {typeof(T).Name}");

        static T[] Numbers(int length, int modulus) =>
            [.. Enumerable.Range(0, length).Select(i => T.CreateChecked(i * 31L % modulus - 3))];
    }
}
