namespace FunctionalGrad;

/// <summary>Entries in an order in which they can run, those of one kind one after another as far as they can. Made in linear time.</summary>
internal sealed class ScalarOrder
{
    /// <summary>So many entries run through a kernel at one time at most.</summary>
    private const int MostOfAKernel = 256;

    private readonly ScalarEntries entries;
    private readonly int[] waitsFor;
    private readonly int[] readers;
    private readonly int[] firstReader;
    private readonly Queue<int>[] ready;
    private readonly Queue<int> kinds = new();
    private readonly List<int> order = [];

    public ScalarOrder(ScalarEntries entries)
    {
        this.entries = entries;
        waitsFor = new int[entries.Count];
        firstReader = new int[entries.Count + 1];
        ready = [.. Enumerable.Range(0, entries.Kinds).Select(_ => new Queue<int>())];
        readers = Readers();
        for (int entry = 0; entry < entries.Count; entry++)
            if (waitsFor[entry] == 0)
                Ready(entry);
        while (kinds.TryDequeue(out int kind))
        {
            int from = order.Count;
            Run(kind);
            Stretches.Add((kind, from, order.Count));
            if (ready[kind].Count > 0)
                kinds.Enqueue(kind);
        }
    }

    /// <summary>The entries in order.</summary>
    public IReadOnlyList<int> Entries => order;

    /// <summary>Where in the order which kind runs.</summary>
    public List<(int Kind, int From, int To)> Stretches { get; } = [];

    /// <summary>The entries that read each entry's result, one entry's after another's.</summary>
    private int[] Readers()
    {
        for (int entry = 0; entry < entries.Count; entry++)
            foreach (int value in entries.OperandsOf(entry))
                if (value >= entries.Leaves)
                {
                    waitsFor[entry]++;
                    firstReader[value - entries.Leaves + 1]++;
                }
        for (int entry = 0; entry < entries.Count; entry++)
            firstReader[entry + 1] += firstReader[entry];
        int[] all = new int[firstReader[^1]],
            next = firstReader.AsSpan().ToArray();
        for (int entry = 0; entry < entries.Count; entry++)
            foreach (int value in entries.OperandsOf(entry))
                if (value >= entries.Leaves)
                    all[next[value - entries.Leaves]++] = entry;
        return all;
    }

    private void Run(int kind)
    {
        // What arithmetic makes ready is read again in the same run; a kernel writes its results apart from what it reads.
        bool isKernel = kind == (int)ScalarCode.Body || kind > (int)ScalarCode.Select;
        int most = isKernel ? Math.Min(ready[kind].Count, MostOfAKernel) : int.MaxValue;
        for (int done = 0; done < most && ready[kind].TryPeek(out int entry); done++)
        {
            order.Add(entry);
            for (int i = firstReader[entry]; i < firstReader[entry + 1]; i++)
                if (--waitsFor[readers[i]] == 0)
                    Ready(readers[i], kind);
            ready[kind].Dequeue();
        }
    }

    private void Ready(int entry, int running = -1)
    {
        int kind = entries[entry].Kind;
        if (ready[kind].Count == 0 && kind != running)
            kinds.Enqueue(kind);
        ready[kind].Enqueue(entry);
    }
}
