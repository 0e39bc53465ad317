using static FunctionalGrad.UnitTests.Compilation.Programs;

namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>Products of few rows with a large right factor, whose inner axis threads share piece by piece.</summary>
[Collection(nameof(Alone))]
public sealed class ProductPiecesTests
{
    [Theory]
    [InlineData(64, 1000, 100)]
    [InlineData(128, 784, 256)]
    [InlineData(40, 1025, 300)]
    [InlineData(33, 257, 130)]
    public void Every_number_of_threads_computes_the_bits_of_the_interpreter(
        int rows,
        int inner,
        int columns
    )
    {
        Expr a = Input("a", rows, inner),
            b = Input("b", inner, columns);
        var y = Tanh(MatMul(a, b) + Input("bias", columns));
        foreach (int threads in new[] { 1, 2, 3, 7 })
        {
            using var setting = new ThreadSetting(threads);
            var program = SameAsInterpreter(y, Sum(y, [1]));
            Assert.Contains("rows [", program.ToString());
        }
    }

    [Fact]
    public void Factors_are_read_where_they_lie_and_the_product_itself_may_be_kept()
    {
        using var setting = new ThreadSetting(2);
        Expr a = Transpose(Input("a", 900, 40)),
            b = Slice(Transpose(Input("b", 200, 901)), [1, 0], [901, 200]);
        var product = MatMul(a, b);
        SameAsInterpreter(Relu(product), product, Norm2(product - 1));
    }

    [Fact]
    public void A_row_of_infinities_stays_one()
    {
        using var setting = new ThreadSetting(2);
        Expr a = Input("a", 20, 600),
            b = Input("b", 600, 200);
        SameAsInterpreter(MatMul(a / 0, b) * 2, Relu(MatMul(a * 0, b)));
    }
}
