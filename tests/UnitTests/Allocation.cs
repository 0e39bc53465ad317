namespace FunctionalGrad.UnitTests;

/// <summary>What an action allocates, on whatever threads; for tests that run <see cref="Alone"/>.</summary>
internal static class Allocation
{
    private const int Rounds = 50;

    /// <summary>
    /// The fewest bytes that the process allocated in a round of <paramref name="action"/>. The runtime and the test runner
    /// allocate for themselves now and then; an action that allocates does so in each round.
    /// </summary>
    public static long Of(Action action)
    {
        long fewest = long.MaxValue;
        for (int round = 0; round < Rounds && fewest > 0; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            action();
            fewest = Math.Min(fewest, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        return fewest;
    }
}
