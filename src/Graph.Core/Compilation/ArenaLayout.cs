namespace FunctionalGrad;

/// <summary>Places slots in one arena, first fit: those that are never needed at one time share room.</summary>
internal sealed class ArenaLayout
{
    // Longer slots begin at multiples of this many numbers, 64 bytes of float.
    private const int Alignment = 16;

    private readonly List<(long From, long To)> free = [];

    /// <summary>How many numbers the arena holds.</summary>
    public long Length { get; private set; }

    /// <summary>How many numbers are needed at one time at most; no layout can hold fewer.</summary>
    public long LiveLength { get; private set; }

    /// <summary>The instruction at which most is needed.</summary>
    public int Peak { get; private set; } = -1;

    public ArenaLayout(IEnumerable<Slot> slots, int instructions)
    {
        var born = new List<Slot>?[instructions];
        var dying = new List<Slot>?[instructions];
        foreach (var slot in slots)
            if (slot.Kind == SlotKind.Arena)
            {
                (born[slot.First] ??= []).Add(slot);
                (dying[slot.Last] ??= []).Add(slot);
            }
        long live = 0;
        for (int at = 0; at < instructions; at++)
        {
            foreach (var slot in born[at] ?? [])
            {
                live += slot.Size;
                slot.Offset = checked((int)Math.Min(int.MaxValue, Take(Rounded(slot.Size))));
            }
            if (live > LiveLength)
                (LiveLength, Peak) = (live, at);
            foreach (var slot in dying[at] ?? [])
            {
                live -= slot.Size;
                Free(slot.Offset, slot.Offset + Rounded(slot.Size));
            }
        }
    }

    private static long Rounded(int size) =>
        size < Alignment ? size : (size + (long)Alignment - 1) / Alignment * Alignment;

    private long Take(long size)
    {
        if (size == 0)
            return 0;
        for (int i = 0; i < free.Count; i++)
        {
            var (from, to) = free[i];
            if (size >= Alignment)
                from = (from + Alignment - 1) / Alignment * Alignment;
            if (to - from < size)
                continue;
            var before = (free[i].From, from);
            var after = (from + size, to);
            free.RemoveAt(i);
            if (after.Item1 < after.Item2)
                free.Insert(i, after);
            if (before.Item1 < before.Item2)
                free.Insert(i, before);
            return from;
        }
        // What is free at the end is used, and the arena made longer.
        long start = free.Count > 0 && free[^1].To == Length ? free[^1].From : Length;
        if (start < Length)
            free.RemoveAt(free.Count - 1);
        if (size >= Alignment && start % Alignment != 0)
        {
            long aligned = (start + Alignment - 1) / Alignment * Alignment;
            free.Add((start, aligned));
            start = aligned;
        }
        Length = start + size;
        return start;
    }

    private void Free(long from, long to)
    {
        if (from == to)
            return;
        int low = 0,
            high = free.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (free[middle].From < from)
                low = middle + 1;
            else
                high = middle;
        }
        free.Insert(low, (from, to));
        if (low + 1 < free.Count && free[low + 1].From == free[low].To)
        {
            free[low] = (free[low].From, free[low + 1].To);
            free.RemoveAt(low + 1);
        }
        if (low > 0 && free[low - 1].To == free[low].From)
        {
            free[low - 1] = (free[low - 1].From, free[low].To);
            free.RemoveAt(low);
        }
    }
}
