namespace FunctionalGrad.UnitTests.Graph;

/// <summary>What flows through a dead branch is exactly 0, and what flows through a live one is all there.</summary>
public class StrongZeroTests
{
    private static readonly Expr S = Input("s");
    private static readonly Expr X = Input("x", 3);

    private static double[] GradientAt(Expr f, Expr wrt, params double[] at) =>
        Evaluate
            .Value(Gradient(f, wrt)[0], (wrt, NDArray<double>.Of(wrt.Shape, at)))
            .Span.ToArray();

    [Fact]
    public void A_dead_branch_stays_dead_through_products() =>
        Assert.Equal(
            [0, 0, 0.5],
            GradientAt(Sum(Where(X > 0, 2 * Sqrt(X) * 3, 0) / 6), X, 0, -1, 1)
        );

    [Fact]
    public void A_dead_branch_stays_dead_through_a_broadcast() =>
        Assert.Equal([0], GradientAt(Sum(Where(Constant(0), Broadcast(Sqrt(S), [3]), 1)), S, 0));

    [Fact]
    public void A_unit_whose_slope_jumps_over_0_is_dead_there_and_one_whose_slope_does_not_is_alive()
    {
        Assert.Equal([0], GradientAt(LeakyRelu(Sqrt(S), -0.5), S, 0));
        Assert.Equal([0], GradientAt(Elu(Sqrt(S), -0.5), S, 0));
        Assert.Equal([double.PositiveInfinity], GradientAt(LeakyRelu(Sqrt(S), 0.5), S, 0));
        Assert.Equal([double.PositiveInfinity], GradientAt(Elu(Sqrt(S), 0.5), S, 0));
    }

    [Fact]
    public void A_power_whose_exponent_is_0_is_dead_in_its_base_to_every_order()
    {
        var exponent = Input("n");
        double At(Expr f, double n) => Evaluate.Value(f, (S, 0.0), (exponent, n)).ToScalar();
        var first = Gradient(Pow(Sqrt(S), exponent), S)[0];
        Assert.Equal(0, At(first, 0));
        Assert.True(double.IsNaN(At(first, 2)));
        Assert.Equal(0, At(Gradient(first, S)[0], 0));
    }

    [Fact]
    public void A_dead_branch_stays_dead_where_two_dead_paths_join()
    {
        var r = Log(S);
        Assert.Equal([0], GradientAt(Where(S > 0, r * r, 0) + Where(S > 0, 2 * r, 0), S, 0));
    }

    [Fact]
    public void A_live_path_beside_a_dead_one_counts()
    {
        var r = Exp(S);
        Assert.Equal(
            [Math.E],
            GradientAt(Where(S > 5, r, 0) + r, S, 1),
            (a, b) => Math.Abs(a - b) < 1e-15
        );
    }

    [Theory]
    [InlineData(-5.0)]
    [InlineData(0.25)]
    [InlineData(1e300)]
    public void A_condition_may_have_any_value_but_0(double condition)
    {
        var c = Constant(NDArray<double>.Of([3], [condition, 0, -condition]));
        Assert.Equal([1], GradientAt(Sum(Where(c, Broadcast(Log(S), [3]), 0)), S, 2));
    }

    [Fact]
    public void A_condition_that_is_NaN_is_seen_in_the_gradient_of_either_branch()
    {
        var c = Constant(NDArray<double>.Of([3], [double.NaN, 0, 1]));
        Assert.Equal([double.NaN, 0, 1], GradientAt(Sum(Where(c, X, 1)), X, 1, 2, 3));
        Assert.Equal([double.NaN, 1, 0], GradientAt(Sum(Where(c, 1, X)), X, 1, 2, 3));
    }

    [Fact]
    public void A_thousand_ties_in_a_row_do_not_wear_the_gradient_away()
    {
        var z = S;
        for (int i = 0; i < 2000; i++)
            z = Max(z, z * 1);
        Assert.Equal([3], GradientAt(3 * z, S, 1));
    }

    [Fact]
    public void The_losing_input_of_a_max_is_a_dead_branch() =>
        Assert.Equal([0], GradientAt(Max(Sqrt(S) - 1, Constant(0)), S, 0));

    [Fact]
    public void Below_a_dead_relu_everything_is_dead() =>
        Assert.Equal([0], GradientAt(Relu(Sqrt(S) - 1), S, 0));

    [Fact]
    public void Forward_mode_agrees() =>
        Assert.Equal(
            [0, 0, 0.5],
            Evaluate
                .Value(
                    Jvp(Where(X > 0, 2 * Sqrt(X) * 3, 0) / 6, [X], [Ones([3])]),
                    (X, NDArray<double>.Of([3], [0, -1, 1]))
                )
                .Span.ToArray()
        );

    [Fact]
    public void The_second_derivative_is_dead_there_too() =>
        Assert.Equal([0], GradientAt(Gradient(Where(S > 0, Sqrt(S), 0), S)[0], S, 0));

