namespace FunctionalGrad;

/// <summary>Places lifetimes in the order in which they begin, each in the first room that is free then.</summary>
internal sealed class FirstFit
{
    private readonly List<(long From, long To)> free = [];
    private long length;

    /// <summary>Where each lies.</summary>
    public static long[] Place(Lifetime[] lives, int instructions)
    {
        var fit = new FirstFit();
        var offsets = new long[lives.Length];
        int[] born = InOrder(lives, life => life.First, instructions),
            dying = InOrder(lives, life => life.Last, instructions);
        int next = 0;
        foreach (int each in born)
        {
            for (; lives[dying[next]].Last < lives[each].First; next++)
                fit.Free(offsets[dying[next]], offsets[dying[next]] + lives[dying[next]].Size);
            offsets[each] = fit.Take(lives[each].Size);
        }
        return offsets;
    }

    /// <summary>Which of them come at which time, in linear time.</summary>
    private static int[] InOrder(Lifetime[] lives, Func<Lifetime, int> time, int instructions)
    {
        var start = new int[instructions + 1];
        foreach (var life in lives)
            start[time(life) + 1]++;
        for (int at = 0; at < instructions; at++)
            start[at + 1] += start[at];
        var order = new int[lives.Length];
        for (int i = 0; i < lives.Length; i++)
            order[start[time(lives[i])]++] = i;
        return order;
    }

    private long Take(long size)
    {
        if (size == 0)
            return 0;
        for (int i = 0; i < free.Count; i++)
        {
            var (from, to) = free[i];
            long begin = ArenaLayout.BeginFrom(from, size);
            if (to - begin < size)
                continue;
            free.RemoveAt(i);
            if (begin + size < to)
                free.Insert(i, (begin + size, to));
            if (from < begin)
                free.Insert(i, (from, begin));
            return begin;
        }
        // What is free at the end is used, and the arena made longer.
        long start = free.Count > 0 && free[^1].To == length ? free[^1].From : length;
        if (start < length)
            free.RemoveAt(free.Count - 1);
        long aligned = ArenaLayout.BeginFrom(start, size);
        if (start < aligned)
            free.Add((start, aligned));
        length = aligned + size;
        return aligned;
    }

    private void Free(long from, long to)
    {
        if (from == to)
            return;
        int at = free.BinarySearch((from, to));
        at = at < 0 ? ~at : at;
        free.Insert(at, (from, to));
        if (at + 1 < free.Count && free[at + 1].From == to)
        {
            free[at] = (from, free[at + 1].To);
            free.RemoveAt(at + 1);
        }
        if (at > 0 && free[at - 1].To == from)
        {
            free[at - 1] = (free[at - 1].From, free[at].To);
            free.RemoveAt(at);
        }
    }
}
