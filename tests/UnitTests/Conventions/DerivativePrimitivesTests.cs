namespace FunctionalGrad.UnitTests;

/// <summary>The primitives that derivatives are made of: each stands for what would be many nodes.</summary>
public class DerivativePrimitivesTests
{
    [Theory]
    [InlineData(2, 3, 6)]
    [InlineData(0, double.PositiveInfinity, 0)]
    [InlineData(double.NegativeInfinity, 0, 0)]
    [InlineData(double.NaN, 0, 0)]
    [InlineData(-0.0, double.NaN, 0)]
    [InlineData(double.NaN, 2, double.NaN)]
    [InlineData(2, double.PositiveInfinity, double.PositiveInfinity)]
    public void A_strong_product_is_0_where_either_factor_is(double a, double b, double expected)
    {
        Expr x = Input("a"),
            y = Input("b");
        Assert.Equal(expected, Evaluate.Value(StrongMul(x, y), (x, a), (y, b)).ToScalar());
    }

    [Theory]
    [InlineData(new double[] { 1, 3, 3 }, new[] { 0, 0.5, 0.5 })]
    [InlineData(new double[] { -2, -1, -3 }, new double[] { 0, 1, 0 })]
    [InlineData(
        new[] { 1, double.PositiveInfinity, double.PositiveInfinity },
        new[] { 0, 0.5, 0.5 }
    )]
    [InlineData(new[] { 1, double.NaN, 3 }, new[] { double.NaN, double.NaN, double.NaN })]
    public void Elements_that_tie_for_the_largest_share(double[] x, double[] expected)
    {
        Assert.Equal(expected, Of(WinsOver(Vector(x), [0])));
        Assert.Equal(expected, Of(Gradient(Max(Vector(x)), Vector(x))[0]));
        Assert.Equal(expected, Of(Gradient(Min(-Vector(x)), Vector(x))[0]).Select(share => -share));
    }

    [Fact]
    public void What_lost_is_strongly_zero_on_every_path()
    {
        var x = Input("x", 2);
        var root = Sqrt(x);
        Expr[] losing =
        [
            Sum(Max(root, 1.0)),
            Sum(Max(root, 1.0) + Max(2.0 * root, 3.0)),
            Sum(Max(Stack([root, Ones([2])]), [0])),
            Sum(Log(Max(root * root, 1.0)) + Min(-root, -1.0)),
            Max(Reshape(Max(Stack([-(-root), Ones([2])], 1), [1]), [2])),
        ];
        foreach (var f in losing)
        {
            var at0 = Evaluate.Value(Gradient(f, x)[0], (x, NDArray.Of([0.0, 0.0])));
            Assert.Equal([0.0, 0.0], at0.Span.ToArray());
        }
    }

    [Fact]
    public void Products_of_others_are_exact_at_zeros_to_the_fourth_order()
    {
        var x = Vector([0, 2, 0, 5]);
        Expr At(int i) => Vector([.. Enumerable.Range(0, 4).Select(j => i == j ? 1.0 : 0)]);
        Assert.Equal([0, 0, 0, 0], Of(ProdOthers([x], [0])));
        Assert.Equal([0, 0, 10, 0], Of(ProdOthers([x, At(0)], [])));
        Assert.Equal([0, 5, 0, 2], Of(ProdOthers([x, At(0), At(2)], [])));
        Assert.Equal([0, 0, 0, 1], Of(ProdOthers([x, At(0), At(1), At(2)], [])));
        Assert.Equal([0, 0, 0, 0], Of(ProdOthers([x, At(0), At(0)], [])));

        var slope = Prod(x);
        foreach (int i in new[] { 0, 2, 1 })
            slope = Sum(Gradient(slope, x)[0] * At(i));
        Assert.Equal([0, 0, 0, 1], Of(Gradient(slope, x)[0]));
    }

