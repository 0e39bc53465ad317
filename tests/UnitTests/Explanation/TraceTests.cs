namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>The trace on the lecture's goldens.</summary>
public class TraceTests
{
    private static readonly Expr X = Input("x");
    private static readonly Expr Y = Input("y");

    [Fact]
    public void The_first_circuit_has_the_lectures_numbers()
    {
        var trace = LectureTraces.FirstCircuit;
        Assert.Equal(["x", "y", "z", "q", "f"], trace.Nodes.Select(node => node.Name));
        Assert.Equal([-2, 5, -4, 3, -12], trace.Nodes.Select(node => node.Value.ToScalar()));
        Assert.Equal([-4, -4, 3, -4, 1], trace.Nodes.Select(node => node.Gradient!.ToScalar()));
        Assert.Equal(["f", "q"], trace.Events.Select(each => each.Node.Name));
        var swap = trace.Events[0];
        Assert.Equal(GateRole.SwapMultiplier, swap.Role);
        Assert.True(swap.RoleIsInferred);
        Assert.Equal(["z", "q"], swap.Edges.Select(edge => edge.Local!.PartialText));
        Assert.Equal([-4, 3], swap.Edges.Select(edge => edge.Local!.Value!.ToScalar()));
        Assert.Equal("gradient distributor", trace.Events[1].RoleName);
    }

    [Fact]
    public void The_gates_have_the_lectures_numbers()
    {
        var trace = LectureTraces.Gates;
        Assert.Equal(-20, trace.Output.Value.ToScalar());
        Assert.Equal(-8, trace.Gradient("x"));
        Assert.Equal(6, trace.Gradient("y"));
        Assert.Equal(2, trace.Gradient("z"));
        Assert.Equal(0, trace.Gradient("w"));
        var max = trace.Events.Single(each => each.Node.Expr is Apply { Primitive.Name: "max" });
        Assert.Equal(GateRole.Router, max.Role);
        Assert.Equal([0, 1], max.Edges.Select(edge => edge.StrongZeros));
    }

