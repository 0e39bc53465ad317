using System.Globalization;

namespace FunctionalGrad.UnitTests;

public class NDArrayTextTests
{
    [Theory]
    [InlineData(-4.0, "-4")]
    [InlineData(-0.0, "-0")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    [InlineData(1e-300, "1E-300")]
    public void A_scalar_prints_as_its_number(double value, string text) =>
        Assert.Equal(text, NDArray.Scalar(value).ToString());

    [Fact]
    public void Rows_are_aligned_on_their_points() =>
        Assert.Equal(
            "[[  1     -0.5 ]\n [100.25   3   ]]",
            NDArray
                .Of([
                    [1.0, -0.5],
                    [100.25, 3],
                ])
                .ToString()
        );

    [Fact]
    public void Long_axes_are_elided_in_the_middle() =>
        Assert.Equal(
            "[[ 0  1  2 ...  7  8  9]\n [10 11 12 ... 17 18 19]]",
            NDArray<double>
                .Of([2, 10], [.. Enumerable.Range(0, 20).Select(i => (double)i)])
                .ToString()
        );

    [Fact]
    public void Blocks_are_set_apart_by_an_empty_line() =>
        Assert.Equal(
            "[[[1 2]]\n\n [[3 4]]]",
            NDArray<float>.Of([2, 1, 2], [1, 2, 3, 4]).ToString()
        );

    [Fact]
    public void Arrays_without_elements_print_their_brackets()
    {
        Assert.Equal("[]", NDArray<double>.Fill([0], 0).ToString());
        Assert.Equal("[[]\n []]", NDArray<double>.Fill([2, 0], 0).ToString());
        Assert.Equal("[]", NDArray<double>.Fill([0, 2], 0).ToString());
    }

    [Fact]
    public void The_text_of_a_large_array_stays_short()
    {
        const string row = "[1 1 1 ... 1 1 1]";
        Assert.Equal(
            $"[{row}\n {row}\n {row}\n ...\n {row}\n {row}\n {row}]",
            NDArray<float>.Fill([1000, 1000], 1).ToString()
        );
        Assert.True(NDArray<float>.Fill([9, 9, 9, 9, 9, 9], 1).ToString().Length < 4000);
        Assert.Equal(
            "[... 65536 elements of shape [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2] ...]",
            NDArray<float>.Fill(Shape.Of([.. Enumerable.Repeat(2, 16)]), 1).ToString()
        );
    }

    [Fact]
    public void The_culture_makes_no_difference()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "~";
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal("[-1.5  2  ]", NDArray.Of([-1.5, 2]).ToString());
            Assert.Equal("Initializer.Normal(0.5)", Initializer.Normal(0.5).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
