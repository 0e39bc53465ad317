using FunctionalGrad.UnitTests.Compilation;

namespace FunctionalGrad.UnitTests;

/// <summary>What an action allocates; for tests that run <see cref="Alone"/>, as the number of threads is set.</summary>
internal static class Allocation
{
    private const int Rounds = 10;

    /// <summary>
    /// The fewest bytes that the calling thread allocated in a round of <paramref name="action"/>, where it does all work itself and where others share
    /// it. The runtime and the test runner allocate on threads of their own, now and then on this one; an action that allocates does so in each round.
    /// </summary>
    public static long Of(Action action)
    {
        using var one = new ThreadSetting(1);
        long alone = OnThisThread(action);
        using var two = new ThreadSetting(2);
        return Math.Max(alone, OnThisThread(action));
    }

    private static long OnThisThread(Action action)
    {
        long fewest = long.MaxValue;
        // What the first round allocates may be the room that the others use.
        action();
        for (int round = 0; round < Rounds && fewest > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return fewest;
    }
}
