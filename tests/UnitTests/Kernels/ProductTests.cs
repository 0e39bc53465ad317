using System.Numerics;

namespace FunctionalGrad.UnitTests.Kernels;

[Collection(nameof(Alone))]
public class ProductTests
{
    private static readonly (double Alpha, double Beta)[] Scales =
    [
        (1, 0),
        (1, 1),
        (-0.5, 0),
        (-0.25, 1),
        (2, -3),
        (0, 0.5),
    ];

    [Fact]
    public void Products_of_all_sizes_to_40_in_all_layouts_are_sums_of_products()
    {
        var random = new Random(7);
        for (int i = 0; i < 400; i++)
        {
            var size = new ProductSize(random.Next(41), random.Next(41), random.Next(41));
            IsTheSumOfProducts<double>(size, random, 1e-14);
            IsTheSumOfProducts<float>(size, random, 1e-5);
        }
    }

    [Theory]
    [InlineData(1, 255, 1)]
    [InlineData(4, 256, 7)]
    [InlineData(5, 257, 8)]
    [InlineData(6, 512, 9)]
    [InlineData(11, 513, 15)]
    [InlineData(12, 3, 16)]
    [InlineData(13, 256, 17)]
    [InlineData(16, 300, 31)]
    [InlineData(24, 17, 32)]
    [InlineData(25, 257, 33)]
    [InlineData(200, 3, 48)]
    [InlineData(260, 270, 49)]
    [InlineData(7, 40, 63)]
    [InlineData(12, 30, 64)]
    [InlineData(13, 30, 129)]
    [InlineData(3, 300, 255)]
    [InlineData(14, 9, 257)]
    [InlineData(2, 258, 513)]
    [InlineData(9, 2400, 1)]
    [InlineData(1, 2500, 9)]
    [InlineData(31, 600, 1)]
    [InlineData(1, 600, 31)]
    [InlineData(1, 1, 600)]
    [InlineData(77, 515, 1)]
    [InlineData(1, 515, 77)]
    [InlineData(41, 512, 1)]
    [InlineData(1, 512, 41)]
    [InlineData(35, 3, 1)]
    public void Products_at_the_edges_of_blocks_are_sums_of_products(
        int rows,
        int inner,
        int columns
    )
    {
        var random = new Random(rows + inner + columns);
        for (int i = 0; i < 12; i++)
        {
            IsTheSumOfProducts<double>(new(rows, inner, columns), random, 1e-13);
            IsTheSumOfProducts<float>(new(rows, inner, columns), random, 1e-4);
        }
    }

    [Theory]
    [InlineData(3, 5, 4)]
    [InlineData(31, 300, 37)]
    [InlineData(100, 280, 70)]
    [InlineData(37, 600, 290)]
    [InlineData(250, 300, 11)]
    [InlineData(300, 280, 9)]
    public void An_element_has_the_same_bits_in_any_layout_and_on_any_number_of_threads(
        int rows,
        int inner,
        int columns
    )
    {
        HasOneValue<double>(new(rows, inner, columns));
        HasOneValue<float>(new(rows, inner, columns));
    }

    [Theory]
    [InlineData(40, 30, 50)]
    [InlineData(30, 700, 70)]
    [InlineData(40, 512, 41)]
    public void An_element_has_the_bits_of_the_inner_product_of_its_row_and_column(
        int rows,
        int inner,
        int columns
    )
    {
        HasTheBitsOfRowAndColumn<double>(rows, inner, columns);
        HasTheBitsOfRowAndColumn<float>(rows, inner, columns);
    }

