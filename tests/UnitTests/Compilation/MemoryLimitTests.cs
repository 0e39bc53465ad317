namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>What would not fit in memory is refused by a sentence before any is taken.</summary>
[Collection(nameof(Alone))]
public sealed class MemoryLimitTests : IDisposable
{
    private const string Remedy = ", or raise MemoryLimit.Bytes?";

    private static readonly Expr X = Input("x");
    private static readonly Expr Wide = Exp(Input("row", 1, 3000)) * Exp(Input("column", 3000, 1));

    private readonly long before = MemoryLimit.Bytes;

    public MemoryLimitTests() => MemoryLimit.Bytes = 1;

    public void Dispose() => MemoryLimit.Bytes = before;

    private static Expr Chain(int length)
    {
        var z = X;
        for (int i = 0; i < length; i++)
            z = Sin(z);
        return z;
    }

    private static string Refusal(Func<object> work) =>
        Assert.Throws<InsufficientMemoryException>(work).Message;

    [Fact]
    public void A_graph_of_too_many_nodes_is_not_compiled() =>
        Assert.Equal(
            "compile: the graph has 20,001 nodes, of which a program takes about 20 MB, but 0 MB of 0 MB are available. Compile parts, interpret it (Compile.Off)"
                + Remedy,
            Refusal(() => Compile.Of(Chain(20_000)))
        );

    [Fact]
    public void What_was_refused_is_done_when_there_is_room()
    {
        MemoryLimit.Bytes = long.MaxValue;
        Expr x = Input("x", 65_536),
            z = x;
        for (int i = 0; i < 60; i++)
        {
            double last = i;
            z = z * Exp(Constant(NDArray<double>.Create([65_536], all => all[^1] = -last))) + 1;
        }
        var program = Compile.Of(z);
        var one = NDArray<double>.Fill([65_536], 1);
        MemoryLimit.Bytes = 1000;
        Refusal(() => program.Run((x, one)));
        MemoryLimit.Bytes = long.MaxValue;
        Assert.Equal(61, program.Run((x, one))[0].Span[0]);
    }

    [Fact]
    public void A_graph_of_far_too_many_nodes_is_not_laid_out() =>
        Assert.Equal(
            "lay out: the graph has 65,536 nodes and more, and twice as many take 17 MB more, but 0 MB of 0 MB are available. Use parts of it"
                + Remedy,
            Refusal(() => Tape.Of(Chain(70_000)))
        );

    [Fact]
    public void A_graph_whose_program_does_not_fit_is_interpreted_again()
    {
        var chain = Chain(20_000);
        double first = Evaluate.Value(chain, (X, 0.5)).ToScalar();
        Assert.Equal(first, Evaluate.Value(chain, (X, 0.5)).ToScalar());
    }

    [Fact]
    public void A_program_whose_values_would_not_fit_is_not_made() =>
        Assert.Equal(
            "compile: the program needs 108 MB at one time, of which mul [3000, 3000] is the largest value, but 0 MB of 0 MB are available. Use a smaller batch, compile parts"
                + Remedy,
            Refusal(() => Compile.Of(Sum(MatMul(Wide, Sin(Wide)))))
        );

    [Fact]
    public void No_limit_makes_an_arena_longer_than_an_array()
    {
        MemoryLimit.Bytes = long.MaxValue;
        var huge = Exp(Input("row", 1, 40_000)) * Exp(Input("column", 40_000, 1));
        Assert.Equal(
            "compile: the program needs 4,800,000,000 numbers at one time, of which mul [40000, 40000] is the largest value, but one array can hold 2,147,483,591. Use a smaller batch, or compile parts?",
            Refusal(() => Compile.Of(Sum(MatMul(huge, Sin(huge)))))
        );
    }

    [Fact]
    public void A_run_is_refused_when_its_memory_or_its_outputs_would_not_fit()
    {
        MemoryLimit.Bytes = long.MaxValue;
        var program = Compile.Of(Wide, Sum(MatMul(Wide, Sin(Wide))));
        MemoryLimit.Bytes = 1;
        NDArray<double>[] values =
        [
            NDArray<double>.Fill([1, 3000], 0),
            NDArray<double>.Fill([3000, 1], 0),
        ];
        Assert.Equal(
            "run: the outputs take 72 MB, but 0 MB of 0 MB are available. Ask for fewer at a time"
                + Remedy,
            Refusal(() => program.Run<double>(values))
        );
        Assert.StartsWith(
            "compile: the program needs 144 MB at one time, of which sin [3000, 3000] is the largest value",
            Refusal(() =>
            {
                program.RunInto<double>(values, [new double[9_000_000], new double[1]]);
                return program;
            })
        );
    }

    [Fact]
    public void Values_that_would_not_fit_are_not_interpreted() =>
        Assert.Equal(
            "evaluate: the values that are needed at one time take 216 MB, of which broadcast [3000, 3000] is the largest, but 0 MB of 0 MB are available. Use a smaller batch, evaluate parts"
                + Remedy,
            Refusal(() =>
                Evaluate.Value(
                    Sum(Sin(Wide + 1)),
                    ("row", NDArray<double>.Fill([1, 3000], 0)),
                    ("column", NDArray<double>.Fill([3000, 1], 0))
                )
            )
        );

    [System.Runtime.CompilerServices.InlineArray(1 << 14)]
    private struct Huge
    {
        private byte first;
    }

    [Fact]
    public void Where_the_estimate_was_too_hopeful_there_is_a_sentence_too() =>
        Assert.Equal(
            "run: an output takes 16384.0 GB in one piece, and there is no such room. Use a smaller batch, or parts?",
            Refusal(() => MemoryLimit.Allocate<Huge>(1_000_000_000, "run: an output takes"))
        );

    [Fact]
    public void What_is_small_is_not_held_against_the_limit() =>
        Assert.Equal(1, Compile.Of(Exp(X)).Run((X, 0.0))[0].ToScalar());

    [Fact]
    public void A_limit_is_at_least_one_byte() =>
        Assert.StartsWith(
            "memory: a limit of 0 bytes was asked for, but it must be at least 1.",
            Assert.Throws<ArgumentOutOfRangeException>(() => MemoryLimit.Bytes = 0).Message
        );
}
