namespace FunctionalGrad.UnitTests;

public class FirstCircuitTests
{
    [Fact]
    public void The_lectures_first_circuit_has_the_lectures_gradients()
    {
        Expr x = Input("x"),
            y = Input("y"),
            z = Input("z");
        var f = (x + y) * z;
        var values = Evaluate.Values<double>(
            [f, .. Gradient(f, x, y, z)],
            (x, -2.0),
            (y, 5.0),
            (z, -4.0)
        );
        Assert.Equal([-12.0, -4.0, -4.0, 3.0], values.Select(v => v.ToScalar()));
    }

    [Fact]
    public void A_dead_branch_contributes_exactly_zero()
    {
        var x = Input("x", 3);
        var at = NDArray<double>.Of([3], [-1, 0, 4]);
        var f = Sum(Where(x > 0, Log(x), 0) * 3);
        Assert.Equal([0, 0, 0.75], Evaluate.Value(Gradient(f, x)[0], (x, at)).Span.ToArray());
    }

    [Fact]
    public void A_primitive_can_be_declared_outside_the_library()
    {
        // y = x^3, dy/dx = 3 x^2
        var cube = new Primitive("cube")
        {
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Map(x => x * x * x),
            Derivative = Derivative.Elementwise((x, y) => 3 * x * x),
            Notation = Notation.Function("cube", "{0}^3"),
        };
        var x = Input("x");
        var second = Gradient(Gradient(cube.Apply(x), x)[0], x)[0];
        Assert.Equal(12, Evaluate.Value(second, (x, 2.0)).ToScalar());
    }

    [Fact]
    public void A_matrix_product_and_a_max_over_axes_are_differentiated()
    {
        Expr a = Input("a", 2, 2),
            b = Input("b", 2, 3);
        var f = Sum(Max(MatMul(a, b), [1]));
        var values = Evaluate.Values<double>(
            Gradient(f, a, b),
            (a, NDArray<double>.Of([2, 2], [1, 2, 3, 4])),
            (b, NDArray<double>.Of([2, 3], [1, 0, -1, 2, 1, 0]))
        );
        Assert.Equal([1, 2, 1, 2], values[0].Span.ToArray());
        Assert.Equal([4, 0, 0, 6, 0, 0], values[1].Span.ToArray());
    }

    [Fact]
    public void A_gradient_is_taken_apart_into_as_many_variables_as_nodes()
    {
        Expr x = Input("x"),
            y = Input("y");
        var (dx, dy) = Gradient(x * y, x, y);
        Assert.Equal(3, Evaluate.Value(dx, (x, 2), (y, 3)).ToScalar());
        Assert.Equal(2, Evaluate.Value(dy, (x, 2), (y, 3)).ToScalar());
        Assert.Equal(
            "gradient: 2 expressions are taken apart into 3 variables. Name one variable for each node that was differentiated with respect to.",
            Assert
                .Throws<ShapeException>(() =>
                {
                    var (_, _, _) = Gradient(x * y, x, y);
                })
                .Message
        );
    }
}
