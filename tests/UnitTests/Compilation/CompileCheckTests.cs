namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>The debug mode names what changes a value; programs of equal graphs are one program.</summary>
public class CompileCheckTests
{
    private static readonly Expr X = Input("x", 3000);

    private static Primitive Own(string name, Map<double> map, Algebra? algebra = null) =>
        new(name)
        {
            Arity = Arity.One,
            Shape = (x, _) => x[0].Shape,
            Kernel = Kernel.Map(map, (x, y) => x.CopyTo(y)),
            Derivative = Derivative.NotDifferentiable("it is wrong"),
            Notation = Notation.Function(name),
            Algebra = algebra ?? Algebra.None,
        };

    [Fact]
    public void A_right_program_differs_nowhere()
    {
        var loss = Sum(Square(Sigmoid(MatMul(Reshape(X, [60, 50]), Input("w", 50, 7)))));
        var program = Compile.Of(loss);
        Assert.Null(Compile.FirstDifference([loss], Programs.Bindings(program)));
    }

    [Fact]
    public void A_kernel_that_is_called_elementwise_and_is_not_is_named()
    {
        var wrong = Own(
            "position",
            (x, y) =>
            {
                for (int i = 0; i < y.Length; i++)
                    y[i] = x[i] + i;
            }
        );
        var f = ModulePath.Named("hidden", () => wrong.Apply(Exp(X) * 0)) + 1;
        Assert.Equal(
            "instruction 0 writes 1 as element 512 of add [3000], the interpreter 513.",
            Compile.FirstDifference([f], new Binding<double>(X, Programs.Numbers([3000])))
        );
    }

    [Fact]
    public void An_identity_that_does_not_hold_is_named()
    {
        var wrong = Own(
            "increment",
            (x, y) => System.Numerics.Tensors.TensorPrimitives.Add(x, 1, y),
            new() { Involution = true }
        );
        var f = wrong.Apply(wrong.Apply(X));
        var difference = Compile.FirstDifference(
            [f],
            new Binding<double>(X, NDArray<double>.Fill([3000], 2))
        );
        Assert.StartsWith("simplify: increment [3000] became x,", difference);
        Assert.EndsWith("which changes element 0 from 4 to 2.", difference);
    }

    [Fact]
    public void Equal_graphs_are_one_program_and_others_are_not()
    {
        static Expr Graph(double number, string module) =>
            ModulePath.Named(module, () => Exp(Input("x", 3) * number));
        var program = Compile.Of(Graph(2, "a"));
        Assert.Same(program, Compile.Of(Graph(2, "a")));
        Assert.NotSame(program, Compile.Of(Graph(3, "a")));
        Assert.NotSame(program, Compile.Of(Graph(2, "b")));
        Assert.NotSame(program, Compile.Of(Exp(Input("x", 4) * 2)));
        GC.KeepAlive(program);
    }
}
