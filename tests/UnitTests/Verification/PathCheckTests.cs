namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Which derivatives are confirmed node by node, right or wrong, large or small.</summary>
public class PathCheckTests
{
    private static readonly Expr X = Input("x"),
        Y = Input("y"),
        V = Input("v", 2);

    private static readonly Binding<double>[] At = [(X, 0.5), (Y, 3), (V, NDArray.Of([1.0, 2]))];

    private static readonly Expr[] Inputs = [X, Y, V];

    private static bool Confirms(
        Expr output,
        int element,
        double analytic,
        double rounding = 0,
        int row = 0
    )
    {
        var function = new GraphFunction([output], Inputs, At);
        return new PathCheck(function, Inputs, At, GradientCheckOptions.Default)
                .Along(Direction.Of(function.Point, element), row)
                ?.Confirms(analytic, rounding) == true;
    }

    [Fact]
    public void A_small_derivative_beside_a_large_value_is_confirmed_if_it_is_what_the_nodes_make()
    {
        var drowned = 1e12 + 1e-9 * Square(X);
        Assert.True(Confirms(drowned, 0, 1e-9));
        Assert.True(Confirms(drowned, 0, (1 + 9e-8) * 1e-9));
        Assert.False(Confirms(drowned, 0, (1 + 2e-7) * 1e-9));
        Assert.True(Confirms(drowned, 0, 1.009e-9, rounding: 1e-12));
        Assert.False(Confirms(drowned, 0, 1.009e-9, rounding: 8e-13));
        Assert.False(Confirms(drowned, 0, -1e-9));
        Assert.False(Confirms(drowned, 0, 0));
    }

    [Fact]
    public void Each_node_has_to_be_right_as_far_as_it_is_seen()
    {
        bool IsConfirmed(double factor) =>
            Confirms(
                1e12 + WrongRules.Unary("off", x => x * x, (x, _) => factor * 2 * x).Apply(X),
                0,
                factor
            );
        Assert.True(IsConfirmed(1 + 9e-8));
        Assert.False(IsConfirmed(1 + 1.1e-7));
        Assert.False(IsConfirmed(1.009));
    }

    [Fact]
    public void A_wrong_rule_on_the_way_is_not_confirmed()
    {
        double wrong = 1 - Math.Tanh(0.5);
        Assert.False(Confirms(1e12 + 1e-9 * WrongRules.Tanh.Apply(X), 0, 1e-9 * wrong));
        Assert.False(Confirms(WrongRules.Tanh.Apply(X), 0, wrong));
        double right = 1 - Math.Pow(Math.Tanh(0.5), 2);
        Assert.True(Confirms(1e12 + 1e-9 * Tanh(X), 0, 1e-9 * right));
    }

    [Fact]
    public void A_wrong_rule_beside_the_way_does_not_matter()
    {
        var output = 1e12 + 1e-9 * Square(X) + WrongRules.Tanh.Apply(Y);
        Assert.True(Confirms(output, 0, 1e-9));
        Assert.False(Confirms(output, 1, 1 - Math.Tanh(3)));
    }

    [Fact]
    public void What_cancels_to_its_own_rounding_is_confirmed_to_a_millionth_of_its_terms()
    {
        var cancelled = Sin(X) - Sin(X) + 0 * Y;
        Assert.True(Confirms(cancelled, 0, 0));
        Assert.True(Confirms(cancelled, 0, 1e-17, rounding: 1e-17));
        Assert.False(Confirms(cancelled, 0, 1e-17, rounding: 1e-19));
        Assert.False(Confirms(cancelled, 0, 1e-3, rounding: 1));
        Expr Cancelled(double size) => size * Sin(X) - size * Sin(1 * X);
        Assert.True(Confirms(Cancelled(1e6), 0, 1e-2, rounding: 1e-2));
        Assert.False(Confirms(Cancelled(1), 0, 1e-2, rounding: 1e-2));
        Assert.False(Confirms(Cancelled(1e-6), 0, 1e-10, rounding: 1e-10));
        Assert.True(Confirms(Sin(X), 1, 0));
        Assert.False(Confirms(Sin(X), 1, 1e-3, rounding: 1));
    }

    [Fact]
    public void Each_element_of_the_output_and_of_the_inputs_is_asked_by_itself()
    {
        // d[1] / v[1] = 2 v[1] = 4 per unit; the direction is as long as v[1].
        Assert.True(Confirms(Square(V), 3, 8, row: 1));
        Assert.False(Confirms(Square(V), 3, 2, row: 1));
        Assert.True(Confirms(Square(V), 2, 2, row: 0));
        Assert.True(Confirms(Square(V), 2, 0, row: 1));
        Assert.False(Confirms(Square(V), 2, 2, row: 1));
        var function = new GraphFunction([Square(V) * X], Inputs, At);
        var check = new PathCheck(function, Inputs, At, GradientCheckOptions.Default);
        // Of (x v^2)[i] along v and x together, and again along v alone: what is kept is kept apart.
        var both = Direction.Exactly([1, 0, 1, 1]);
        var alone = Direction.Exactly([0, 0, 1, 1]);
        Assert.True(check.Along(both, 0)?.Confirms(1 + 1, 0) == true);
        Assert.True(check.Along(alone, 0)?.Confirms(1, 0) == true);
        Assert.True(check.Along(both, 1)?.Confirms(4 + 2, 0) == true);
        Assert.True(check.Along(alone, 1)?.Confirms(2, 0) == true);
        Assert.False(check.Along(alone, 1)?.Confirms(1, 0) == true);
    }

    [Fact]
    public void What_is_not_finite_or_not_differentiable_is_not_confirmed()
    {
        Assert.False(Confirms(Sqrt(X - 0.5), 0, double.PositiveInfinity));
        var nested = WrongRules.Like(Primitives.Sin, Derivative.NotDifferentiable("so it is"));
        Assert.False(Confirms(nested.Apply(X), 0, 1));
    }
}
