namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>What the check line of a trace says, and what it must not say.</summary>
public class CheckLineTests
{
    private static readonly Expr X = Input("x");
    private static readonly Expr Y = Input("y");

    private const string NotFinite =
        "nothing could be compared: the value or a difference is not finite";

    private static Primitive Cubed(Func<Expr, Expr> derivative) =>
        new("cubed")
        {
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Map(Cube, Cube),
            Derivative = Derivative.Elementwise((x, _) => derivative(x)),
            Notation = new("{0}^3", "{0}^{{3}}", 4),
        };

    private static void Cube(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = x[i] * x[i] * x[i];
    }

    private static void Cube(ReadOnlySpan<float> x, Span<float> y)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = x[i] * x[i] * x[i];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-10)]
    [InlineData(1e-200)]
    [InlineData(1e100)]
    public void A_wrong_gradient_is_wrong_however_small(double scale)
    {
        var wrong = Cubed(x => 7 * x * x);
        var check = Explain.Of(scale * wrong.Apply(X), (X, 2)).Check;
        Assert.False(check.IsOk);
        Assert.Equal("max rel err 0.571429 WRONG", check.ToString());
        var right = Explain.Of(scale * Cubed(x => 3 * x * x).Apply(X), (X, 2)).Check;
        Assert.Equal("max rel err < 1e-9 ok", right.ToString());
    }

    [Fact]
    public void A_gradient_that_is_not_a_number_where_differences_are_is_wrong()
    {
        var check = Explain.Of(Cubed(x => x / 0 - x / 0).Apply(X), (X, 2)).Check;
        Assert.Equal((1, 0, false), (check.Entries, check.Kinks, check.IsOk));
        Assert.Equal("a gradient is not finite where the differences are: WRONG", check.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-6)]
    [InlineData(0.003)]
    [InlineData(-40)]
    public void Flat_and_noisy_functions_are_not_accused(double at)
    {
        Assert.All(
            new[] { Pow(X, 5), Sin(X) - Sin(X) },
            f => Assert.True(Explain.Of(f, (X, at)).Check.IsOk)
        );
        // Not always ok: where fewer than five digits of the slope are above the rounding of f, at every step, nothing can be said, and that must be said.
        Assert.All(
            new[] { 1 + Pow(X, 5), 1e9 + Sin(X), 1e12 + X - 1e12 },
            f =>
            {
                var check = Explain.Of(f, (X, at)).Check;
                Assert.True(check.IsOk || check is { Entries: 0, Drowned: 1 }, $"{f}: {check}");
            }
        );
    }

    [Fact]
    public void What_rounding_hides_is_not_called_right()
    {
        const string drown = "nothing could be compared: the differences drown in rounding";
        Assert.Equal(drown, Explain.Of(Sin(X) * 1e-8 + 1e8, (X, 1)).Check.ToString());
        Assert.Equal(
            "max rel err < 1e-9 ok, 1 where the differences drown in rounding",
            Explain.Of(Sin(X) * 1e-14 + 3 * Y, (X, 1), (Y, 100)).Check.ToString()
        );
        Assert.Equal("max rel err < 1e-9 ok", Explain.Of(Sin(X) + 1, (X, 1)).Check.ToString());
    }

    [Fact]
    public void Infinity_times_zero_is_named_where_it_makes_the_gradient_not_a_number()
    {
        const string cause =
            ": an infinite upstream gradient times a local derivative of 0 is nan, and so is what follows";
        var v = Input("v", 2);
        var style = new TextStyle { Width = 400 };
        Assert.Contains(cause, Explain.Text(Explain.Of(Sqrt(X * X), (X, 0)), style));
        Assert.Contains(
            cause,
            Explain.Text(Explain.Of(Sqrt(Sum(v * v)), (v, NDArray.Of([0.0, 0]))), style)
        );
        Assert.DoesNotContain(" is nan", Explain.Text(Explain.Of(Sqrt(X * X), (X, 2)), style));
    }

    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e-9)]
    public void Steps_fit_beside_the_edge_of_a_domain(double at)
    {
        var check = Explain.Of(Log(X) + Sqrt(X), (X, at)).Check;
        Assert.True(check.IsOk, check.ToString());
    }

    [Fact]
    public void What_is_not_finite_is_no_kink_and_not_ok()
    {
        BackwardTrace[] traces =
        [
            Explain.Of(Exp(X), (X, 800)),
            Explain.Of(X * X, (X, 1e200)),
            Explain.Of(X * Y, (X, double.PositiveInfinity), (Y, 0)),
            Explain.Of(Log(X), (X, -1)),
            Explain.Of(Log(X) + 1 / Y + Sqrt(Y), (X, -1), (Y, 0)),
        ];
        Assert.All(
            traces,
            trace =>
            {
                Assert.Equal(NotFinite, trace.Check.ToString());
                Assert.Equal(
                    (0, 0, false),
                    (trace.Check.Entries, trace.Check.Kinks, trace.Check.IsOk)
                );
                Assert.Contains("\"ok\": false", Explain.Json(trace));
            }
        );
        Assert.Equal(
            "nothing could be compared: every entry is on a kink",
            Explain.Of(Relu(X), (X, 0)).Check.ToString()
        );
        Assert.Equal(
            "nothing could be compared: on a kink, or the value or a difference is not finite",
            Explain.Of(Relu(X) + Sqrt(-Square(Y)), (X, 0), (Y, 0)).Check.ToString()
        );
    }

    [Fact]
    public void An_infinite_gradient_where_the_tangent_is_vertical_is_neither_wrong_nor_called_right()
    {
        const string upright =
            "nothing could be compared: the tangent is vertical and the gradient infinite";
        Assert.All(
            new[] { Sqrt(X), -Sqrt(X), Sqrt(-X) },
            f =>
            {
                var check = Explain.Of(f, (X, 0)).Check;
                Assert.Equal(
                    (0, 1, 0, false),
                    (check.Entries, check.Vertical, check.NotFinite, check.IsOk)
                );
                Assert.Equal(upright, check.ToString());
            }
        );
        // To numbers a step so steep is a jump.
        Assert.Equal(
            "nothing could be compared: every entry is on a kink",
            Explain.Of(Tanh(1e200 * (1e200 * X)), (X, 0)).Check.ToString()
        );
        Assert.Equal(
            "max rel err < 1e-9 ok, 1 where the tangent is vertical and the gradient infinite",
            Explain.Of(Sqrt(X) + Square(Y), (X, 0), (Y, 3)).Check.ToString()
        );
        Assert.Equal(
            "nothing could be compared: on a kink, or the tangent is vertical and the gradient infinite",
            Explain.Of(Relu(X) + Sqrt(Y), (X, 0), (Y, 0)).Check.ToString()
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void An_infinite_gradient_beside_a_tangent_that_is_not_vertical_is_wrong(int sign)
    {
        var check = Explain.Of(Cubed(x => sign / Abs(x - 2)).Apply(X), (X, 2)).Check;
        Assert.Equal((1, 0, false), (check.Entries, check.Vertical, check.IsOk));
        Assert.Contains("WRONG", check.ToString());
        var root = new Primitive("root")
        {
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Map(Root, Root),
            Derivative = Derivative.Elementwise((x, _) => -1 / Abs(x)),
            Notation = Notation.Function("root"),
        };
        Assert.Contains("WRONG", Explain.Of(root.Apply(X), (X, 0)).Check.ToString());
    }

    private static void Root(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = Math.Cbrt(x[i]);
    }

    private static void Root(ReadOnlySpan<float> x, Span<float> y)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = MathF.Cbrt(x[i]);
    }
}
