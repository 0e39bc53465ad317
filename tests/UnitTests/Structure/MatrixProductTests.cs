using System.Numerics;

namespace FunctionalGrad.UnitTests.Structure;

public class MatrixProductTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 300, 5)]
    [InlineData(4, 1, 12)]
    [InlineData(5, 257, 13)]
    [InlineData(7, 600, 25)]
    [InlineData(64, 3, 100)]
    [InlineData(9, 1000, 1)]
    [InlineData(1, 1000, 9)]
    [InlineData(6, 0, 4)]
    [InlineData(0, 4, 6)]
    [InlineData(6, 4, 0)]
    public void It_is_the_sum_of_products_whatever_the_lengths(int rows, int inner, int columns)
    {
        IsTheSumOfProducts<double>(rows, inner, columns, 1e-13);
        IsTheSumOfProducts<float>(rows, inner, columns, 1e-5);
    }

    [Fact]
    public void Batches_broadcast_as_numpy_broadcasts_them()
    {
        var a = Constant(Gradients.Random(1, [2, 1, 5, 3]));
        var b = Constant(Gradients.Random(2, [7, 3, 6]));
        var y = MatMul(a, b);
        Assert.Equal([2, 7, 5, 6], y.Shape);
        var one = MatMul(Reshape(Slice(a, 1..2), [5, 3]), Reshape(Slice(b, 4..5), [3, 6]));
        var same = Reshape(Slice(y, 1..2, 4..5), [5, 6]);
        Assert.True(Evaluate.Value(one).SameBits(Evaluate.Value(same)));
    }

    [Fact]
    public void A_row_has_the_same_bits_in_any_block_of_rows()
    {
        var a = Constant(Gradients.Random(1, [11, 700]));
        var b = Constant(Gradients.Random(2, [700, 30]));
        var whole = Slice(MatMul(a, b), 5..10);
        var part = MatMul(Slice(a, 5..10), b);
        Assert.True(Evaluate.Value(whole).SameBits(Evaluate.Value(part)));
    }

    [Fact]
    public void A_NaN_stays_in_its_row_and_column()
    {
        var a = NDArray<double>.Create([5, 3], elements => elements[4] = double.NaN);
        var y = Evaluate.Value(MatMul(Constant(a), Ones([3, 2]))).ToArray();
        Assert.Equal([0, 0, double.NaN, double.NaN, 0, 0, 0, 0, 0, 0], y);
    }

    [Fact]
    public void Dot_and_outer_are_products_of_vectors()
    {
        Expr a = Constant(NDArray<double>.Of([3], [1, 2, 3])),
            b = Constant(NDArray<double>.Of([3], [4, 5, 6]));
        Assert.Equal(32, Evaluate.Value(Dot(a, b)).ToScalar());
        Assert.Equal([4, 5, 6, 8, 10, 12, 12, 15, 18], Evaluate.Value(Outer(a, b)).ToArray());
    }

    private static void IsTheSumOfProducts<T>(int rows, int inner, int columns, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var a = Gradients.Random(1, [rows, inner]);
        var b = Gradients.Random(2, [inner, columns]);
        var y = Evaluate.Value<T>(MatMul(Constant(a), Constant(b)));
        Assert.Equal([rows, columns], y.Shape);
        for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++)
        {
            double sum = 0,
                size = 0;
            for (int k = 0; k < inner; k++)
            {
                sum += a[i, k] * b[k, j];
                size += Math.Abs(a[i, k] * b[k, j]);
            }
            double found = double.CreateTruncating(y[i, j]);
            Assert.InRange(found, sum - tolerance * size, sum + tolerance * size);
        }
    }
}
