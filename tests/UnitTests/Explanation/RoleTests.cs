namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>The role of a gate is what its local derivatives make it.</summary>
public class RoleTests
{
    private static readonly Expr X = Input("x");
    private static readonly Expr Y = Input("y");

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(2, 2)]
    [InlineData(3, -1)]
    public void A_difference_scales_as_a_sign_does(double x, double y)
    {
        Assert.Equal(GateRole.LocalScaler, Explain.Of(X - Y, (X, x), (Y, y)).Events[0].Role);
        Assert.Equal(GateRole.LocalScaler, Explain.Of(-X, (X, x)).Events[0].Role);
        Assert.Equal(GateRole.Distributor, Explain.Of(X + Y, (X, x), (Y, y)).Events[0].Role);
    }

    [Fact]
    public void Where_all_local_derivatives_are_0_the_gradient_vanishes()
    {
        Assert.Equal(GateRole.Vanishing, Explain.Of(X * Y, (X, 0), (Y, 0)).Events[0].Role);
        Assert.Equal(GateRole.SwapMultiplier, Explain.Of(X * Y, (X, 0), (Y, 2)).Events[0].Role);
        var square = Explain.Of(Square(X), (X, 0));
        Assert.Equal(GateRole.Vanishing, square.Events[0].Role);
        Assert.Contains("square: vanishing gradient", Explain.Text(square));
        var none = Explain.Of(Sum(Input("none", 0)), ("none", NDArray<double>.Fill([0], 0)));
        Assert.Equal(GateRole.Distributor, none.Events[0].Role);
    }

    [Fact]
    public void A_dead_gate_of_one_input_routes_nothing()
    {
        static string Role(Expr f, params Binding<double>[] at) =>
            Explain
                .Of(f, at)
                .Events.First(each => each.Node.Expr is Apply { Primitive.Name: not "sumOver" })
                .RoleName;
        Assert.Equal("vanishing gradient", Role(Relu(X), (X, -3)));
        Assert.Equal("gradient router", Role(Relu(X), (X, 3)));
        var v = Input("v", 2);
        Assert.Equal("gradient router", Role(Sum(Relu(v)), (v, NDArray.Of([-3.0, 3]))));
        Assert.Equal("vanishing gradient", Role(Sum(Relu(v)), (v, NDArray.Of([-3.0, -1]))));
        // Of several inputs it chose another one.
        Assert.Equal("gradient router", Role(Max(X, 5), (X, 2)));
        Assert.Equal("gradient router", Role(Where(X > 0, X, 5), (X, -2)));
    }

    [Fact]
    public void At_NaN_a_gate_keeps_the_role_it_is_declared_with()
    {
        var max = Explain.Of(Max(X, Y), (X, double.NaN), (Y, 2)).Events.Single();
        Assert.Equal((GateRole.Router, false), (max.Role, max.RoleIsInferred));
    }

    [Fact]
    public void Of_large_arrays_the_diagonal_tells_the_role_of_an_elementwise_gate()
    {
        var large = Input("large", 100, 100);
        BackwardEvent Last(Expr f, double value) =>
            Explain.Of(Sum(f), (large, NDArray<double>.Fill([100, 100], value))).Events[1];
        (Expr, double, GateRole)[] told =
        [
            (Relu(large), -1, GateRole.Vanishing),
            (Relu(large), 1, GateRole.Router),
            (large * large, 3, GateRole.SwapMultiplier),
            (large * large, 0, GateRole.Vanishing),
            (large + Exp(large), 1, GateRole.Distributor),
            (Exp(large), 1, GateRole.LocalScaler),
            (Max(large, Exp(large)), 1, GateRole.Router),
        ];
        foreach (var (f, at, role) in told)
        {
            var each = Last(f, at);
            Assert.Equal((role, true), (each.Role, each.RoleIsInferred));
        }
        // What is not written out cannot be read.
        var product = Last(MatMul(large, large), 1);
        Assert.Equal((GateRole.SwapMultiplier, false), (product.Role, product.RoleIsInferred));
    }

    [Fact]
    public void What_mixes_elements_is_no_local_scaler()
    {
        var v = Input("v", 3);
        var at = NDArray.Of([1.0, 2, 4]);
        foreach (var f in new[] { LogSumExp(v), Softmax(v, [0]), LogSoftmax(v, [0]), Norm2(v) })
        {
            var mixed = Explain.Of(Sum(f), (v, at)).Events[^1];
            Assert.Equal("gradient mixer", mixed.RoleName);
            Assert.True(mixed.RoleIsInferred);
        }
        // Of one element there is nothing to mix.
        var one = Input("one", 1);
        var alone = Explain.Of(Sum(Norm2(one)), (one, NDArray.Of([3.0]))).Events[^1];
        Assert.NotEqual("gradient mixer", alone.RoleName);
    }

    [Fact]
    public void A_norm_of_zeros_and_a_softmax_of_what_is_certain_let_nothing_pass()
    {
        var v = Input("v", 3);
        (Expr, double[])[] cases =
        [
            (Norm2(v), [0, 0, 0]),
            (LogSumExp(v), [.. Enumerable.Repeat(double.NegativeInfinity, 3)]),
            (Sum(Softmax(v, [0]) * v), [2000, 0, -2000]),
            (Prod(v), [0, 0, 5]),
        ];
        foreach (var (f, at) in cases)
        {
            var gate = Explain
                .Of(f, (v, NDArray.Of(at)))
                .Events.Single(each =>
                    each.Node.Expr is Apply { Primitive.Name: not ("sumOver" or "mul" or "sum") }
                );
            Assert.All(
                gate.Edges.Where(edge => edge.Flow == EdgeFlow.Flows),
                edge => Assert.All(edge.Local!.Jacobian!.ToArray(), w => Assert.Equal(0, w))
            );
            Assert.Equal(("vanishing gradient", true), (gate.RoleName, gate.RoleIsInferred));
        }
    }

    [Fact]
    public void What_hands_one_number_on_unchanged_adds_nothing_up()
    {
        var one = Input("one", 1);
        var row = Input("row", 1, 3);
        Binding<double>[] at = [(one, NDArray.Of([3.0])), (row, NDArray<double>.Fill([1, 3], 2))];
        foreach (var f in new[] { Sum(one), Prod(one), LogSumExp(one), Norm2(one) })
            Assert.Equal("gradient distributor", Explain.Of(f, at).Events.Single().RoleName);
        var column = Explain.Of(Sum(Square(Sum(row, [0]))), at).Events[^1];
        Assert.Equal("gradient distributor", column.RoleName);
        var copies = Explain.Of(Sum(Square(Input("s") + one)), (Input("s"), 1), at[0]);
        var many = Explain.Of(Sum(Square(Input("s") + row)), (Input("s"), 1), at[1]);
        static string Copy(BackwardTrace trace) =>
            trace
                .Events.Single(each => each.Node.Expr is Apply { Primitive.Name: "broadcast" })
                .RoleName;
        Assert.Equal("gradient distributor", Copy(copies));
        Assert.Equal("gradient adder", Copy(many));
    }
}
