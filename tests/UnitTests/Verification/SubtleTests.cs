namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Wrong derivatives that rounding, jumps, or a larger number beside them might excuse.</summary>
public class SubtleTests
{
    private static readonly Expr X = Input("x"),
        Y = Input("y"),
        V = Input("v", 2);

    private static Primitive Off(double factor) =>
        WrongRules.Unary("off", Math.Sin, (x, _) => factor * Cos(x));

    private static Verdict WrongIs(string name) =>
        new Verdict.Fail($"the derivative of {name} is wrong");

    [Fact]
    public void A_zero_is_not_right_because_the_function_is_steep_beside_it()
    {
        var zero = WrongRules.Unary(
            "zeroSquare",
            x => x * x,
            (x, _) => Where(Abs(x) > 0.01, 2 * x, 0 * x)
        );
        foreach (double small in new[] { 3e-4, 1e-5, 1e-6 })
            Assert.Equal(
                WrongIs("zeroSquare"),
                GradientCheck.Of(Sum(zero.Apply(V)), (V, NDArray.Of([small, 1e5]))).Verdict
            );
        var dropped = WrongRules.Unary("dropped", x => x + 1e5 * x * x, (x, _) => 2e5 * x);
        Assert.Equal(
            WrongIs("dropped"),
            GradientCheck.Of(dropped.Apply(X) + Y + 1e13, (X, 0), (Y, 1e5)).Verdict
        );
    }

    [Fact]
    public void A_node_that_is_a_little_wrong_is_not_taken_for_one_that_rounding_hides()
    {
        var below = WrongRules.Unary("below", Math.Exp, (x, y) => Where(x < -5, 1.001 * y, y));
        var v = Input("v", 20);
        double[] at = [-6, .. Enumerable.Range(1, 19).Select(i => 3 + 0.01 * i)];
        foreach (double beside in new[] { 0, 1e6, 1e9, 1e12 })
            Assert.Equal(
                WrongIs("below"),
                GradientCheck.Of(Sum(below.Apply(v)) + beside, (v, NDArray.Of(at))).Verdict
            );
    }

    [Fact]
    public void A_rule_that_is_right_only_of_inputs_is_not_confirmed_inside_a_graph()
    {
        var context = WrongRules.Unary(
            "context",
            Math.Sin,
            (x, _) => x is Input ? Cos(x) : 1.005 * Cos(x)
        );
        Assert.IsType<Verdict.Fail>(GradientCheck.Of(context.Apply(2 * X), (X, 0.7)).Verdict);
        foreach (double beside in new[] { 1e9, 1e12, 1e15 })
            Assert.IsNotType<Verdict.Pass>(
                GradientCheck.Of(context.Apply(2 * X) + beside, (X, 0.7)).Verdict
            );
    }

    [Fact]
    public void Noise_in_a_small_factor_excuses_no_wrong_rule()
    {
        foreach (double size in new[] { 1e-13, 1e-9 })
        {
            var noisy = 1 + size * Sin(1e17 * Y);
            Assert.Equal(
                WrongIs("off"),
                GradientCheck.Of(Off(-1).Apply(X) * noisy, (X, 0.7), (Y, 0.3)).Verdict
            );
            Assert.IsType<Verdict.Fail>(
                GradientCheck
                    .OfGradient(Sin(X) * noisy, [(X, -Cos(X) * noisy)], [(X, 0.7), (Y, 0.3)])
                    .Verdict
            );
        }
    }

    [Fact]
    public void A_slope_where_there_is_none_is_not_excused_by_large_numbers_elsewhere()
    {
        var relu = WrongRules.Unary("badRelu", x => Math.Max(x, 0), (x, _) => 0 * x + 1);
        Assert.Equal(
            WrongIs("badRelu"),
            GradientCheck.Of(Sum(relu.Apply(V)), (V, NDArray.Of([-1.0, 1e15]))).Verdict
        );
        Assert.Equal(
            WrongIs("badRelu"),
            GradientCheck.Of(relu.Apply(X) + Log(1e15 * Y), (X, -1), (Y, 0.3)).Verdict
        );
        // A leak past a mask: the score is lost beside -1e30, and nothing may flow into it.
        var masked = V + Constant(NDArray.Of([0, -1e30]));
        Expr weights = Softmax(masked);
        var right = Differentiate.Gradient(Sum(weights * Constant(NDArray.Of([2.0, 3]))), V)[0];
        Binding<double>[] at = [(V, NDArray.Of([0.3, 0.7]))];
        var loss = Sum(weights * Constant(NDArray.Of([2.0, 3])));
        Assert.IsType<Verdict.Pass>(GradientCheck.OfGradient(loss, [(V, right)], at).Verdict);
        Assert.IsType<Verdict.Fail>(GradientCheck.OfGradient(loss, [(V, right + 0.3)], at).Verdict);
    }