    private static void HasTheBitsOfRowAndColumn<T>(int rows, int inner, int columns)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T[] a = Factors.Random<T>(1, rows * inner),
            b = Factors.Random<T>(2, inner * columns);
        var whole = Product(new(rows, inner, columns), a, 0, b, 0);
        for (int i = 0; i < rows; i++)
        {
            var row = a[(i * inner)..((i + 1) * inner)];
            Assert.Equal(
                whole[(i * columns)..((i + 1) * columns)],
                Product(new(1, inner, columns), row, 0, b, i % 4)
            );
            int j = i;
            T[] column = [.. Enumerable.Range(0, inner).Select(k => b[k * columns + j])];
            var one = Product(new(1, inner, 1), row, 0, column, 0);
            Assert.Equal(whole[i * columns + j], one[0]);
            var products = Product(new(rows, inner, 1), a, i % 4, column, 0);
            Assert.Equal(whole[i * columns + j], products[i]);
        }
    }

    [Fact]
    public void A_target_is_not_read_where_beta_is_0_and_gaps_in_it_are_left()
    {
        var size = new ProductSize(14, 300, 21);
        var layout = new MatrixLayout(4, 30, 1);
        double[] a = Factors.Random<double>(1, 14 * 300),
            b = Factors.Random<double>(2, 300 * 21);
        var y = new double[4 + 14 * 30];
        Array.Fill(y, double.NaN);
        MatrixProduct.Multiply(
            size,
            a,
            MatrixLayout.Dense(14, 300),
            b,
            MatrixLayout.Dense(300, 21),
            y,
            layout,
            1,
            0,
            default(NoEpilogue<double>)
        );
        for (int i = 0; i < y.Length; i++)
            Assert.Equal(i < 4 || (i - 4) % 30 >= 21, double.IsNaN(y[i]));
    }

    [Fact]
    public void Nothing_is_allocated_for_a_product()
    {
        double[] a = Factors.Random<double>(1, 200 * 300),
            b = Factors.Random<double>(2, 300 * 200),
            y = new double[200 * 200];
        void Multiply(int rows, int inner, int columns, double beta) =>
            MatrixProduct.Multiply(
                new(rows, inner, columns),
                a,
                MatrixLayout.Dense(rows, inner),
                b,
                MatrixLayout.Dense(columns, inner).Transposed(),
                y,
                MatrixLayout.Dense(rows, columns),
                0.5,
                beta,
                default(NoEpilogue<double>)
            );
        void All()
        {
            Multiply(200, 300, 200, 0);
            Multiply(200, 300, 200, 1);
            Multiply(1, 300, 200, 0);
            Multiply(200, 300, 1, 0);
            Multiply(2, 3, 2, 0);
            Multiply(64, 100, 10, 1);
        }
        All();
        Assert.Equal(
            0,
            Allocation.Of(() =>
            {
                for (int i = 0; i < 20; i++)
                    All();
            })
        );
    }

    [Fact]
    public void A_layout_beyond_its_span_is_refused()
    {
        var problem = Assert.Throws<ArgumentException>(() =>
            MatrixProduct.Multiply(
                new(2, 3, 2),
                new double[5],
                MatrixLayout.Dense(2, 3),
                new double[6],
                MatrixLayout.Dense(3, 2),
                new double[4],
                MatrixLayout.Dense(2, 2),
                1,
                0,
                default(NoEpilogue<double>)
            )
        );
        Assert.StartsWith(
            "matmul: ProductSize { Rows = 2, Inner = 3, Columns = 2",
            problem.Message
        );
    }

    private static void IsTheSumOfProducts<T>(ProductSize size, Random random, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Factors.Random<T>(random.Next(), size.Rows * size.Inner),
            b = Factors.Random<T>(random.Next(), size.Inner * size.Columns),
            y = Factors.Random<T>(random.Next(), size.Rows * size.Columns);
        var (alpha, beta) = Scales[random.Next(Scales.Length)];
        int aKind = random.Next(4),
            bKind = random.Next(4);
        var expected = Factors.ByThreeLoops(size, a, b, alpha, beta, y);
        var product = Factors.Product(
            size,
            a,
            aKind,
            b,
            bKind,
            T.CreateChecked(alpha),
            T.CreateChecked(beta),
            y
        );
        for (int i = 0; i < product.Length; i++)
        {
            double apart = Math.Abs(double.CreateChecked(product[i]) - expected[i]);
            Assert.True(
                apart <= tolerance * (1 + size.Inner / 40.0),
                $"{size}, layouts {aKind} and {bKind}, alpha {alpha}, beta {beta}: element {i} is {product[i]}, not {expected[i]}"
            );
        }
    }

    private static void HasOneValue<T>(ProductSize size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Factors.Random<T>(1, size.Rows * size.Inner),
            b = Factors.Random<T>(2, size.Inner * size.Columns),
            y = Factors.Random<T>(3, size.Rows * size.Columns);
        var plain = Product(size, a, 0, b, 0);
        var half = T.CreateChecked(0.5);
        T[] added = [.. plain.Zip(y, (p, y) => (-half * p) + y)];
        int threads = Parallelism.Threads;
        try
        {
            for (int kinds = 0; kinds < 16; kinds++)
            {
                Parallelism.Threads = 1 + kinds % 3;
                Assert.Equal(plain, Product(size, a, kinds % 4, b, kinds / 4));
                Assert.Equal(
                    added,
                    Factors.Product(size, a, kinds % 4, b, kinds / 4, -half, T.One, y)
                );
            }
        }
        finally
        {
            Parallelism.Threads = threads;
        }
    }

    private static T[] Product<T>(ProductSize size, T[] a, int aKind, T[] b, int bKind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Factors.Product(size, a, aKind, b, bKind, T.One, T.Zero, new T[size.Rows * size.Columns]);
}
