using System.Diagnostics;

namespace Benchmarks;

/// <summary>How long two threads take to pass a cache line on: tens of nanoseconds where their cores share a cache, a few times as long where they do not.</summary>
/// <remarks>
/// A virtual machine's processors may be moved from one kind of place to the other at any time, and what threads share is then slower or faster for a while:
/// who reads a figure for several threads must know which it was.
/// </remarks>
internal static class CoreDistance
{
    private const int Passes = 200,
        Times = 8;

    private static int turn;

    /// <summary>Seconds from one thread to the other, now: the least of several times, since both may begin on one processor.</summary>
    public static double Seconds() =>
        Environment.ProcessorCount < 2 ? double.NaN : Enumerable.Range(0, Times).Min(_ => Once());

    private static double Once()
    {
        Volatile.Write(ref turn, -1);
        var other = new Thread(() => Pass(1)) { IsBackground = true };
        other.Start();
        SpinUntil(-2);
        long start = Stopwatch.GetTimestamp();
        Volatile.Write(ref turn, 0);
        Pass(0);
        other.Join();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / (2 * Passes);
    }

    private static void Pass(int parity)
    {
        if (parity == 1)
            Volatile.Write(ref turn, -2);
        for (int i = 0; i < Passes; i++)
        {
            SpinUntil(2 * i + parity);
            Volatile.Write(ref turn, 2 * i + parity + 1);
        }
    }

    private static void SpinUntil(int value)
    {
        while (Volatile.Read(ref turn) != value)
            Thread.SpinWait(1);
    }
}
