namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Right gradients are not accused near the edge of a domain, near a kink, or where a formula cancels; wrong ones are found as near as can be seen.</summary>
public class EdgeTests
{
    private static readonly double[] Distances = [1e-6, 1e-8, 1e-9, 1e-10, 1e-12, 1e-14, 0];

    private static Verdict Of(Func<double, double> f, Func<double, double> slope, double at) =>
        GradientCheck.OfFunction(p => f(p[0]), p => [slope(p[0])], [at]).Verdict;

    [Fact]
    public void A_right_gradient_near_the_edge_of_a_domain_is_not_accused()
    {
        foreach (double d in Distances)
        {
            Assert.IsNotType<Verdict.Fail>(
                Of(Math.Asin, x => 1 / Math.Sqrt((1 - x) * (1 + x)), 1 - d)
            );
            Assert.IsNotType<Verdict.Fail>(
                Of(x => Math.Sqrt(x - 5), x => 0.5 / Math.Sqrt(x - 5), 5 + d)
            );
            Assert.IsNotType<Verdict.Fail>(Of(x => Math.Log(x - 5), x => 1 / (x - 5), 5 + d));
        }
        Assert.Equal(
            new Verdict.Pass(),
            Of(Math.Asin, x => 1 / Math.Sqrt((1 - x) * (1 + x)), 1 - 1e-9)
        );
        Assert.Equal(new Verdict.Pass(), Of(x => Math.Log(x - 5), x => 1 / (x - 5), 5 + 1e-8));
    }

    [Fact]
    public void A_wrong_gradient_near_the_edge_of_a_domain_is_found()
    {
        Assert.IsType<Verdict.Fail>(
            Of(Math.Asin, x => 0.9 / Math.Sqrt((1 - x) * (1 + x)), 1 - 1e-9)
        );
        Assert.IsType<Verdict.Fail>(Of(x => Math.Log(x - 5), x => -1 / (x - 5), 5 + 1e-8));
        Assert.IsType<Verdict.Fail>(Of(Math.Sqrt, _ => 1, 0));
        Assert.Equal(new Verdict.Pass(), Of(Math.Cbrt, _ => double.PositiveInfinity, 0));
    }

    [Fact]
    public void What_cannot_be_told_from_the_edge_itself_is_said()
    {
        var verdict = Of(Math.Asin, x => 1 / Math.Sqrt((1 - x) * (1 + x)), 1 - 1e-14);
        Assert.IsType<Verdict.Inconclusive>(verdict);
        Assert.EndsWith("as on the edge of a domain or just beside it", verdict.Why);
    }

    [Fact]
    public void An_infinite_gradient_is_left_open_only_where_the_slope_may_grow_to_it()
    {
        static double Edge(double x) => x < 0 ? double.NaN : x;
        Assert.IsType<Verdict.Inconclusive>(Of(Edge, _ => double.PositiveInfinity, 0));
        Assert.IsType<Verdict.Fail>(Of(Edge, _ => double.NegativeInfinity, 0));
        Assert.IsType<Verdict.Fail>(Of(_ => 3, _ => double.PositiveInfinity, 1));
    }

    [Fact]
    public void In_a_graph_steps_go_on_between_the_point_and_the_edge()
    {
        var x = Input("x");
        Assert.Equal(0, GradientCheck.Of(Sqrt(1 - x * x), (x, 1 - 1e-9)).InconclusiveCount);
        Assert.Equal(0, GradientCheck.Of(Log(x - 1), (x, 1 + 1e-10)).InconclusiveCount);
    }

    [Fact]
    public void Near_a_kink_of_a_plain_function_only_the_slope_of_its_side_passes()
    {
        foreach (double d in new[] { 1e-4, 1e-6, 1e-8, 1e-9, 1e-10 })
        {
            Assert.Equal(new Verdict.Pass(), Of(x => 3 + Math.Abs(x - 5), _ => 1, 5 + d));
            foreach (double wrong in new[] { 0.3, 0, -1 })
                Assert.IsType<Verdict.Fail>(Of(x => 3 + Math.Abs(x - 5), _ => wrong, 5 + d));
        }
    }

