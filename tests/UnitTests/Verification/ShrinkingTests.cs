namespace FunctionalGrad.UnitTests.Verification;

/// <summary>How small an application that fails is made.</summary>
public class ShrinkingTests
{
    /// <summary>A rule that is wrong near one number alone.</summary>
    private static Primitive WrongAt(double number, double within = 0.1) =>
        WrongRules.Unary("wrongAt", Math.Sin, (x, _) => Cos(x) + (Abs(x - number) < within));

    private static NDArray<double> Shrunk(Expr applied, params NDArray<double>[] operands)
    {
        var options = GradientCheckOptions.Default;
        var fault = new RuleCheck((Apply)applied, operands, options).Fault(1)!;
        var (check, still) = Shrinking.Of((Apply)applied, operands, fault, options);
        Assert.NotNull(still);
        Assert.Equal(operands.Length, check.At.Count);
        return check.At[0].Value;
    }

    private static NDArray<double> Counting(params int[] lengths) =>
        NDArray<double>.Create(
            Shape.Of(lengths),
            x =>
            {
                for (int i = 0; i < x.Length; i++)
                    x[i] = i + 1;
            }
        );

    private static NDArray<double> Of(double x) => NDArray<double>.Fill(Shape.Scalar, x);

    [Fact]
    public void Axes_go_away_around_the_element_that_fails()
    {
        for (int number = 1; number <= 6; number++)
            Assert.True(
                Of(number).SameBits(Shrunk(WrongAt(number).Apply(Input("m", 2, 3)), Counting(2, 3)))
            );
        Assert.True(
            Of(16).SameBits(Shrunk(WrongAt(16).Apply(Input("t", 2, 3, 4)), Counting(2, 3, 4)))
        );
        Assert.True(
            Of(5).SameBits(Shrunk(WrongAt(5).Apply(Input("square", 3, 3)), Counting(3, 3)))
        );
    }

    [Fact]
    public void Of_a_long_axis_the_first_eight_and_the_last_position_are_tried()
    {
        var long12 = Input("v", 12);
        foreach (int number in new[] { 1, 2, 8, 12 })
            Assert.True(Of(number).SameBits(Shrunk(WrongAt(number).Apply(long12), Counting(12))));
        Assert.Equal(Shape.Of(12), Shrunk(WrongAt(10).Apply(long12), Counting(12)).Shape);
    }

    [Fact]
    public void Values_are_rounded_to_as_few_digits_as_still_fail()
    {
        Assert.True(Of(0.5).SameBits(Shrunk(WrongRules.Tanh.Apply(Input("x")), Of(0.4567))));
        Assert.True(Of(2).SameBits(Shrunk(WrongRules.Tanh.Apply(Input("x")), Of(1.9))));
        foreach (var (within, shortest) in new[] { (0.01, 0.12), (0.001, 0.123), (1e-5, 0.12345) })
            Assert.True(
                Of(shortest)
                    .SameBits(Shrunk(WrongAt(0.12345, within).Apply(Input("x")), Of(0.12345)))
            );
    }

    [Fact]
    public void Operands_shrink_together_as_far_as_the_primitive_takes_them()
    {
        var product = WrongRules.Like(
            Primitives.MatMul,
            Derivative.Bilinear(
                (y, g) => 2 * MatMul(g, Transpose(y.Inputs[1])),
                (y, g) => MatMul(Transpose(y.Inputs[0]), g)
            )
        );
        var left = Shrunk(
            product.Apply(Input("a", 2, 3), Input("b", 3, 5)),
            Counting(2, 3),
            Counting(3, 5)
        );
        Assert.Equal(Shape.Of(1, 1), left.Shape);
    }

    [Fact]
    public void A_rule_that_does_not_stand_what_is_smaller_stays_as_it_is()
    {
        var picky = WrongRules.Unary(
            "picky",
            Math.Sin,
            (x, _) =>
                x.Shape.Size < 3 ? throw new InvalidOperationException("too small") : 2 * Cos(x)
        );
        Assert.Equal(Shape.Of(3), Shrunk(picky.Apply(Input("v", 3)), Counting(3)).Shape);
    }

    [Fact]
    public void The_first_of_the_suspects_that_fails_is_accused()
    {
        var x = Input("x");
        var first = WrongRules.Tanh.Apply(x);
        var second = WrongRules.Tanh.Apply(first);
        Binding<double>[] at = [(x, 0.5)];
        var heard = new List<(int, int)>();
        var options = new GradientCheckOptions
        {
            Seed = 9,
            Progress = new Told(each =>
            {
                Assert.Equal("blame", each.Step);
                heard.Add((each.Done, each.Total));
            }),
        };
        Assert.Same(first, Accusation.First([second], at, 1, options)!.Node);
        Assert.Equal([(1, 3), (2, 3)], heard);
        var other = Accusation.First([second], at, 1, options, (node, _) => node == second)!;
        Assert.Same(second, other.Node);
        Assert.Equal((0, 1, 9L), (other.Operand, other.Order, other.Seed));
        Assert.Null(Accusation.First([second], at, 1, options, (_, _) => false));
        Assert.Null(Accusation.First([Sin(x)], at, 1, options));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            Accusation.First([x], at, 1, new() { Cancellation = cancelled.Token })
        );
    }

    private sealed class Told(Action<GradientCheckProgress> tell) : IProgress<GradientCheckProgress>
    {
        public void Report(GradientCheckProgress value) => tell(value);
    }
}
