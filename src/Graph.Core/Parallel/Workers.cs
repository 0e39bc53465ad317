using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace FunctionalGrad;

/// <summary>Threads that share one piece of work with the caller and then wait for the next: first watching, for a short while, then asleep.</summary>
/// <remarks>
/// Nothing is allocated for a piece of work: it lies on the caller's stack, who does not return before it is done. Parts are claimed, not dealt out,
/// so that a caller never waits for a worker that has not begun; but each thread claims the part of its own number first, so that it finds in its
/// cache what it read and wrote there in the work before.
/// </remarks>
internal static unsafe class Workers
{
    /// <summary>What a thread watches for work before it goes to sleep: longer than the pause between two kernels, shorter than a time slice.</summary>
    private static readonly long Patience = Stopwatch.Frequency / 20_000;

    /// <summary>1 while a caller's work is being shared; that caller alone writes what follows.</summary>
    private static int busy;

    private static Worker[] workers = [];

    /// <summary>The parts of the work that are not claimed, a bit each.</summary>
    private static ulong offer;

    private const int MostParts = 64;

    private static int unfinished;
    private static int parts,
        count;
    private static void* body;
    private static delegate* <void*, int, int, void> run;
    private static Exception? failure;

    [ThreadStatic]
    private static bool isWorking;

    /// <summary>How many threads would share work that the caller begins now.</summary>
    public static int Available => isWorking ? 1 : Parallelism.Threads;

    /// <summary>Does the work from 0 to a count, by at most so many ranges as there are threads. Work within work is done by its own thread.</summary>
    public static void Run<TRanges>(int count, TRanges ranges)
        where TRanges : struct, IRanges
    {
        int threads = Math.Min(Math.Min(Available, MostParts), count);
        if (threads < 2 || Interlocked.CompareExchange(ref busy, 1, 0) != 0)
        {
            if (count > 0)
                ranges.Run(0, count);
            return;
        }
        isWorking = true;
        try
        {
            Share(threads, count, Unsafe.AsPointer(ref ranges), &RunPart<TRanges>);
        }
        finally
        {
            isWorking = false;
        }
    }

    private static void RunPart<TRanges>(void* ranges, int from, int to)
        where TRanges : struct, IRanges => Unsafe.AsRef<TRanges>(ranges).Run(from, to);

    private static void Share(
        int threads,
        int count,
        void* body,
        delegate* <void*, int, int, void> run
    )
    {
        Start(threads - 1);
        Workers.count = count;
        Workers.body = body;
        Workers.run = run;
        (parts, unfinished, failure) = (threads, threads, null);
        Interlocked.Exchange(ref offer, ulong.MaxValue >> (MostParts - threads));
        for (int i = 0; i < threads - 1; i++)
            workers[i].Wake();
        while (TryWork(0)) { }
        var spin = new SpinWait();
        while (Volatile.Read(ref unfinished) > 0)
            spin.SpinOnce(sleep1Threshold: -1);
        var failed = failure;
        failure = null;
        Volatile.Write(ref busy, 0);
        if (failed is not null)
            ExceptionDispatchInfo.Throw(failed);
    }

    private static bool HasOffer => Volatile.Read(ref offer) != 0;

    /// <summary>Claims a part and does it. What describes the work is read after the claim: until the part is done the work cannot end.</summary>
    /// <param name="own">The part that is claimed if it is still there.</param>
    private static bool TryWork(int own)
    {
        for (ulong seen = Volatile.Read(ref offer); seen != 0; seen = Volatile.Read(ref offer))
        {
            ulong bit = 1UL << own;
            if ((seen & bit) == 0)
                bit = seen & (0 - seen);
            if ((Interlocked.And(ref offer, ~bit) & bit) == 0)
                continue;
            DoPart(BitOperations.TrailingZeroCount(bit));
            return true;
        }
        return false;
    }

    private static void DoPart(int part)
    {
        try
        {
            run(body, (int)((long)count * part / parts), (int)((long)count * (part + 1) / parts));
        }
        catch (Exception thrown)
        {
            Interlocked.CompareExchange(ref failure, thrown, null);
        }
        Interlocked.Decrement(ref unfinished);
    }

    private static void Start(int wanted)
    {
        if (workers.Length >= wanted)
            return;
        int there = workers.Length;
        Array.Resize(ref workers, wanted);
        for (int i = there; i < wanted; i++)
            workers[i] = new Worker(i + 1);
    }

    private sealed class Worker
    {
        private readonly AutoResetEvent waking = new(false);
        private readonly int number;
        private int asleep;

        public Worker(int number)
        {
            this.number = number;
            new Thread(Work) { IsBackground = true, Name = "FunctionalGrad worker" }.Start();
        }

        public void Wake()
        {
            if (Volatile.Read(ref asleep) == 1 && Interlocked.Exchange(ref asleep, 0) == 1)
                waking.Set();
        }

        private void Work()
        {
            isWorking = true;
            while (true)
            {
                while (TryWork(number)) { }
                if (Watch())
                    continue;
                Interlocked.Exchange(ref asleep, 1);
                // Work that was offered just before has not woken it.
                if (HasOffer && Interlocked.Exchange(ref asleep, 0) == 1)
                    continue;
                waking.WaitOne();
            }
        }

        private static bool Watch()
        {
            long end = Stopwatch.GetTimestamp() + Patience;
            while (Stopwatch.GetTimestamp() < end)
            {
                for (int i = 0; i < 16; i++)
                {
                    if (HasOffer)
                        return true;
                    Thread.SpinWait(8);
                }
            }
            return false;
        }
    }
}
