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
