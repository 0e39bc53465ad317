namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>The check line calls no wrong gradient right, however steep, and no right one wrong, however flat.</summary>
public class CheckedGradientTests
{
    private static readonly Expr X = Input("x");
    private static readonly Expr Y = Input("y");
    private static readonly Expr S = Input("s", 2);

    private const string Drowned = "nothing could be compared: the differences drown in rounding";

    private static Primitive ExpWith(Derivative derivative) =>
        new("badExp")
        {
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Map(
                (ReadOnlySpan<double> x, Span<double> y) =>
                {
                    for (int i = 0; i < y.Length; i++)
                        y[i] = Math.Exp(x[i]);
                },
                (ReadOnlySpan<float> x, Span<float> y) =>
                {
                    for (int i = 0; i < y.Length; i++)
                        y[i] = MathF.Exp(x[i]);
                }
            ),
            Derivative = derivative,
            Notation = Notation.Function("badExp"),
        };

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1.0001)]
    [InlineData(2)]
    public void A_wrong_factor_is_wrong_however_steep_the_function_is(double factor)
    {
        var bad = ExpWith(Derivative.Elementwise((_, y) => factor * y));
        foreach (double steep in new[] { 1.0, 100, 1000, 5000 })
        {
            var check = Explain.Of(bad.Apply(steep * (X - 10)), (X, 10)).Check;
            Assert.Contains("WRONG", check.ToString());
            Assert.False(check.IsOk);
        }
    }

    [Fact]
    public void A_path_that_a_rule_forgets_is_wrong()
    {
        var forgets = ExpWith(Derivative.Custom((_, _) => [null]));
        Assert.Contains(
            "WRONG",
            Explain.Of(Sum(forgets.Apply(S)) + Sum(S), (S, NDArray.Of([1.0, 2]))).Check.ToString()
        );
        Assert.Contains("WRONG", Explain.Of(forgets.Apply(X), (X, 1)).Check.ToString());
    }

    [Fact]
    public void Right_gradients_of_steep_flat_and_small_functions_are_not_called_wrong()
    {
        var scores = Reshape(S, [1, 2]);
        var surely = Loss.SoftmaxCrossEntropy(scores, Constant(NDArray.Of([0.0])));
        foreach (double score in new[] { 30.0, 34, 36, 40, 70, 100 })
        {
            Assert.DoesNotContain(
                "WRONG",
                Explain.Of(surely, (S, NDArray.Of([score, 0]))).Check.ToString()
            );
            Assert.DoesNotContain("WRONG", Explain.Of(Softplus(-X), (X, score)).Check.ToString());
        }
        string ok = "max rel err < 1e-9 ok";
        var line = Constant(NDArray.Of([1.0, 2, 3]));
        var fit = Sum(Square(X * line + Y - Constant(NDArray.Of([0.3, 0.5, 0.7]))));
        Assert.Equal(ok, Explain.Of(fit, (X, 0.2), (Y, 0.1)).Check.ToString());
        Assert.Equal(ok, Explain.Of(Sigmoid(1000 * (X - 100)), (X, 100)).Check.ToString());
        Assert.Equal(ok, Explain.Of(Sin(X), (X, 1e5)).Check.ToString());
        Assert.Equal(ok, Explain.Of(Sin(Square(X)), (X, 200)).Check.ToString());
        Assert.Equal(ok, Explain.Of(Square(X), (X, 1e-160)).Check.ToString());
        Assert.Equal(Drowned, Explain.Of(Square(X), (X, 1e-170)).Check.ToString());
        Assert.DoesNotContain("WRONG", Explain.Of(X * Y, (X, 1e-320), (Y, 1e-5)).Check.ToString());
    }

    [Fact]
    public void Where_the_value_jumps_nothing_is_called_right()
    {
        foreach (
            var f in new[] { Sign(X) * Y, Where(X * Y >= 0, 1, 0), Where(X > 0, 1 / X, 0) + X }
        )
        {
            var trace = Explain.Of(f, Binding(f));
            Assert.NotEmpty(trace.Nodes.SelectMany(node => node.Kinks));
            Assert.Contains("is on its boundary", Explain.Text(trace));
            Assert.NotEqual("max rel err < 1e-9 ok", trace.Check.ToString());
        }
    }

    private static Binding<double>[] Binding(Expr f) =>
        [
            .. Tape.Of(f)
                .Inputs.Select(input => new Binding<double>(
                    input,
                    NDArray<double>.Scalar(input.Name == "x" ? 0 : 2)
                )),
        ];
}
