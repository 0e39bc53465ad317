namespace FunctionalGrad.UnitTests.Verification;

/// <summary>The slope of one node along the tangents of its operands, weighted by its cotangent.</summary>
public class NodeSlopeTests
{
    private static readonly Expr X = Input("x"),
        Y = Input("y"),
        V = Input("v", 2),
        W = Input("w", 2);

    private static NDArray<double> Of(double x) => NDArray<double>.Fill(Shape.Scalar, x);

    private static (double Value, double Error)? Seen(
        Expr node,
        double claimed,
        double enough,
        double[] cotangent,
        params (NDArray<double>, double[]?)[] operands
    ) =>
        new NodeSlope((Apply)node, operands, cotangent, GradientCheckOptions.Default).Seen(
            claimed,
            enough
        );

    [Fact]
    public void It_is_the_weighted_sum_of_how_the_elements_move()
    {
        // v * w moves by (5 * 7, 0) + (2 * 1, 3 * -4), weighted by 2 and 10.
        var seen = Seen(
            V * W,
            -46,
            1e-6,
            [2, 10],
            (NDArray.Of([2.0, 3]), [7, 0]),
            (NDArray.Of([5.0, 6]), [1, -4])
        );
        Assert.Equal(-46, seen!.Value.Value, 1e-9);
        Assert.InRange(seen.Value.Error, 0, 1e-7);
        var held = Seen(
            V * W,
            -116,
            1e-6,
            [2, 10],
            (NDArray.Of([2.0, 3]), null),
            (NDArray.Of([5.0, 6]), [1, -4])
        );
        Assert.Equal(2 * 2 - 10 * 12, held!.Value.Value, 1e-9);
    }

    [Fact]
    public void Elements_without_weight_do_not_count_even_where_they_are_not_finite()
    {
        var seen = Seen(Log(V), 3, 1e-6, [3, 0], (NDArray.Of([1.0, -1]), [1, 1]));
        Assert.Equal(3, seen!.Value.Value, 1e-6);
    }

    [Fact]
    public void Steps_are_as_wide_as_the_operands_and_as_fine_as_the_tangents_ask_for()
    {
        foreach (double x in new[] { 1e-3, 1, 1e8 })
        foreach (double tangent in new[] { 1e-9, 1, 1e9 })
        {
            var seen = Seen(Square(X), 2 * x * tangent, 0, [1], (Of(x), [tangent]));
            Assert.Equal(1, seen!.Value.Value / (2 * x * tangent), 1e-9);
        }
    }

    [Fact]
    public void Beside_something_huge_steps_as_wide_as_that_are_tried()
    {
        foreach (double huge in new[] { 1e10, 1e14 })
        {
            var seen = Seen(X + Y, 3, 1e-6, [3], (Of(huge), null), (Of(1), [1]));
            Assert.Equal(3, seen!.Value.Value, 1e-6);
            Assert.InRange(seen.Value.Error, 0, 1e-6);
            var slow = Seen(X + Y, 1e-6, 1e-12, [1], (Of(huge), null), (Of(1), [1e-6]));
            Assert.Equal(1e-6, slow!.Value.Value, 1e-12);
            Assert.InRange(slow.Value.Error, 0, 1e-12);
        }
        // There nothing moves before a step of 1e4.
        Assert.Equal(
            3,
            Seen(X + Y, 3, 1e-6, [1], (Of(1e20), null), (Of(1), [3]))!.Value.Value,
            1e-3
        );
    }

    [Fact]
    public void What_oscillates_at_a_large_operand_is_seen_by_steps_small_beside_1()
    {
        foreach (double x in new[] { 1e8, 3e10 })
        {
            double slope = -2 * x * Math.Sin(x);
            var seen = Seen(Cos(X), slope, 1e-3 * x, [1], (Of(x), [2 * x]));
            Assert.Equal(1, seen!.Value.Value / slope, 1e-3);
        }
    }

    [Fact]
    public void What_is_wrong_is_seen_as_it_is()
    {
        var seen = Seen(Square(X), 100, 1e-6, [1], (Of(3), [1]));
        Assert.Equal(6, seen!.Value.Value, 1e-9);
        Assert.InRange(seen.Value.Error, 0, 1e-9);
    }

    [Fact]
    public void On_a_kink_and_where_the_kernel_refuses_there_is_none()
    {
        Assert.Null(Seen(Relu(X), 0.5, 1, [1], (Of(0), [1])));
        var refusing = WrongRules.Unary(
            "refusing",
            x => x == 1 ? x : throw new ArgumentException("elsewhere"),
            (_, _) => 1
        );
        Assert.Null(Seen(refusing.Apply(X), 1, 1, [1], (Of(1), [1])));
    }

    [Fact]
    public void It_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var slope = new NodeSlope(
            (Apply)Square(X),
            [(Of(3), [1])],
            [1],
            new() { Cancellation = cancelled.Token }
        );
        Assert.Throws<OperationCanceledException>(() => slope.Seen(6, 1));
    }
}
