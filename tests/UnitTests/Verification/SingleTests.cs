namespace FunctionalGrad.UnitTests.Verification;

/// <summary>In float, value and gradient are as near to double as rounding explains.</summary>
public class SingleTests
{
    private static readonly Expr X = Input("x"),
        V = Input("v", 1000);

    private static GradientReport Of(Expr f, params Binding<double>[] at) =>
        GradientCheck.Of(f, at, new() { ElementType = ElementType.Single });

    private static Primitive Sine(Func<float, float> inFloat) =>
        new("sine")
        {
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Of(
                (x, y) =>
                {
                    for (int i = 0; i < y.Length; i++)
                        y[i] = Math.Sin(x[0][i]);
                },
                (x, y) =>
                {
                    for (int i = 0; i < y.Length; i++)
                        y[i] = inFloat(x[0][i]);
                }
            ),
            Derivative = Derivative.Elementwise((x, y) => Cos(x)),
            Notation = Notation.Function("sine"),
        };

    [Fact]
    public void A_kernel_that_is_a_little_off_in_float_is_found_and_blamed()
    {
        foreach (float factor in new[] { 2f, 1.0005f, 1.00005f })
        {
            var sine = Sine(x => factor * MathF.Sin(x));
            foreach (var f in new[] { sine.Apply(X), Square(sine.Apply(X)) })
            {
                var report = Of(f, (X, 1));
                Assert.IsType<Verdict.Fail>(report.Verdict);
                Assert.Same(sine, report.Blame!.Primitive);
                Assert.Equal("its value in float is far from that in double", report.Blame.Reason);
            }
        }
        Assert.Equal(new Verdict.Pass(), Of(Sine(MathF.Sin).Apply(X), (X, 1)).Verdict);
    }

    [Fact]
    public void Where_the_gradient_was_given_no_rule_is_accused_of_what_float_loses()
    {
        var report = GradientCheck.OfGradient(
            Sine(x => 2 * MathF.Sin(x)).Apply(X),
            [(X, Cos(X))],
            [(X, 1)],
            new() { ElementType = ElementType.Single }
        );
        Assert.IsType<Verdict.Fail>(report.Steps[9].Verdict);
        Assert.Null(report.Blame);
    }

    [Fact]
    public void A_kernel_that_gives_NaN_in_float_alone_is_no_overflow()
    {
        var report = Of(Square(Sine(_ => float.NaN).Apply(X)), (X, 1));
        Assert.Equal(
            new Verdict.Fail(
                "single precision: the value is 0.708073418 in double and NaN in float, further apart than rounding explains"
            ),
            report.Verdict
        );
        Assert.Equal("sine", report.Blame!.Primitive.Name);
    }

    [Fact]
    public void What_float_cannot_hold_accuses_nobody()
    {
        var overflow = Of(Log(Exp(X)), (X, 100));
        Assert.Equal(
            new Verdict.Inconclusive(
                "the value is 100 in double and Infinity in float: float overflows"
            ),
            overflow.Steps[9].Verdict
        );
        Assert.IsType<Verdict.Pass>(overflow.Verdict);
        Assert.IsNotType<Verdict.Fail>(Of(1e30 * (1e-30 * (1e-30 * X)), (X, 1e-10)).Verdict);
        Assert.IsNotType<Verdict.Fail>(Of(Relu(X - 0.1) + X, (X, 0.1 + 1e-9)).Verdict);
    }

    [Fact]
    public void An_ill_conditioned_function_loses_digits_and_accuses_nobody()
    {
        var lost = Of(Sin(1e5 * X) + X, (X, 0.3));
        Assert.IsNotType<Verdict.Fail>(lost.Verdict);
        Assert.IsType<Verdict.Inconclusive>(lost.Steps[9].Verdict);
    }

    [Fact]
    public void A_unit_that_is_saturated_accuses_nobody()
    {
        foreach (double at in new[] { 5, 7.593859139002195, 8.5 })
            Assert.Null(Of(Tanh(X), (X, at)).Blame);
    }

    [Fact]
    public void A_long_sum_passes()
    {
        var random = new SeededRandom(5);
        var at = NDArray<double>.Create(
            [1000],
            x =>
            {
                for (int i = 0; i < x.Length; i++)
                    x[i] = random.Normal();
            }
        );
        foreach (var f in new[] { Sum(V), Sum(Square(V)), LogSumExp(V), Norm2(V), Mean(Tanh(V)) })
            Assert.IsType<Verdict.Pass>(Of(f, (V, at)).Steps[9].Verdict);
    }
}