    [Theory]
    [InlineData(1, 0, 2, 3, 12)]
    [InlineData(2, 0, 2, 3, 12)]
    [InlineData(0, 1, 2, 3, 5.545177444479562)]
    [InlineData(0, 2, 2, 3, 3.843624111345611)]
    [InlineData(1, 1, 2, 3, 12.317766166719343)]
    [InlineData(3, 0, 0, 3, 6)]
    [InlineData(4, 0, 0, 3, 0)]
    [InlineData(3, 0, -2, 3, 6)]
    [InlineData(1, 0, 0, 0, 0)]
    [InlineData(0, 1, 0, 0, 0)]
    [InlineData(0, 1, 0, 2, 0)]
    [InlineData(1, 0, 7, 0, 0)]
    [InlineData(1, 0, 0, 0.5, double.PositiveInfinity)]
    [InlineData(1, 1, 0, 0.5, double.NegativeInfinity)]
    [InlineData(1, 2, 0, 0.5, double.PositiveInfinity)]
    [InlineData(2, 1, 0, 1.5, double.NegativeInfinity)]
    [InlineData(0, 1, -2, 2, double.NaN)]
    [InlineData(1, 0, double.NaN, 0, double.NaN)]
    public void A_power_is_differentiated_so_often_in_base_and_exponent(
        int inBase,
        int inExponent,
        double x,
        double y,
        double expected
    )
    {
        Expr a = Input("x"),
            b = Input("y");
        var nested = Pow(a, b);
        for (int i = 0; i < inBase; i++)
            nested = Gradient(nested, a)[0];
        for (int i = 0; i < inExponent; i++)
            nested = Gradient(nested, b)[0];
        foreach (var derivative in new[] { PowDerivative([a, b], inBase, inExponent), nested })
            Assert.Equal(expected, Evaluate.Value(derivative, (a, x), (b, y)).ToScalar(), 1e-14);
    }

    [Fact]
    public void A_negative_order_is_refused() =>
        Assert.Equal(
            "powDerivative: the orders of a derivative are counted from 0, but -1 in the base and 2 in the exponent were asked for.",
            Assert
                .Throws<ShapeException>(() => PowDerivative([Input("x"), Input("y")], -1, 2))
                .Message
        );

