using static FunctionalGrad.Composition;

namespace FunctionalGrad.UnitTests.Networks;

public class CompositionTests
{
    private static readonly Expr x = Input("x", 2);
    private static readonly NDArray<double> at = NDArray<double>.Of([2], [3, -1]);

    [Fact]
    public void Then_applies_the_first_function_first()
    {
        Func<Expr, Expr> twice = v => 2 * v;
        Assert.Equal([7, -1], At(twice.Then(v => v + 1)));
        Assert.Equal(At(twice.Then(v => v + 1)), At(Compose(twice, v => v + 1)));
    }

    [Fact]
    public void Composition_is_associative_and_the_empty_one_changes_nothing()
    {
        Func<Expr, Expr> f = Square,
            g = v => v - 4,
            h = Relu;
        Assert.Equal(At(f.Then(g).Then(h)), At(f.Then(g.Then(h))));
        Assert.Same(x, Compose()(x));
    }

    [Fact]
    public void A_residual_function_adds_its_input() => Assert.Equal([12, 0], At(Residual(Square)));

    [Fact]
    public void A_residual_function_that_changes_the_shape_is_named_with_its_place() =>
        Assert.Equal(
            "residual in block: the input is x [2], but the function makes [3] of it: x + f(x) needs one shape. Let its last layer have as many outputs as the input has features.",
            Assert
                .Throws<ShapeException>(() =>
                    ModulePath.Named("block", () => Residual(Layer.Dense("a", 2, 3))(x))
                )
                .Message
        );

    [Fact]
    public void Parallel_branches_see_one_input_and_are_combined()
    {
        Assert.Equal([3, 1], At(Parallel(Add, Relu, v => Relu(-v))));
        Assert.Equal([3, 0, 9, 1], At(Parallel(ys => Concat(ys, 0), Relu, Square)));
    }

    private static double[] At(Func<Expr, Expr> f) => Evaluate.Value(f(x), (x, at)).ToArray();
}
