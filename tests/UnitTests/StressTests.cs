namespace FunctionalGrad.UnitTests;

/// <summary>Graphs that are deep, wide or have more paths than there are atoms, on a stack of 256 KB.</summary>
public class StressTests
{
    private static readonly Expr X = Input("x");

    private static Expr Chain(int length)
    {
        var z = X;
        for (int i = 0; i < length; i++)
            z = Sin(z);
        return z;
    }

    private static Expr Sums(int depth)
    {
        var z = X;
        for (int i = 0; i < depth; i++)
            z += z;
        return z;
    }

    private static Expr Products(int depth)
    {
        var z = X;
        for (int i = 0; i < depth; i++)
            z = Sin(z) * z;
        return z;
    }

    private static Expr ManyUses(int uses) => Add([.. Enumerable.Repeat(X, uses)]);

    private static Expr ManyUsers(int users) =>
        Add([.. Enumerable.Range(1, users).Select(i => X * i)]);

    private static Expr Concatenation(int parts) =>
        Sum(Square(Stack([.. Enumerable.Range(0, parts).Select(i => X * i)])));

    private static Expr Votes(int votes) =>
        Where(Add([.. Enumerable.Range(1, votes).Select(i => X > i)]), X * X, X);

    private static Expr ProductOfVariables(int count) =>
        Enumerable.Range(0, count).Select(i => Input($"x{i}")).Aggregate((a, b) => a * b);

    public static TheoryData<string, int> Graphs =>
        new()
        {
            { nameof(Chain), 100_000 },
            { nameof(Sums), 10_000 },
            { nameof(Products), 10_000 },
            { nameof(ManyUses), 1_000_000 },
            { nameof(ManyUsers), 100_000 },
            { nameof(Concatenation), 100_000 },
            { nameof(Votes), 20_000 },
            { nameof(ProductOfVariables), 10_000 },
        };

    private static Expr Build(string name, int size) =>
        name switch
        {
            nameof(Chain) => Chain(size),
            nameof(Sums) => Sums(size),
            nameof(Products) => Products(size),
            nameof(ManyUses) => ManyUses(size),
            nameof(ManyUsers) => ManyUsers(size),
            nameof(Concatenation) => Concatenation(size),
            nameof(Votes) => Votes(size),
            _ => ProductOfVariables(size),
        };

    [Theory]
    [MemberData(nameof(Graphs))]
    public void A_graph_is_evaluated_differentiated_and_simplified(string name, int size) =>
        OnSmallStack(() =>
        {
            var f = Build(name, size);
            var inputs = Tape.Of(f).Inputs.ToArray();
            var bindings = inputs.Select(input => new Binding<double>(
                input,
                NDArray<double>.Scalar(0.5)
            ));
            Expr[] outputs = [f, .. Gradient(f, inputs)];
            var tangent = Jvp(f, [inputs[0]], [Constant(1)]);
            double[] values = Values([.. outputs, tangent], bindings),
                simplified = Values(Simplify.Graph(outputs), bindings);
            Assert.Equal(values[..^1], simplified);
            Assert.Equal(values[1], values[^1], Math.Abs(values[1]) * 1e-9);
        });

    [Theory]
    [MemberData(nameof(Graphs))]
    public void A_graph_is_compiled_and_run(string name, int size) =>
        OnSmallStack(() =>
        {
            var f = Build(name, size);
            var inputs = Tape.Of(f).Inputs.ToArray();
            var bindings = inputs
                .Select(input => new Binding<double>(input, NDArray<double>.Scalar(0.5)))
                .ToArray();
            Expr[] outputs = [f, .. Gradient(f, inputs)];
            var program = Compile.Of(outputs);
            Assert.Equal(
                Values(outputs, bindings),
                program.Run(bindings).Select(value => value.ToScalar())
            );
        });

    [Fact]
    public void A_chain_of_a_million_arrays_is_one_instruction() =>
        OnSmallStack(() =>
        {
            Expr v = Input("v", 3),
                z = v;
            for (int i = 0; i < 1_000_000; i++)
                z = i % 2 == 0 ? z + 1 : z * 0.5;
            var program = Compile.Of(z);
            Assert.Equal(1, program.InstructionCount);
            Assert.Equal(
                [1.0, 1.0, 1.0],
                program.Run((v, NDArray.Of([1.0, 2.0, 3.0])))[0].Span.ToArray()
            );
        });

    [Fact]
    public void A_chain_of_a_million_nodes_passes_through_everything() =>
        OnSmallStack(() =>
        {
            var f = Chain(1_000_000);
            Assert.Equal(22, f.ToString().Split('\n').Length);
            Assert.Equal(125_001, Source.Of(f).Split('\n').Length);
            Assert.NotEqual(0, f.StructuralHash());
            Assert.Same(f, Simplify.Graph(f));
            var gradient = Gradient(f, X)[0];
            Assert.Equal(2_999_999, Tape.Of(gradient).Nodes.Count);
            Assert.InRange(Evaluate.Value(f, (X, 0.5)).ToScalar(), 0.001, 0.01);
        });

