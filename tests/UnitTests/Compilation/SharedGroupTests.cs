using static FunctionalGrad.UnitTests.Compilation.Programs;

namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>Groups that are large enough for several threads.</summary>
[Collection(nameof(Alone))]
public sealed class SharedGroupTests
{
    private static readonly Expr X = Input("x", 301, 512);

    private static readonly Expr Y = Tanh(Max(2 * X + Input("row", 512), 0.5)) * X - 0.25 * X * X;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Threads_that_share_a_group_compute_the_bits_of_the_interpreter(int threads)
    {
        using var setting = new ThreadSetting(threads);
        var program = SameAsInterpreter(Y, Sum(Y), Max(Square(Y), [1]), Sum(Y - X, [1]));
        Assert.Equal(1, program.InstructionCount);
    }

    [Fact]
    public void Threads_that_share_a_group_allocate_nothing()
    {
        using var setting = new ThreadSetting(2);
        var program = Compile.Of([Y, Sum(Square(Y))]);
        RunsWithoutAllocating(program);
    }

    [Fact]
    public void Runs_at_the_same_time_do_not_disturb_one_another()
    {
        using var setting = new ThreadSetting(2);
        var program = Compile.Of([Y, Sum(Y)]);
        NDArray<double>[][] values =
        [
            .. Enumerable
                .Range(0, 4)
                .Select(seed =>
                    program.Inputs.Select(input => Numbers(input.Shape, seed)).ToArray()
                ),
        ];
        var expected = Array.ConvertAll(values, given => program.Run<double>(given)[1].ToScalar());
        Parallel.For(
            0,
            16,
            i => Assert.Equal(expected[i % 4], program.Run<double>(values[i % 4])[1].ToScalar())
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Results_larger_than_the_caches_are_written_past_them(int threads)
    {
        using var setting = new ThreadSetting(threads);
        var v = Input("v", Streaming.Least + 77);
        var y = v * 2 + 1;
        // An output that later operations of its group read, one that nothing reads, and a reduction of the first.
        var program = SameAsInterpreter(y, y * v, Sum(y));
        Assert.Equal(1, program.InstructionCount);
    }
}
