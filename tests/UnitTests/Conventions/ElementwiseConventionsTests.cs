namespace FunctionalGrad.UnitTests;

public class ElementwiseConventionsTests
{
    public static TheoryData<string> Names =>
        [.. ElementwiseConventions.Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_convention_holds_in_both_modes_and_both_element_types(string name)
    {
        var row = ElementwiseConventions.Rows.Single(row => row.Name == name);
        Expr[] x = [.. row.At.Select((_, i) => Input($"x{i}"))];
        var y = row.Function(x);
        Expr[] outputs = [y, .. Gradient(y, x), .. x.Select(xi => Jvp(y, [xi], [Ones([])]))];
        double[] expected = [row.Value, .. row.Gradient, .. row.Gradient];

        var doubles = Evaluate.Values<double>(
            outputs,
            x.Zip(row.At, (xi, at) => (Binding<double>)(xi, at))
        );
        Assert.Equal(
            expected,
            doubles.Select(v => v.ToScalar()),
            (a, b) => Near(a, b, 1e-14, 1e-300)
        );

        if (!Array.TrueForAll(row.At, at => !double.IsFinite(at) || Math.Abs(at) < 1e10))
            return;
        var singles = Evaluate.Values<float>(
            outputs,
            x.Zip(row.At, (xi, at) => (Binding<float>)(xi, (float)at))
        );
        Assert.Equal(
            expected,
            singles.Select(v => (double)v.ToScalar()),
            (a, b) => Near(a, b, 1e-6, 1e-38)
        );
    }

    private static bool Near(double expected, double actual, double relative, double absolute) =>
        expected.Equals(actual)
        // Every number is as near infinity as any other.
        || (
            double.IsFinite(expected)
            && Math.Abs(expected - actual) <= relative * Math.Abs(expected) + absolute
        );

    [Fact]
    public void A_tie_under_the_policy_Error_is_an_error_when_the_gradient_is_evaluated()
    {
        Expr a = Input("a", 2),
            b = Input("b", 2);
        var y = Sum(Max(a, b, TiePolicy.Error));
        NDArray<double> left = NDArray<double>.Of([2], [1, 2]),
            right = NDArray<double>.Of([2], [0, 2]);
        Assert.Equal(3, Evaluate.Value(y, (a, left), (b, right)).ToScalar());
        var problem = Assert.Throws<NotDifferentiableException>(() =>
            Evaluate.Value(Gradient(y, a)[0], (a, left), (b, right))
        );
        Assert.Equal(
            "gradient: both inputs of a max or min are 2 at element 1, and its tie policy is Error. Choose Split, First or Second?",
            problem.Message
        );
    }

    [Fact]
    public void A_comparison_has_no_gradient_and_says_so()
    {
        var x = Input("x");
        var problem = Assert.Throws<NotDifferentiableException>(() => Gradient(x > 1, x));
        Assert.Equal(
            "gradient: greater has no derivative: its value jumps between 0 and 1. Use it as the condition of a select, or behind stopGradient?",
            problem.Message
        );
    }

    [Fact]
    public void Clip_wants_its_bounds_in_order() =>
        Assert.Equal(
            "clip: the lower bound 2.0 is not below the upper bound 1.0. Swap them?",
            Assert.Throws<ShapeException>(() => Clip(Input("x"), 2, 1)).Message
        );
}
