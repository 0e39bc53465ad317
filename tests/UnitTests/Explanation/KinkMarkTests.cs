namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>Kinks and ties are marked where they are, and nowhere else.</summary>
public class KinkMarkTests
{
    private static readonly Expr X = Input("x");
    private static readonly Expr Y = Input("y");

    [Fact]
    public void A_tie_is_marked_and_shared()
    {
        var trace = Explain.Of(Max(X, Y), (X, 2), (Y, 2));
        Assert.Equal([0], trace.Output.Kinks);
        Assert.Equal("a tie is shared evenly, 1/2 to each", trace.Output.Convention);
        Assert.Equal([0.5, 0.5], trace.Inputs.Select(node => node.Gradient!.ToScalar()));
        Assert.Equal(GateRole.Router, trace.Events.Single().Role);
        Assert.Equal(2, trace.Check.Kinks);
        Assert.Empty(Explain.Of(Max(X, Y), (X, 2), (Y, 2.000001)).Output.Kinks);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1e-300, 0)]
    [InlineData(-3, 0)]
    public void A_kink_is_marked_where_it_is_and_nowhere_else(double at, int kinks) =>
        Assert.Equal(kinks, Explain.Of(Relu(X), (X, at)).Output.Kinks.Count);

    [Fact]
    public void Where_branches_meet_with_one_slope_there_is_no_kink()
    {
        foreach (var smooth in new[] { Elu(X, 1), LeakyRelu(X, 1), 3 * Elu(X, 1) * Y })
        {
            var trace = Explain.Of(smooth + Y, (X, 0), (Y, 2));
            Assert.All(trace.Nodes, node => Assert.Empty(node.Kinks));
            Assert.True(trace.Check.IsOk, trace.Check.ToString());
            Assert.Equal((2, 0), (trace.Check.Entries, trace.Check.Kinks));
        }
        foreach (var kinked in new[] { Elu(X, 2), LeakyRelu(X, 0.5), Abs(X) })
        {
            var trace = Explain.Of(kinked + Y, (X, 0), (Y, 2));
            Assert.Equal(1, trace.Nodes.Sum(node => node.Kinks.Count));
            Assert.Equal(1, trace.Check.Kinks);
        }
        // Steps across a kink are no steps at one.
        Assert.Equal(0, Explain.Of(Relu(X), (X, 1e-5)).Check.Kinks);
        Assert.True(Explain.Of(Relu(X), (X, 1e-5)).Check.IsOk);
    }

    [Fact]
    public void A_condition_is_no_kink() =>
        Assert.Empty(Explain.Of(Where(X > 0, Y, 2 * Y), (X, -1), (Y, 3)).Output.Kinks);

    [Fact]
    public void A_tie_that_no_gradient_passes_is_not_marked()
    {
        // Labels compared with the numbers of classes, as a one-hot encoding does.
        var (labels, scores) = (Input("labels", 3), Input("scores", 3));
        var hits = EqualTo(labels, Constant(NDArray.Of([0.0, 1, 2])));
        var f = Sum(Where(hits, scores, 0));
        var trace = Explain.Of(
            f,
            (labels, NDArray.Of([0.0, 2, 2])),
            (scores, NDArray.Of([1.0, 2, 3]))
        );
        Assert.All(trace.Nodes, node => Assert.Empty(node.Kinks));
        Assert.DoesNotContain("on a kink", Explain.Text(trace));
        Assert.DoesNotContain("on a kink", Explain.Svg(trace));
    }

    [Fact]
    public void Kinks_are_told_by_element()
    {
        var x = Input("x", 4);
        var trace = Explain.Of(Sum(Relu(x)), (x, NDArray.Of([1.0, 0, -1, 0])));
        Assert.Equal([1, 3], trace.Nodes.Single(node => node.Kinks.Count > 0).Kinks);
        var tied = Explain.Of(Max(x, [0]), (x, NDArray.Of([5.0, 1, 5, 0])));
        Assert.Equal([0], tied.Output.Kinks);
        Assert.Equal(GateRole.Router, tied.Events[0].Role);
    }

    public static TheoryData<int> Jumping => [0, 1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Jumping))]
    public void What_decides_exactly_on_its_boundary_is_marked_and_not_called_right(int which)
    {
        (Expr f, double at, bool jumps)[] cases =
        [
            (Where(X > 0, X, -X), 0, false),
            (Where(X > 0, X + 5, X), 0, true),
            (Where(X - 1 > 0, X * X * 3, X * 2), 1, true),
            (Floor(X) * X, 2, true),
            (Sign(X) * X + X, 0, false),
            (Where((X > 0) * (X < 3), X, 2 * X), 0, false),
        ];
        var (f, at, jumps) = cases[which];
        var trace = Explain.Of(f, (X, at));
        Assert.Equal(1, trace.Nodes.Sum(node => node.Kinks.Count));
        Assert.Equal("nothing could be compared: every entry is on a kink", trace.Check.ToString());
        string told = jumps
            ? "beside it the value jumps"
            : "the value is the same on both sides of it but the slope is not, a kink";
        Assert.Contains(
            $"is on its boundary: {told}, and the gradient is that of the branch taken here",
            Explain.Text(trace, new TextStyle { Width = 400 })
        );
        var beside = Explain.Of(f, (X, at + 0.25));
        Assert.All(beside.Nodes, node => Assert.Empty(node.Kinks));
        Assert.Equal("max rel err < 1e-9 ok", beside.Check.ToString());
    }

    [Fact]
    public void Branches_that_meet_with_one_value_and_one_slope_are_no_kink()
    {
        Expr[] smooth =
        [
            Where(X > 0, X, Sin(X)),
            Where(X > 0, X * X, -(X * X * X)),
            Where(X >= 0, Exp(X), 1 + X) * Y,
            Where(X > 0, X + 5, X) * 0 + X,
        ];
        foreach (var f in smooth)
        {
            var trace = Explain.Of(f, (X, 0), (Y, 2));
            Assert.All(trace.Nodes, node => Assert.Empty(node.Kinks));
            Assert.True(trace.Check.IsOk, trace.Check.ToString());
            Assert.DoesNotContain("boundary", Explain.Text(trace));
        }
        var x = Input("x", 3);
        var mixed = Explain.Of(
            Sum(
                Where(
                    x > 0,
                    x * x + Constant(NDArray.Of([0.0, 1, 0])),
                    x * Constant(NDArray.Of([0.0, 0, 2]))
                )
            ),
            (x, NDArray.Of([0.0, 0, 0]))
        );
        Assert.Equal([1, 2], mixed.Nodes.Single(node => node.Kinks.Count > 0).Kinks);
        Assert.Contains(
            "in 2 elements, 1, 2: beside it the value jumps, or at least the slope does",
            Explain.Text(mixed)
        );
    }

    [Fact]
    public void Of_an_array_only_the_entries_on_the_boundary_are_left_out()
    {
        var x = Input("x", 3);
        var trace = Explain.Of(Sum(Where(x > 0, x, -x)), (x, NDArray.Of([1.0, 0, -2])));
        Assert.Equal([1], trace.Nodes.Single(node => node.Kinks.Count > 0).Kinks);
        Assert.Equal((2, 1), (trace.Check.Entries, trace.Check.Kinks));
    }

    [Fact]
    public void What_is_constant_by_decree_decides_nothing()
    {
        Expr[] held = [StopGradient(Max(X, 0)) * X, Where(StopGradient(X) > 0, Y, 2 * Y) + X];
        Assert.All(
            held,
            f =>
            {
                var trace = Explain.Of(f, (X, 0), (Y, 2));
                Assert.All(trace.Nodes, node => Assert.Empty(node.Kinks));
                Assert.Equal(0, trace.Check.Kinks);
            }
        );
    }
}
