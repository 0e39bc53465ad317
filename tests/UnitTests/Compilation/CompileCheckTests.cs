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

    private sealed record Colliding(double Factor) : Attributes
    {
        public override IReadOnlyList<Literal> Literals => [new Literal.Number(Factor)];

        public override int GetHashCode() => 1;
    }

    [Fact]
    public void Graphs_of_one_hash_are_two_programs()
    {
        var scale = new Primitive("scale")
        {
            Arity = Arity.One,
            Shape = (x, _) => x[0].Shape,
            Kernel = Kernel.Elementwise(
                (x, y) =>
                    System.Numerics.Tensors.TensorPrimitives.Multiply(
                        x[0],
                        x.Get<Colliding>().Factor,
                        y
                    ),
                (x, y) => x[0].CopyTo(y)
            ),
            Derivative = Derivative.NotDifferentiable("it is for a test"),
            Notation = Notation.Function("scale"),
        };
        var x = Input("x", 2);
        Expr two = scale.Apply(new Colliding(2), x),
            three = scale.Apply(new Colliding(3), x);
        Assert.Equal(Tape.Of(two).HashWithModules(), Tape.Of(three).HashWithModules());
        Binding<double> at = (x, NDArray.Of([1.0, 5.0]));
        var first = Compile.Of(two);
        Assert.Equal([3.0, 15.0], Compile.Of(three).Run(at)[0].Span.ToArray());
        Assert.Equal([2.0, 10.0], first.Run(at)[0].Span.ToArray());
        Assert.Equal(
            2,
            Tape.Of(two + three).Nodes.OfType<Apply>().Count(y => y.Primitive == scale)
        );
    }
}
