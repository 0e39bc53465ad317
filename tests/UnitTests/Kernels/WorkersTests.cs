using FunctionalGrad.UnitTests.Compilation;

namespace FunctionalGrad.UnitTests.Kernels;

[Collection(nameof(Alone))]
public class WorkersTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Every_number_is_worked_on_once(int count)
    {
        var times = new int[count];
        for (int round = 0; round < 200; round++)
            Workers.Run(count, new Counting(times));
        Assert.All(times, n => Assert.Equal(200, n));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(70)]
    public void Any_number_of_threads_does_every_part_once(int threads)
    {
        using var setting = new ThreadSetting(threads);
        var times = new int[1000];
        for (int round = 0; round < 50; round++)
            Workers.Run(times.Length, new Counting(times));
        Assert.All(times, n => Assert.Equal(50, n));
    }

    [Fact]
    public void Several_callers_at_once_and_work_within_work_come_to_their_end()
    {
        var times = new int[8][];
        Parallel.For(
            0,
            times.Length,
            caller =>
            {
                times[caller] = new int[100];
                for (int round = 0; round < 100; round++)
                    Workers.Run(10, new Nested(times[caller]));
            }
        );
        Assert.All(times, of => Assert.All(of, n => Assert.Equal(100, n)));
    }

    [Fact]
    public void What_a_part_throws_reaches_the_caller_and_the_next_work_is_done()
    {
        for (int round = 0; round < 20; round++)
        {
            var thrown = Assert.Throws<InvalidOperationException>(() =>
                Workers.Run(10, new Throwing())
            );
            Assert.Equal("part", thrown.Message);
        }
        var times = new int[10];
        Workers.Run(10, new Counting(times));
        Assert.All(times, n => Assert.Equal(1, n));
    }

    [Fact]
    public void Nothing_is_allocated_for_work()
    {
        var times = new int[1000];
        Workers.Run(1000, new Counting(times));
        Assert.Equal(
            0,
            Allocation.Of(() =>
            {
                for (int round = 0; round < 100; round++)
                    Workers.Run(1000, new Counting(times));
            })
        );
    }

    [Fact]
    public void No_thread_at_all_is_an_error()
    {
        var problem = Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.Threads = 0);
        Assert.StartsWith(
            "threads: 0 threads were asked for, but one at least does the work. Use 1 to stay on the caller's.",
            problem.Message
        );
    }

    private readonly struct Counting(int[] times) : IRanges
    {
        public void Run(int from, int to)
        {
            for (int i = from; i < to; i++)
                Interlocked.Increment(ref times[i]);
        }
    }

    private readonly struct Nested(int[] times) : IRanges
    {
        public void Run(int from, int to)
        {
            for (int i = from; i < to; i++)
                Workers.Run(10, new Counting(times, 10 * i));
        }

        private readonly struct Counting(int[] times, int first) : IRanges
        {
            public void Run(int from, int to)
            {
                for (int i = from; i < to; i++)
                    Interlocked.Increment(ref times[first + i]);
            }
        }
    }

    private readonly struct Throwing : IRanges
    {
        public void Run(int from, int to) => throw new InvalidOperationException("part");
    }
}
