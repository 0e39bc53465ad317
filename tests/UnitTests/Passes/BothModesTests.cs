namespace FunctionalGrad.UnitTests.Passes;

public class BothModesTests
{
    private static readonly Expr X = Input("x");
    private static readonly Expr Y = Input("y");

    private static double At(Expr f, double x = 0.5, double y = 3) =>
        Evaluate.Value(f, (X, x), (Y, y)).ToScalar();

    [Fact]
    public void Forward_mode_passes_by_a_condition_as_reverse_mode_does()
    {
        var f = Where(X > 0, X * X, X);
        Assert.Equal(1, At(Jvp(f, [X], [Constant(1)])));
        Assert.Equal(1, At(Gradient(f, X)[0]));
    }

    [Fact]
    public void Both_modes_refuse_a_path_through_a_comparison()
    {
        var f = (X > 0) * Y;
        const string message =
            "gradient: greater has no derivative: its value jumps between 0 and 1. Use it as the condition of a select, or behind stopGradient?";
        Assert.Equal(
            message,
            Assert.Throws<NotDifferentiableException>(() => Gradient(f, X)).Message
        );
        Assert.Equal(
            message,
            Assert.Throws<NotDifferentiableException>(() => Jvp(f, [X], [Constant(1)])).Message
        );
        Assert.Equal(1, At(Gradient(f, Y)[0]));
        Assert.Equal(1, At(Jvp(f, [Y], [Constant(1)])));
    }

    [Fact]
    public void A_node_and_its_ancestor_can_be_asked_for_at_once()
    {
        var h = X * X;
        var f = h * Y;
        var g = Gradient(f, X, h, f);
        Assert.Equal([3.0, 3.0, 1.0], g.Select(v => At(v)));
        var both = Jvp(f, [X, h], [Constant(2), Constant(5)]);
        Assert.Equal(2 * 3.0 + 5 * 3.0, At(both));
    }

    [Fact]
    public void A_node_named_twice_gets_its_gradient_twice()
    {
        var g = Gradient(X * Y, X, X);
        Assert.Equal([3.0, 3.0], g.Select(v => At(v)));
        Assert.Equal(3.0 * (2 + 5), At(Jvp(X * Y, [X, X], [Constant(2), Constant(5)])));
    }

    [Fact]
    public void An_equal_but_distinct_node_is_the_same_node()
    {
        var f = Exp(X * Y) * Exp(X * Y);
        Assert.Equal(2 * Math.Exp(1.5), At(Gradient(f, Exp(X * Y))[0]), 1e-12);
    }

    [Fact]
    public void A_constant_is_a_node_like_any_other()
    {
        var c = Constant(7);
        Assert.Equal(0.5, At(Gradient(X * c + Y, c)[0]));
    }

    [Fact]
    public void What_the_output_does_not_depend_on_gets_zeros_of_its_shape()
    {
        Expr stranger = Input("stranger", 2, 3),
            later = Exp(X * Y);
        var g = Gradient(X * Y, stranger, later, Input("n", 0));
        Assert.True(g[0].SameAs(Zeros([2, 3])));
        Assert.True(g[1].SameAs(Zeros([])));
        Assert.True(g[2].SameAs(Zeros([0])));
        Assert.True(Jvp(X * Y, [stranger], [Ones([2, 3])]).SameAs(Zeros([])));
    }

    [Fact]
    public void Only_the_path_to_the_asked_for_parameter_is_differentiated()
    {
        int pulled = 0;
        var counted = new Primitive("counted")
        {
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Map(x => 2 * x),
            Derivative = Derivative.Elementwise(
                (x, y) =>
                {
                    pulled++;
                    return 2;
                }
            ),
            Notation = Notation.Function("counted"),
        };
        var parameters = Enumerable.Range(0, 1000).Select(i => Input($"p{i}")).ToArray();
        var f = Add([.. parameters.Select(p => counted.Apply(Exp(p)))]);
        var g = Gradient(f, parameters[123])[0];
        Assert.Equal(1, pulled);
        Assert.InRange(Tape.Of(g).Nodes.Count, 1, 6);
        Assert.Same(parameters[123], Assert.Single(Tape.Of(g).Inputs));
    }

    [Fact]
    public void Forward_mode_of_a_stated_pullback_costs_the_same_wherever_it_stands()
    {
        var square = new Primitive("squareByPullback")
        {
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Map(x => x * x),
            Derivative = Derivative.Custom((y, g) => [2 * y.Inputs[0] * g]),
            Notation = Notation.Function("squareByPullback"),
        };
        long Bytes(int length)
        {
            var z = X;
            for (int i = 0; i < length; i++)
                z = square.Apply(z);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Jvp(z, [X], [Constant(1)]);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Bytes(10);
        Assert.InRange((double)Bytes(2000) / Bytes(200), 5, 15);
        Assert.Equal(4 * 0.125, At(Jvp(square.Apply(square.Apply(X)), [X], [Constant(1)])));
        Assert.Equal(
            12 * 0.25,
            At(Jvp(Jvp(square.Apply(square.Apply(X)), [X], [Constant(1)]), [X], [Constant(1)]))
        );
    }
}