    [Fact]
    public void A_node_used_twice_adds_what_arrives()
    {
        var trace = LectureTraces.Copy;
        Assert.Equal(7, trace.Gradient("x"));
        Assert.Equal(2, trace.Gradient("y"));
        Assert.Equal(2, trace.Node("x").Paths);
        var arriving = trace
            .Events.SelectMany(each => each.Edges)
            .Where(edge => edge.Into.Name == "x")
            .Select(edge =>
                (edge.Path, edge.Contribution!.ToScalar(), edge.RunningSum!.ToScalar())
            );
        Assert.Equal([(1, 5, 5), (2, 2, 7)], arriving);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_sigmoid_neuron_has_the_same_numbers_fused_and_written_out(bool fused)
    {
        var trace = LectureTraces.Neuron(fused);
        Assert.Equal(0.731059, trace.Output.Value.ToScalar(), 6);
        Assert.Equal(-0.196612, trace.Gradient("w0"), 6);
        Assert.Equal(-0.393224, trace.Gradient("w1"), 6);
        Assert.Equal(0.196612, trace.Gradient("w2"), 6);
        Assert.Equal(0.393224, trace.Gradient("x0"), 6);
        Assert.Equal(-0.589836, trace.Gradient("x1"), 6);
        Assert.True(trace.Check.IsOk, trace.Check.ToString());
    }

    [Fact]
    public void The_written_out_neuron_shows_the_course_notes_intermediate_gradients()
    {
        var flows = LectureTraces
            .Neuron(fused: false)
            .Events.Take(4)
            .SelectMany(each => each.Edges)
            .Where(edge => edge.Flow == EdgeFlow.Flows)
            .Select(edge => Math.Round(edge.Contribution!.ToScalar(), 6));
        Assert.Equal([-0.534447, -0.534447, -0.196612, 0.196612], flows);
    }

    [Fact]
    public void The_staged_example_adds_up_three_paths()
    {
        var trace = LectureTraces.Staged;
        Assert.Equal(1.545645, trace.Output.Value.ToScalar(), 6);
        Assert.Equal(2.059570, trace.Gradient("x"), 6);
        Assert.Equal(1.592233, trace.Gradient("y"), 6);
        Assert.Equal(3, trace.Node("x").Paths);
        var parts = trace
            .Events.SelectMany(each => each.Edges)
            .Where(edge => edge.Into.Name == "x")
            .Select(edge => Math.Round(edge.Contribution!.ToScalar(), 6));
        Assert.Equal([-0.035762, 0.512144, 1.583187], parts.Order());
    }

    [Fact]
    public void Vectors_and_matrices_have_the_lectures_numbers()
    {
        var trace = LectureTraces.SquaredLength;
        Assert.Equal(0.116, trace.Output.Value.ToScalar(), 12);
        AssertClose([0.088, 0.176, 0.104, 0.208], trace.Node("W"));
        AssertClose([-0.112, 0.636], trace.Node("x"));
        var product = LectureTraces.MatrixProduct;
        AssertClose([-2, 4, -2, 13], product.Node("X"));
        AssertClose([13, 17, 21, 18, 24, 30], product.Node("W"));
        var rule = product.Events.Single().Edges[0].Local!;
        Assert.Equal("matmul(df,transpose(W))", rule.PullbackText);
        Assert.Equal([6, 4], rule.Jacobian!.Shape);
        Assert.Null(rule.Partial);
        Assert.Equal(GateRole.SwapMultiplier, product.Events.Single().Role);
    }

    [Fact]
    public void The_two_layer_network_has_the_lectures_numbers()
    {
        var trace = LectureTraces.Network;
        Assert.Equal(0.131397, trace.Output.Value.ToScalar(), 6);
        AssertClose([-0.061823, 0.002836, -0.385635], trace.Node("W2"), 1e-6);
        AssertClose(
            [-0.089403, 0.090778, -0.094441, 0.203160, -0.218139, 0.228328],
            trace.Node("W1"),
            1e-6
        );
        Assert.True(trace.Check.IsOk, trace.Check.ToString());
        Assert.Equal(15, trace.Check.Entries);
    }

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
    public void What_does_not_flow_is_told_with_its_reason()
    {
        var trace = Explain.Of(StopGradient(X) * Y + 3 * X, (X, 2), (Y, 5));
        Assert.Equal(3, trace.Gradient("x"));
        var silent = trace.Events.SelectMany(each => each.Edges).Where(e => e.Contribution is null);
        Assert.Equal(
            [EdgeFlow.Constant, EdgeFlow.NotConnected],
            silent.Select(edge => edge.Flow).Order()
        );
        Assert.Contains(trace.Events, each => each.Role == GateRole.Vanishing);
        Assert.True(trace.Check.IsOk, trace.Check.ToString());
        var unused = Explain.Of(StopGradient(X), (X, 2));
        Assert.Null(unused.Node("x").Gradient);
    }

    [Fact]
    public void A_gate_without_derivative_is_told_and_is_no_error_here()
    {
        var edge = Explain.Of((X > 0) * Y, (X, 2), (Y, 5)).Events[1].Edges[0];
        Assert.Equal(EdgeFlow.NotDifferentiable, edge.Flow);
        Assert.Equal(
            "gradient: greater has no derivative: its value jumps between 0 and 1. Use it as the condition of a select, or behind stopGradient?",
            edge.Refusal
        );
    }

    [Fact]
    public void A_dead_branch_contributes_strong_zeros()
    {
        var trace = Explain.Of(Where(X > 0, Sqrt(X), 0), (X, 0));
        Assert.Equal(0, trace.Gradient("x"));
        Assert.Contains(
            trace.Events.SelectMany(each => each.Edges),
            edge => edge.Into.Name == "x" && edge.StrongZeros == 1
        );
    }

    [Fact]
    public void Only_the_gate_with_the_branch_says_that_it_was_not_taken()
    {
        const string branch = "branch was not taken";
        var x = Input("x", 2);
        var at = NDArray.Of([1.0, 2]);
        var given = Explain.Of(Exp(x), NDArray.Of([0.0, 1]), (x, at));
        Assert.DoesNotContain(branch, Explain.Text(given));
        string dead = Explain.Text(Explain.Of(Relu(X - 5), (X, 2)));
        Assert.Equal(2, dead.Split(branch).Length);
        Assert.Contains("relu: ", dead.Split('\n').Single(line => line.Contains(branch)));
        string root = Explain.Text(Explain.Of(Where(X > 0, Sqrt(X), 0), (X, 0)));
        Assert.Contains("exactly 0: the upstream gradient is exactly 0", root);
    }

    [Fact]
    public void Nodes_can_be_given_names()
    {
        var (q, sum) = (X + Y, X * Y);
        var trace = Explain.Of(q * sum, (X, 1), (Y, 2));
        var named = trace.Named((X + Y, "total"), (sum, "product"));
        Assert.Equal(["x", "y", "total", "product", "f"], named.Nodes.Select(node => node.Name));
        Assert.Equal("product", named.Events[0].Edges[0].Local!.PartialText);
        Assert.Equal(["x", "y", "q", "r", "f"], trace.Nodes.Select(node => node.Name));
        Assert.Equal(
            "named: 2 nodes would be called x. Choose another name.",
            Assert.Throws<ShapeException>(() => trace.Named((q, "x"))).Message
        );
    }

    [Fact]
    public void A_graph_of_nothing_but_a_leaf_has_a_trace()
    {
        Assert.Equal(1, Explain.Of(X, (X, 2)).Gradient("x"));
        Assert.Empty(Explain.Of(Constant(2)).Events);
    }

    [Fact]
    public void Bad_requests_are_refused_in_sentences()
    {
        Assert.Equal(
            "explain: the expression is [2], but only a scalar [] has a gradient. Sum it, or give the upstream gradient it receives.",
            Assert.Throws<ShapeException>(() => Explain.Of(Input("v", 2))).Message
        );
        Assert.Equal(
            "explain: the expression is [2], its upstream gradient is [3]: they must have one shape.",
            Assert
                .Throws<ShapeException>(() => Explain.Of(Input("v", 2), NDArray.Of([1.0, 2, 3])))
                .Message
        );
        Assert.Throws<ArgumentNullException>(() => Explain.Of(null!));
        Assert.Throws<BindingException>(() => Explain.Of(X * Y, (X, 1)));
    }

    private static void AssertClose(double[] expected, TraceNode node, double tolerance = 1e-12)
    {
        var found = node.Gradient!.ToArray();
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
