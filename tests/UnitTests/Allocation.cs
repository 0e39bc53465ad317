namespace FunctionalGrad.UnitTests;

/// <summary>What an action allocates on the thread that runs it.</summary>
internal static class Allocation
{
    private const int Rounds = 5;

    /// <summary>
    /// The fewest bytes that a round of <paramref name="action"/> was counted with. A collection that another test's thread
    /// begins in the midst of a round ends our thread's allocation block, up to 8 KB of it counted as allocated; an action
    /// that allocates does so in each round.
    /// </summary>
    public static long Of(Action action)
    {
        long fewest = long.MaxValue;
        for (int round = 0; round < Rounds && fewest > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return fewest;
    }
}
