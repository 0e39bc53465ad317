namespace FunctionalGrad.UnitTests.Passes;

public class HigherDerivativeTests
{
    private static readonly Expr X = Input("x", 2);
    private static readonly Expr A = Input("a", 3, 2);
    private static readonly NDArray<double> AtX = NDArray<double>.Of([2], [0.5, -2]);
    private static readonly NDArray<double> AtA = NDArray<double>.Of([3, 2], [1, 2, 3, 4, 5, 6]);

    private static double[] At(Expr f) => Evaluate.Value(f, (X, AtX), (A, AtA)).Span.ToArray();

    [Theory]
    [InlineData(JacobianMode.Forward)]
    [InlineData(JacobianMode.Reverse)]
    [InlineData(JacobianMode.Auto)]
    public void A_Jacobian_has_the_outputs_axes_then_the_nodes(JacobianMode mode)
    {
        var j = Jacobian(MatMul(A, X * X), X, mode);
        Assert.Equal(Shape.Of(3, 2), j.Shape);
        Assert.Equal([1, -8, 3, -16, 5, -24], At(j));
        var byMatrix = Jacobian(MatMul(A, X), A, mode);
        Assert.Equal(Shape.Of(3, 3, 2), byMatrix.Shape);
        Assert.Equal([0.5, -2, 0, 0, 0, 0, 0, 0, 0.5, -2, 0, 0, 0, 0, 0, 0, 0.5, -2], At(byMatrix));
    }

    [Fact]
    public void Auto_takes_the_way_with_fewer_passes()
    {
        static int Size(Expr f) => Tape.Of(f).Nodes.Count;
        Expr wide = Input("w", 50),
            sum = Sum(Exp(wide)),
            copies = Exp(Sum(wide) + Zeros([50]));
        Assert.Equal(Size(Jacobian(sum, wide, JacobianMode.Reverse)), Size(Jacobian(sum, wide)));
        Assert.True(Size(Jacobian(sum, wide)) < Size(Jacobian(sum, wide, JacobianMode.Forward)));
        var scalar = Input("s");
        Assert.Equal(
            Size(Jacobian(copies * scalar, scalar, JacobianMode.Forward)),
            Size(Jacobian(copies * scalar, scalar))
        );
    }

    [Fact]
    public void Jacobians_for_several_nodes_come_in_their_order()
    {
        var both = Jacobian(MatMul(A, X), [X, A, Input("elsewhere", 4)]);
        Assert.Equal(
            [Shape.Of(3, 2), Shape.Of(3, 3, 2), Shape.Of(3, 4)],
            both.Select(j => j.Shape)
        );
        Assert.Equal(AtA.Span.ToArray(), At(both[0]));
        Assert.True(both[2].SameAs(Zeros([3, 4])));
    }

    [Theory]
    [InlineData(JacobianMode.Forward)]
    [InlineData(JacobianMode.Reverse)]
    public void Empty_axes_give_empty_Jacobians(JacobianMode mode)
    {
        var empty = Input("e", 0, 2);
        Assert.Equal(Shape.Of(0, 2, 0, 2), Jacobian(Exp(empty), empty, mode).Shape);
        Assert.Equal(Shape.Of(2, 0, 2), Jacobian(X * Sum(empty), empty, mode).Shape);
        Assert.Equal(Shape.Of(0, 2, 2), Jacobian(empty * X, X, mode).Shape);
    }

    [Fact]
    public void A_Hessian_has_the_nodes_axes_twice()
    {
        // f = x0^2 x1 + e^x1: [[2 x1, 2 x0], [2 x0, e^x1]]
        Expr x0 = Slice(X, [0], [1]),
            x1 = Slice(X, [1], [2]);
        var f = Sum(x0 * x0 * x1 + Exp(x1));
        Assert.Equal([-4, 1, 1, Math.Exp(-2)], At(Hessian(f, X)));
        Assert.Equal(
            [-4 * 3 + 1 * 7, 1 * 3 + Math.Exp(-2) * 7],
            At(Hvp(f, X, Constant(NDArray<double>.Of([2], [3, 7]))))
        );
    }

