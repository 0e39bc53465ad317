namespace FunctionalGrad;

/// <summary>Places lifetimes one after another, each in the smallest gap between those it meets.</summary>
internal static class BestFit
{
    /// <summary>Where each lies.</summary>
    /// <param name="lives">What is placed.</param>
    /// <param name="weight">What weighs most is placed first.</param>
    public static long[] Place(Lifetime[] lives, Func<Lifetime, long> weight)
    {
        var offsets = new long[lives.Length];
        // In the order of their offsets.
        var placed = new List<int>(lives.Length);
        foreach (
            int each in Enumerable.Range(0, lives.Length).OrderByDescending(i => weight(lives[i]))
        )
        {
            var (offset, before) = Find(lives[each], lives, offsets, placed);
            offsets[each] = offset;
            placed.Insert(before, each);
        }
        return offsets;
    }

    /// <summary>Where it lies, and before which of those placed.</summary>
    private static (long Offset, int Before) Find(
        Lifetime life,
        Lifetime[] lives,
        long[] offsets,
        List<int> placed
    )
    {
        long end = 0,
            smallest = long.MaxValue,
            best = -1;
        foreach (int other in placed)
        {
            if (!lives[other].Meets(life))
                continue;
            long begin = ArenaLayout.BeginFrom(end, life.Size),
                gap = offsets[other] - end;
            if (begin + life.Size <= offsets[other] && gap < smallest)
                (smallest, best) = (gap, begin);
            end = Math.Max(end, offsets[other] + lives[other].Size);
        }
        if (best < 0)
            best = ArenaLayout.BeginFrom(end, life.Size);
        int before = 0;
        while (before < placed.Count && offsets[placed[before]] <= best)
            before++;
        return (best, before);
    }
}