    [Fact]
    public void A_right_gradient_beside_a_large_constant_is_not_accused()
    {
        foreach (double beside in new[] { 1e13, 1e14, 2e14, 5e14, 1e15, 4e15 })
        foreach (double at in new[] { 1, 3, 10, 100, 1000, 12345.0 })
        {
            Assert.IsNotType<Verdict.Fail>(
                GradientCheck.OfGradient(Sin(X) + beside, [(X, Cos(X))], [(X, at)]).Verdict
            );
            Assert.IsNotType<Verdict.Pass>(
                GradientCheck.OfGradient(Sin(X) + beside, [(X, 0 * X)], [(X, at)]).Verdict
            );
        }
    }

    [Fact]
    public void A_zero_that_was_given_where_the_value_jumps_is_left_open()
    {
        Assert.IsNotType<Verdict.Pass>(
            GradientCheck
                .OfGradient(
                    Floor(X) + 5 * X + Square(Y),
                    [(X, 0 * X), (Y, 2 * Y)],
                    [(X, 3), (Y, 2)]
                )
                .Verdict
        );
        Assert.IsNotType<Verdict.Pass>(
            GradientCheck
                .OfFunction(
                    p => Math.Floor(p[0]) + 5 * p[0] + p[1] * p[1],
                    p => [0, 2 * p[1]],
                    [3, 2]
                )
                .Verdict
        );
        // Nothing flows through floor alone: 0 is right by the convention, and the value beside it tells nothing.
        Assert.IsType<Verdict.Pass>(
            GradientCheck
                .OfGradient(Floor(X) + Square(Y), [(X, 0 * X), (Y, 2 * Y)], [(X, 3), (Y, 2)])
                .Verdict
        );
    }

    [Fact]
    public void A_plain_function_that_oscillates_is_not_taken_for_noise()
    {
        foreach (double rate in new[] { 1e2, 1e3, 1e4, 1e5 })
        {
            Verdict Of(double factor) =>
                GradientCheck
                    .OfFunction(
                        p => Math.Sin(rate * p[0]),
                        p => [factor * rate * Math.Cos(rate * p[0])],
                        [0.7]
                    )
                    .Verdict;
            Assert.IsType<Verdict.Pass>(Of(1));
            Assert.IsType<Verdict.Fail>(Of(1.5));
            Assert.IsType<Verdict.Fail>(Of(-1));
        }
    }

    [Fact]
    public void A_right_gradient_of_a_plain_function_near_0_is_not_accused()
    {
        var functions = new (Func<double, double> F, Func<double, double> Slope)[]
        {
            (x => x * x + 1e8 - 1e8, x => 2 * x),
            (x => Math.Log(1 + x * x), x => 2 * x / (1 + x * x)),
            (x => 1 - Math.Cos(x), Math.Sin),
            (x => Math.Max(x, 0), x => x > 0 ? 1 : 0),
            (x => Math.Sqrt(Math.Abs(x)), x => Math.Sign(x) * 0.5 / Math.Sqrt(Math.Abs(x))),
            (x => Math.Log(Math.Abs(x)), x => 1 / x),
            (Math.Cosh, Math.Sinh),
        };
        for (int i = 0; i < functions.Length; i++)
            foreach (double at in new[] { 1e-9, 1e-12, 1e-16, 1e-20, 1e-30, 1e-40, 1e-60, 1e-100 })
            {
                var (f, slope) = functions[i];
                var verdict = GradientCheck
                    .OfFunction(p => f(p[0]), p => [slope(p[0])], [at])
                    .Verdict;
                Assert.False(verdict is Verdict.Fail, $"function {i} at {at}: {verdict}");
            }
        foreach (double at in new[] { 100.25, 12345.5, 100000.5, 1e6 + 0.5 })
            Assert.IsNotType<Verdict.Fail>(
                GradientCheck.OfFunction(p => p[0] - Math.Floor(p[0]), _ => [1], [at]).Verdict
            );
    }
}