    [Fact]
    public void The_blocks_of_a_Hessian_are_transposes_of_one_another()
    {
        var f = Sum(Exp(MatMul(A, X) * 0.1) * 2);
        var blocks = Hessian(f, [X, A]);
        Assert.Equal(Shape.Of(2, 2), blocks[0][0].Shape);
        Assert.Equal(Shape.Of(2, 3, 2), blocks[0][1].Shape);
        Assert.Equal(Shape.Of(3, 2, 2), blocks[1][0].Shape);
        Assert.Equal(Shape.Of(3, 2, 3, 2), blocks[1][1].Shape);
        double[] upper = At(Reshape(blocks[0][1], [2, 6])),
            lower = At(Permute(Reshape(blocks[1][0], [6, 2]), [1, 0]));
        Assert.All(upper.Zip(lower), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.NotEqual(0, upper[0]);
    }

    [Fact]
    public void A_product_with_the_Hessian_of_several_nodes_is_made_of_its_blocks()
    {
        var f = Sum(Exp(MatMul(A, X) * 0.1));
        Expr v = Constant(NDArray<double>.Of([2], [1, 2])),
            u = Constant(NDArray<double>.Of([3, 2], [1, 0, -1, 2, 0.5, 3]));
        var blocks = Hessian(f, [X, A]);
        var products = Hvp(f, [X, A], [v, u]);
        var expected =
            MatMul(blocks[0][0], v) + MatMul(Reshape(blocks[0][1], [2, 6]), Reshape(u, [6]));
        Assert.All(
            At(expected).Zip(At(products[0])),
            pair => Assert.Equal(pair.First, pair.Second, 1e-12)
        );
        Assert.Equal(Shape.Of(3, 2), products[1].Shape);
    }

    [Fact]
    public void Derivatives_of_any_order_can_be_taken()
    {
        var x = Input("s");
        var f = Exp(2 * x);
        for (int order = 1; order <= 5; order++)
            f = order % 2 == 0 ? Gradient(f, x)[0] : Jvp(f, [x], [Constant(1)]);
        Assert.Equal(32 * Math.Exp(1), Evaluate.Value(f, (x, 0.5)).ToScalar(), 1e-10);
        Assert.True(Hessian(3 * x, x).SameAs(Zeros([])));
    }

    [Fact]
    public void Only_a_scalar_has_a_Hessian()
    {
        Assert.Equal(
            "hessian: the expression is [2], but only a scalar [] has a hessian. Sum it, or use vjp or jacobian.",
            Assert.Throws<ShapeException>(() => Hessian(X, X)).Message
        );
        Assert.Equal(
            "hvp: the expression is [2], but only a scalar [] has a hessian. Sum it, or use vjp or jacobian.",
            Assert.Throws<ShapeException>(() => Hvp(X, X, X)).Message
        );
        Assert.Equal(
            "gradient: the expression is [2], but only a scalar [] has a gradient. Sum it, or use vjp or jacobian.",
            Assert.Throws<ShapeException>(() => Gradient(X, X)).Message
        );
    }

    [Fact]
    public void Vectors_and_nodes_must_fit()
    {
        Assert.Equal(
            "hvp: node 0 is x [2], its vector is a [3, 2]: they must have one shape.",
            Assert.Throws<ShapeException>(() => Hvp(Sum(X), X, A)).Message
        );
        Assert.Equal(
            "hvp: 1 nodes and 2 vectors were given: there must be one vector for each node.",
            Assert.Throws<ShapeException>(() => Hvp(Sum(X), [X], [X, X])).Message
        );
        Assert.Equal(
            "jacobian: no node is given to differentiate with respect to. Name at least one input.",
            Assert.Throws<ShapeException>(() => Jacobian(X, [])).Message
        );
    }

    [Fact]
    public void A_product_with_nothing_to_differentiate_with_respect_to_is_refused()
    {
        Assert.Equal(
            "jvp: no node is given to differentiate with respect to. Name at least one input.",
            Assert.Throws<ShapeException>(() => Jvp([X], [], [])).Message
        );
        Assert.Equal(
            "hvp: no node is given to differentiate with respect to. Name at least one input.",
            Assert.Throws<ShapeException>(() => Hvp(Sum(X), [], [])).Message
        );
    }

    /// <summary>2^34 elements: refused before the first of 2^17 passes is built.</summary>
    [Fact]
    public void What_no_array_can_hold_is_refused_at_once()
    {
        var wide = Input("wide", 1 << 17);
        foreach (
            var refused in new Action[]
            {
                () => Jacobian(wide * wide, [wide]),
                () => Hessian(Sum(wide * wide), [wide]),
            }
        )
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<ShapeException>(refused);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    /// <summary>The fewer of rows and columns: with two inputs of 2 and 1 elements three columns are dearer than two rows.</summary>
    [Fact]
    public void A_Jacobian_is_built_by_whichever_takes_fewer_passes()
    {
        Expr a = Input("a", 2),
            b = Input("b");
        var output = Sin(a) * b;
        foreach (
            var (wrt, mode) in new[]
            {
                (new[] { a, b }, JacobianMode.Reverse),
                ([a], JacobianMode.Reverse),
                ([b], JacobianMode.Forward),
            }
        )
        {
            var chosen = Jacobian(output, wrt);
            var expected = Jacobian(output, wrt, mode);
            Assert.All(wrt.Select((_, i) => i), i => Assert.True(chosen[i].SameAs(expected[i])));
        }
    }
}