    [Fact]
    public void A_branch_that_is_dead_as_a_whole_is_dead_below_matrix_products_and_softmax()
    {
        var w = Input("w", 3, 3);
        var branch = Softmax(MatMul(Log(X), w));
        var f = Sum(Where(Constant(0), branch * branch, 1));
        var values = Evaluate.Values<double>(
            Gradient(f, X, w),
            (X, NDArray<double>.Of([3], [0, double.NaN, 2])),
            (w, NDArray<double>.Fill([3, 3], double.PositiveInfinity))
        );
        Assert.All(values[0].Span.ToArray(), g => Assert.Equal(0, g));
        Assert.All(values[1].Span.ToArray(), g => Assert.Equal(0, g));
    }

    [Fact]
    public void A_branch_that_lives_in_places_flows_through_a_matrix_product()
    {
        var w = Input("w", 3, 3);
        var f = Sum(Where(X > 1, MatMul(w, X), 0));
        var g = Evaluate.Value(
            Gradient(f, w)[0],
            (X, NDArray<double>.Of([3], [0, 1, 2])),
            (w, NDArray<double>.Fill([3, 3], 1))
        );
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1, 2], g.Span.ToArray());
    }

    [Fact]
    public void What_a_slice_or_a_gather_leaves_out_is_not_connected_however_steep_it_is()
    {
        Assert.Equal([0, 0, 0.5], GradientAt(Sum(Slice(Log(X), [2], [3])), X, 0, double.NaN, 2));
        var last = Constant(NDArray<double>.Of([1], [2]));
        Assert.Equal([0, 0, 0.5], GradientAt(Sum(Gather(Log(X), last, 0)), X, 0, double.NaN, 2));
        var c = Input("c");
        var f = Sum(Where(c > 0, Slice(Log(X), [2], [3]), Slice(Log(X), [2], [3])));
        var g = Evaluate.Value(Gradient(f, X)[0], (X, NDArray<double>.Of([3], [0, 0, 2])), (c, 1));
        Assert.Equal([0, 0, 0.5], g.Span.ToArray());
    }

    [Fact]
    public void What_is_made_of_nothing_is_not_connected_however_steep_it_is()
    {
        var none = Slice(Log(X), [0], [0]);
        Assert.Equal([0, 0, 0], GradientAt(Sum(none), X, 0, double.NaN, 2));
        var columns = MatMul(Zeros([0, 3]), Reshape(Log(X), [3, 1]));
        Assert.Equal([0, 0, 0], GradientAt(Sum(columns), X, 0, double.NaN, 2));
    }

    [Fact]
    public void Where_both_branches_meet_again_all_is_dead_that_was_before()
    {
        var z = Sqrt(X);
        var met = Where(X > 1, Softmax(z), z) + Where(X, z, Where(X < 3, z, MatMul(Eye, z)));
        Assert.Equal([0, 0, 0], GradientAt(Sum(Where(Zeros([3]), met, 1)), X, 0, double.NaN, 2));
        var apart = Where(X > 1, z * 2, Where(X, z, z + 1));
        Assert.Equal([0, 0, 0.5], GradientAt(Sum(Where(X > 3, apart, 1)), X, 0, -1, 4));
    }

    /// <summary>Above the choice relu leaves only the second element; one side of it is taken nowhere.</summary>
    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void A_side_that_is_taken_nowhere_does_not_wake_what_died_before(double side)
    {
        var z = Sqrt(X);
        var c = Fill([3], side);
        var steep = MatMul(Eye * double.PositiveInfinity, z);
        var f = side == 0 ? Where(c, steep, z) : Where(c, z, steep);
        Assert.Equal(
            [0, 0.25, 0],
            GradientAt(Sum(Relu(f - Constant(NDArray.Of([1.0, 1, 1])))), X, 0, 4, 0)
        );
    }

    [Fact]
    public void Branches_may_meet_again_in_another_shape_to_second_order()
    {
        var w = Constant(NDArray<double>.Of([3, 2], [1, -2, 3, 2, -1, 0.5]));
        var z = MatMul(X, w);
        var f = Sum(
            LogSoftmax(Where(z > 0, MatMul(Pow(X * X + 0.25, 2.5), w), z))
                * Constant(NDArray.Of([1.0, -0.5]))
        );
        var v = Constant(NDArray.Of([1.0, -1, 2]));
        Expr[] products =
        [
            Gradient(Sum(Gradient(f, X)[0] * v), X)[0],
            Hvp(f, [X], [v])[0],
            MatMul(Hessian(f, X), v),
        ];
        double[][] values =
        [
            .. products.Select(product =>
                Evaluate.Value(product, (X, NDArray.Of([0.5, 0.25, -1]))).ToArray()
            ),
        ];
        foreach (var value in values)
            Assert.Equal(values[0], value, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.All(values[0], value => Assert.True(double.IsFinite(value) && value != 0));
    }

    private static Expr Eye => Constant(NDArray<double>.Of([3, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1]));
}
