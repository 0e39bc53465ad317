using System.Numerics.Tensors;
using static FunctionalGrad.UnitTests.Compilation.Programs;

namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>Reductions, softmax and copies large enough for several threads: shared, with the bits of one.</summary>
[Collection(nameof(Alone))]
public sealed class SharedReductionTests
{
    private static readonly int[] Rows = [0],
        Columns = [1],
        Outer = [0, 2];

    private static Expr[] Graphs
    {
        get
        {
            Expr wide = Input("wide", 300, 700),
                tall = Input("tall", 70_001, 3),
                narrow = Input("narrow", 70_000, 3),
                @long = Input("long", 200_003),
                cube = Input("cube", 37, 90, 61);
            return
            [
                .. new[] { wide, tall, narrow }.SelectMany(x =>
                    new[] { Rows, Columns }.SelectMany(axes =>
                        new[]
                        {
                            Sum(x, Ints.Of(axes)),
                            Max(x, Ints.Of(axes)),
                            Norm2(x, Ints.Of(axes)),
                            LogSumExp(x, Ints.Of(axes)),
                            Softmax(x, Ints.Of(axes)),
                            LogSoftmax(x, Ints.Of(axes)),
                        }
                    )
                ),
                Sum(@long),
                Min(@long),
                Norm2(@long),
                Softmax(@long),
                Sum(cube, Ints.Of(Outer)),
                Sum(cube, [1]),
                Prod(cube * 0.1 + 1, Ints.Of(Outer)),
                Softmax(cube, [1]),
                Transpose(wide),
                Permute(cube, [2, 0, 1]),
                Permute(cube, [0, 2, 1]),
                Broadcast(Input("row", 501), [403, 501]),
                Slice(cube, [1, 0, 2], [37, 90, 61], [1, 1, 1]),
                .. Gradient(Sum(Softmax(wide, [0]) * Input("weights", 300, 700)), wide),
            ];
        }
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_number_of_threads()
    {
        var graphs = Graphs;
        var program = Compile.Of(graphs);
        var bindings = Bindings(program);
        IReadOnlyList<NDArray<double>> one;
        using (new ThreadSetting(1))
            one = Evaluate.Values(Tape.Of(graphs), bindings);
        foreach (int threads in new[] { 1, 2, 3, 5 })
        {
            using var setting = new ThreadSetting(threads);
            var many = program.Run(bindings);
            for (int i = 0; i < graphs.Length; i++)
                Assert.True(one[i].SameBits(many[i]), $"{graphs[i]} with {threads} threads");
        }
    }

    [Fact]
    public void They_allocate_nothing()
    {
        using var setting = new ThreadSetting(2);
        RunsWithoutAllocating(Compile.Of(Graphs));
    }

    public static TheoryData<string> Kinds => ["run", "rows", "tall", "wide", "softmax", "dot"];

    /// <summary>A part waits until another thread has come to a part, too.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Two_threads_share_what_is_large(string kind)
    {
        using var setting = new ThreadSetting(2);
        using var meeting = new Barrier(2);
        var met = new ThreadLocal<bool>(() => meeting.SignalAndWait(TimeSpan.FromSeconds(20)));
        Shape shape = kind switch
        {
            "run" => [1 << 18],
            "rows" => [1 << 10, 1 << 8],
            "tall" => [1 << 17, 2],
            _ => [1 << 8, 1 << 10],
        };
        Expr x = Input("x", [.. shape]);
        Ints axes = kind is "run" or "tall" or "wide" ? [0] : [1];
        var operands = new Operands<double>(
            [Numbers(shape), Numbers(shape)],
            (Apply)Softmax(x, axes)
        );
        var y = new double[kind is "softmax" or "dot" ? x.Shape.Size : x.Shape.Size / Length()];
        if (kind == "softmax")
            FunctionalGrad.Rows.Map(operands, y, (a, b) => Meet());
        else if (kind == "dot")
            FunctionalGrad.Rows.Zip(operands, y, (a, b, c) => Meet());
        else
            Reduce.Run(operands, y, 0, Summed, Added);

        double Summed(ReadOnlySpan<double> a)
        {
            Meet();
            return TensorPrimitives.Sum(a);
        }

        void Added(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> sum)
        {
            Meet();
            TensorPrimitives.Add(a, b, sum);
        }

        void Meet() => Assert.True(met.Value, "one thread was left alone");

        int Length() => axes.Aggregate(1, (length, axis) => length * shape[axis]);
    }
}