    [Fact]
    public void A_chain_of_a_million_nodes_is_computed_with_its_gradient_by_interpreter_and_program() =>
        OnSmallStack(() =>
        {
            var f = Chain(1_000_000);
            Expr[] outputs = [f, .. Gradient(f, X)];
            double z = 0.5,
                slope = 1;
            for (int i = 0; i < 1_000_000; i++)
                (z, slope) = (Math.Sin(z), slope * Math.Cos(z));
            Binding<double> at = (X, 0.5);
            double[] values = Values(outputs, [at]);
            Assert.Equal(z, values[0], 1e-12);
            Assert.Equal(slope, values[1], Math.Abs(slope) * 1e-6);
            Assert.Equal(values, Compile.Of(outputs).Run(at).Select(value => value.ToScalar()));
        });

    [Theory]
    [MemberData(nameof(Graphs))]
    public void A_graph_that_is_dropped_leaves_nothing_behind(string name, int size) =>
        OnSmallStack(() =>
        {
            var dropped = Used(name, Math.Min(size, 10_000));
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            Assert.False(dropped.IsAlive);
        });

    /// <summary>A graph through everything, evaluated twice, so that programs are kept of it; not inlined, so that no local holds it.</summary>
    [System.Runtime.CompilerServices.MethodImpl(
        System.Runtime.CompilerServices.MethodImplOptions.NoInlining
    )]
    private static WeakReference Used(string name, int size)
    {
        var f = Build(name, size);
        var inputs = Tape.Of(f).Inputs.ToArray();
        Binding<double>[] at =
        [
            .. inputs.Select(x => new Binding<double>(x, NDArray<double>.Scalar(0.5))),
        ];
        Expr[] outputs = [f, .. Gradient(f, inputs)];
        double[] values = Values(outputs, at);
        Assert.Equal(values, Values(outputs, at));
        Assert.Equal(values, Values(Simplify.Graph(outputs), at));
        Assert.Equal(values, Compile.Of(outputs).Run(at).Select(value => value.ToScalar()));
        foreach (var (_, pass) in Passes)
            pass(f);
        var other = Build(name, size);
        Assert.True(name == nameof(ProductOfVariables) || f.SameAs(other));
        return new WeakReference(f);
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void A_graph_is_printed_read_back_compared_and_hashed(string name, int size) =>
        OnSmallStack(() =>
        {
            var f = Build(name, size);
            Assert.InRange(f.ToString().Length, 1, 5000);
            var g = Source.Read(Source.Of(f));
            Assert.True(f.SameAs(g));
            Assert.False(f.SameAs(Exp(g)));
            Assert.Equal(f.StructuralHash(), g.StructuralHash());
        });

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Nodes_and_memory_grow_linearly(string name, int size) =>
        OnSmallStack(() =>
        {
            int large = Math.Min(size, 10_000),
                small = large / 10;
            Expr few = Build(name, small),
                many = Build(name, large);
            foreach (var (what, pass) in Passes)
            {
                pass(few);
                double ratio = (double)Bytes(pass, many) / Bytes(pass, few);
                Assert.True(
                    ratio < 15,
                    $"{what} of {name}: {ratio} times the memory for 10 times the nodes"
                );
            }
            Assert.InRange((double)GradientNodes(many) / GradientNodes(few), 0.99, 10.1);
        });

    private static int GradientNodes(Expr f) =>
        Tape.Of(Gradient(f, [.. Tape.Of(f).Inputs])).Nodes.Count;

    private static double[] Values(
        IReadOnlyList<Expr> outputs,
        IEnumerable<Binding<double>> bindings
    ) => [.. Evaluate.Values(outputs, bindings).Select(value => value.ToScalar())];

    private static readonly (string What, Action<Expr> Pass)[] Passes =
    [
        ("print", f => Source.Of(f)),
        ("read", f => Source.Read(Source.Of(f))),
        ("hash", f => f.StructuralHash()),
        ("compare", f => f.SameAs(Exp(f))),
        ("lay out", f => Tape.Of(f)),
        ("gradient", f => Gradient(f, [.. Tape.Of(f).Inputs])),
        ("simplify", f => Simplify.Graph(f)),
        ("substitute", f => Substitute.In(f, (X, Exp(X)))),
        ("jvp", f => Jvp(f, [X], [Constant(1)])),
        ("lint", f => Lint.Of(f, X)),
        ("compile", f => _ = new CompiledProgram([f], Tape.Of(f))),
        ("hvp", f => Hvp(f, X, Constant(1))),
    ];

    private static long Bytes(Action<Expr> pass, Expr f)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        pass(f);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void OnSmallStack(Action test)
    {
        System.Runtime.ExceptionServices.ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    test();
                }
                catch (Exception problem)
                {
                    failure = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(
                        problem
                    );
                }
            },
            maxStackSize: 256 * 1024
        );
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
