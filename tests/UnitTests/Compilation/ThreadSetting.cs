namespace FunctionalGrad.UnitTests.Compilation;

/// <summary>So many threads, until it is disposed of. No result depends on the number, so that tests beside may run with it.</summary>
internal sealed class ThreadSetting : IDisposable
{
    private readonly int before = Parallelism.Threads;

    public ThreadSetting(int threads) => Parallelism.Threads = threads;

    public void Dispose() => Parallelism.Threads = before;
}