    [Fact]
    public void Where_a_formula_cancels_a_right_gradient_is_not_accused()
    {
        foreach (double at in new[] { 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10 })
        {
            Assert.IsNotType<Verdict.Fail>(
                Of(
                    x => (Math.Exp(x) - 1) / x,
                    x => (x * Math.Exp(x) - Math.Exp(x) + 1) / (x * x),
                    at
                )
            );
            Assert.IsNotType<Verdict.Fail>(
                Of(x => (Math.Exp(x) - 1) / x, x => 0.5 + x / 3 + x * x / 8, at)
            );
            Assert.IsNotType<Verdict.Fail>(Of(x => (1 - Math.Cos(x)) / (x * x), x => -x / 12, at));
            var x = Input("x");
            Assert.IsNotType<Verdict.Fail>(GradientCheck.Of((Exp(x) - 1) / x, (x, at)).Verdict);
            Assert.IsNotType<Verdict.Fail>(
                GradientCheck.Of((1 - Cos(x)) / (x * x), (x, at)).Verdict
            );
        }
        Assert.IsType<Verdict.Fail>(Of(x => (Math.Exp(x) - 1) / x, _ => 0.7, 1e-5));
    }

    [Fact]
    public void A_small_fast_oscillation_is_seen_by_a_finer_step()
    {
        Assert.IsType<Verdict.Fail>(Of(x => x + 1e-11 * Math.Sin(1e8 * x), _ => 1, 0.3));
        Assert.Equal(
            new Verdict.Pass(),
            Of(x => x + 1e-11 * Math.Sin(1e8 * x), x => 1 + 1e-3 * Math.Cos(1e8 * x), 0.3)
        );
    }

    [Fact]
    public void A_function_that_throws_beside_the_point_has_no_value_there()
    {
        static double Root(double x) =>
            x < 1 ? throw new ArgumentOutOfRangeException(nameof(x)) : Math.Sqrt(x);
        Assert.Equal(new Verdict.Pass(), Of(Root, x => 0.5 / Math.Sqrt(x), 1));
        Assert.IsType<Verdict.Fail>(Of(Root, x => 0.6 / Math.Sqrt(x), 1));
    }

    [Fact]
    public void A_kink_that_no_primitive_declares_is_named()
    {
        Primitive Leaky(Func<Expr, Partial> slope) =>
            WrongRules.Unary("leaky", x => x > 0 ? x : 0.125 * x, (x, _) => slope(x));
        var x = Input("x");
        Assert.Equal(
            new Verdict.Inconclusive(
                "1 of 1 derivatives could not be judged; at x the slope is 0.125 on the left and 1 on the right, but no primitive declares that a branch ends there. Does one of yours lack its Branch?"
            ),
            GradientCheck.Of(Leaky(x => Where(x > 0, 1, 0.125)).Apply(x), (x, 0)).Verdict
        );
        Assert.Equal(
            new Verdict.Fail("the derivative of leaky is wrong"),
            GradientCheck.Of(Leaky(_ => 7).Apply(x), (x, 0)).Verdict
        );
    }

    [Fact]
    public void What_rounding_swallows_accuses_nobody_though_the_rounded_value_is_whole()
    {
        Expr x = Input("x"),
            s = Input("s", 2);
        var surely = Loss.SoftmaxCrossEntropy(Reshape(s, [1, 2]), Constant(NDArray.Of([0.0])));
        foreach (double score in new[] { 34.0, 36, 40, 70, 100 })
        {
            Assert.IsNotType<Verdict.Fail>(
                GradientCheck.Of(surely, (s, NDArray.Of([score, 0]))).Verdict
            );
            Assert.IsNotType<Verdict.Fail>(GradientCheck.Of(Softplus(-x), (x, score)).Verdict);
        }
        foreach (double tiny in new[] { 1e-155, 1e-160, 1e-162 })
            Assert.IsNotType<Verdict.Fail>(GradientCheck.Of(Square(x), (x, tiny)).Verdict);
    }
}
