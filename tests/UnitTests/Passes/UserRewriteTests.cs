using System.Numerics;

namespace FunctionalGrad.UnitTests.Passes;

/// <summary>Identities that users declare of their own primitives.</summary>
public class UserRewriteTests
{
    private static readonly Expr X = Input("x", 2, 3);
    private static readonly Expr Y = Input("y", 2, 3);

    [Fact]
    public void A_rewrite_of_the_user_may_yield_several_new_nodes()
    {
        Primitive? twice = null;
        twice = new("twice")
        {
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Map(x => x + x),
            Derivative = Derivative.Elementwise((x, y) => 2),
            Notation = Notation.Function("twice"),
            Algebra = new()
            {
                Rewrite = y => -(-(y.Inputs[0] * 1)) + Reshape(Reshape(y.Inputs[0], [6]), [2, 3]),
            },
        };
        Assert.True(Simplify.Graph(twice.Apply(Exp(X))).SameAs(Exp(X) + Exp(X)));
    }

    [Fact]
    public void A_rewrite_that_never_ends_is_stopped()
    {
        Primitive? restless = null;
        restless = new("restless")
        {
            Arity = Arity.Two,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Zip((a, b) => a + b),
            Derivative = Derivative.LocallyConstant,
            Notation = Notation.Function("restless"),
            Algebra = new() { Rewrite = y => restless!.Apply(y.Inputs[1], y.Inputs[0]) },
        };
        Assert.IsType<Apply>(Simplify.Graph(restless.Apply(X, Y)));
    }
}
