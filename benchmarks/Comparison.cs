namespace Benchmarks;

/// <summary>What one case gave: a figure for each contestant setting, ours first.</summary>
internal sealed record Comparison(Case Case, IReadOnlyList<Figure> Figures)
{
    public Figure Ours => Figures[0];

    /// <summary>Our program, if the work is done by one.</summary>
    public CompiledProgram? Program { get; private init; }

    /// <summary>How long a cache line took from thread to thread, at the beginning of each round.</summary>
    public required Figure Distance { get; init; }

    /// <summary>How many bytes one step of our program allocates, on all threads; null where it is no program.</summary>
    public double? Allocated { get; private init; }

    /// <summary>The best setting of each peer.</summary>
    public IEnumerable<Figure> Peers =>
        Figures.Skip(1).GroupBy(f => f.Name).Select(settings => settings.MinBy(f => f.Median)!);

    /// <summary>How many times as long a peer takes: the median over the rounds, in each of which both ran.</summary>
    public Figure Ratio(Figure peer) =>
        new(peer.Name, [.. peer.Rounds.Zip(Ours.Rounds, (theirs, ours) => theirs / ours)]);

    /// <summary>Lets all contestants of a case do its work in turn, after they have shown that it is the same work.</summary>
    /// <param name="work">What is compared.</param>
    /// <param name="peers">Who is there.</param>
    /// <param name="rounds">How often each has its turn.</param>
    /// <param name="seconds">How long a turn is, about.</param>
    /// <exception cref="InvalidOperationException">Two contestants come to different numbers.</exception>
    public static Comparison Of(Case work, Peers peers, int rounds, double seconds)
    {
        var contestants = work.Make(peers);
        RequireSameWork(work, contestants);
        int[] counts = [.. contestants.Select(c => Calibrated(c, seconds))];
        var times = contestants.Select(_ => new List<double>()).ToArray();
        var distances = new List<double>();
        for (int round = 0; round < rounds; round++)
        for (int i = 0; i < contestants.Count; i++)
        {
            if (i == 0)
                distances.Add(CoreDistance.Seconds());
            // Threads of the contestant before go on watching for work for some milliseconds, on the processors that this one needs.
            Thread.Sleep(50);
            // The first part of a turn finds cold caches and sleeping threads; it is not timed.
            contestants[i].Seconds(Math.Max(1, counts[i] / 10));
            times[i].Add(contestants[i].Seconds(counts[i]) / counts[i]);
        }
        return new(work, [.. contestants.Zip(times, (c, t) => new Figure(c.Name, t))])
        {
            Distance = new("cores", distances),
            Program = contestants[0].Program,
            Allocated = contestants[0].Program is null
                ? null
                : AllocatedBy(contestants[0], counts[0]),
        };
    }

    private static double AllocatedBy(Contestant contestant, int count)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        contestant.Seconds(count);
        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / count;
    }

    private static void RequireSameWork(Case work, IReadOnlyList<Contestant> contestants)
    {
        if (contestants[0].Check is not { } ours)
            return;
        double expected = ours();
        foreach (var contestant in contestants.Skip(1).Where(c => c.Check is not null))
        {
            double found = contestant.Check!();
            if (!(Math.Abs(found - expected) <= work.Tolerance * Math.Max(1, Math.Abs(expected))))
                throw new InvalidOperationException(
                    FormattableString.Invariant(
                        $"{work.Name}: ours gives {expected:R}, {contestant.Name} gives {found:R}: that is not the same work."
                    )
                );
        }
    }

    /// <summary>How many steps fill a turn; finding it also warms the contestant up.</summary>
    private static int Calibrated(Contestant contestant, double seconds)
    {
        // Tiered compilation replaces code about 100 ms after it was first seen to be hot.
        for (int i = 0; i < 3; i++)
        {
            contestant.Seconds(1);
            Thread.Sleep(50);
        }
        for (int count = 1; ; count *= 2)
        {
            double took = contestant.Seconds(count);
            if (took >= seconds / 2)
                return Math.Max(1, (int)(count * seconds / took));
        }
    }
}