    [Theory]
    [InlineData(1, new[] { 0.36787944117144233, 1, 1, double.NaN })]
    [InlineData(0.5, new[] { 0.18393972058572117, 0.5, 1, double.NaN })]
    [InlineData(2, new[] { 0.7357588823428847, 1, 1, double.NaN })]
    [InlineData(-0.5, new[] { -0.18393972058572117, 0, 1, double.NaN })]
    public void The_slope_of_elu_at_0_is_the_one_nearest_0(double alpha, double[] expected)
    {
        var slopes = Of(EluSlope(Vector([-1, 0, 3, double.NaN]), alpha));
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], slopes[i], 1e-15);
    }

    [Theory]
    [InlineData(0.1, 0.1, 0.1)]
    [InlineData(0, 0, 0)]
    [InlineData(2, 2, 1)]
    [InlineData(-0.5, -0.5, 0)]
    public void The_slope_of_a_leaky_unit_at_0_is_the_one_nearest_0(
        double slope,
        double left,
        double at0
    )
    {
        var slopes = Of(LeakySlope(Vector([-3, -0.0, 0, 3, double.NaN]), slope));
        Assert.Equal([left, at0, at0, 1, double.NaN], slopes);
    }

    [Fact]
    public void A_spread_copies_along_new_axes_and_a_sum_undoes_it()
    {
        var x = Input("x", 2);
        var spread = Spread(x, [0, 2], [2, 3]);
        Assert.Equal<Shape>([2, 2, 3], spread.Shape);
        var at = new Binding<double>(x, NDArray.Of([1.0, 7.0]));
        Assert.Equal(
            [1, 1, 1, 7, 7, 7, 1, 1, 1, 7, 7, 7],
            Evaluate.Value(spread, at).Span.ToArray()
        );
        Assert.Equal([6, 6], Evaluate.Value(Gradient(Sum(spread), x)[0], at).Span.ToArray());
    }

    [Theory]
    [InlineData(
        new[] { 0, 3 },
        new[] { 2, 3 },
        "spreadOver: the axes [0; 3] are not new axes of a result with 3 axes. Name each once, from the first."
    )]
    [InlineData(
        new[] { 0 },
        new[] { 2, 3 },
        "spreadOver: 1 axes and 2 lengths were given: there must be one axis or more, and one length for each."
    )]
    public void A_spread_over_axes_that_cannot_be_is_refused(
        int[] axes,
        int[] lengths,
        string message
    ) =>
        Assert.Equal(
            message,
            Assert
                .Throws<ShapeException>(() =>
                    Spread(Input("x", 2), Ints.Of(axes), Ints.Of(lengths))
                )
                .Message
        );

    [Theory]
    [InlineData(0, new[] { 0.0, 2 }, new[] { 3.0, 0 }, false)]
    [InlineData(0, new[] { 0.0, 2 }, new[] { 3.0, -1 }, true)]
    [InlineData(0, new[] { 0.0, double.NaN }, new[] { 3.0, -1 }, true)]
    [InlineData(1, new[] { 0.0, 2 }, new[] { 3.0, 0 }, true)]
    [InlineData(1, new[] { 0.0, 2 }, new[] { 0.0, 1 }, false)]
    [InlineData(1, new[] { 0.0, 2 }, new[] { 0.0, double.NaN }, true)]
    [InlineData(2, new[] { 0.0, 2 }, new[] { 0.0, 1 }, true)]
    [InlineData(2, new[] { 0.0, 2 }, new[] { 1.0, 0 }, false)]
    public void A_value_is_kept_whole_if_all_conditions_hold_at_one_element(
        int inverted,
        double[] a,
        double[] b,
        bool kept
    )
    {
        var value = Vector([7, double.NaN, double.PositiveInfinity]);
        Assert.Equal(
            kept ? [7, double.NaN, double.PositiveInfinity] : [0, 0, 0],
            Of(WhereAny(value, [Vector(a), Vector(b)], inverted))
        );
        var x = Input("x", 3);
        var slope = Gradient(Sum(WhereAny(Log(x), [Vector(a), Vector(b)], inverted)), x)[0];
        Assert.Equal(
            kept ? [double.PositiveInfinity, 0.5, 1] : [0, 0, 0],
            Evaluate.Value(slope, (x, NDArray.Of([0.0, 2, 1]))).ToArray()
        );
        var node = (Apply)WhereAny(value, [Vector(a), Vector(b)], inverted);
        var branch = new int[3];
        Primitives.WhereAny.Branch!(
            new([NDArray.Of([7.0, 0, 0]), NDArray.Of(a), NDArray.Of(b)], node),
            branch
        );
        Assert.Equal(kept ? [1, 1, 1] : [0, 0, 0], branch);
    }

    [Fact]
    public void Conditions_of_which_none_can_hold_together_are_refused()
    {
        Assert.Equal(
            "whereAny: 2 of its 1 conditions are asked to be 0. Ask for none, or for as many of the last as there are.",
            Assert.Throws<ShapeException>(() => WhereAny(Input("x", 3), [Input("c", 2)], 2)).Message
        );
        Assert.Equal(
            "whereAny: condition 0 is c [2], condition 1 is d [3]: conditions that hold at one element have one shape. Broadcast them first?",
            Assert
                .Throws<ShapeException>(() =>
                    WhereAny(Input("x", 3), [Input("c", 2), Input("d", 3)])
                )
                .Message
        );
        Assert.Equal(
            "whereAny: it takes 2 or more inputs, but 1 were given.",
            Assert.Throws<ShapeException>(() => WhereAny(Input("x", 3), [])).Message
        );
    }

    [Fact]
    public void An_inner_product_over_axes_goes_to_every_element_of_them()
    {
        var a = Constant(NDArray<double>.Of([2, 2], [1, 2, 3, 4]));
        var b = Constant(NDArray<double>.Of([2, 2], [5, 6, 7, 8]));
        Assert.Equal([17, 17, 53, 53], Of(DotOver(a, b, [1])));
        Assert.Equal([26, 44, 26, 44], Of(DotOver(a, b, [0])));
        Assert.Equal([70, 70, 70, 70], Of(DotOver(a, b, [])));
        var weights = Constant(NDArray<double>.Of([2, 2], [1, 10, 100, 1000]));
        Assert.Equal([55, 66, 7700, 8800], Of(Gradient(Sum(weights * DotOver(a, b, [1])), a)[0]));
    }

    private static Expr Vector(double[] x) => Constant(NDArray<double>.Of([x.Length], x));

    private static double[] Of(Expr y) => Evaluate.Value(y).Span.ToArray();
}
