using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>How much memory there is for graphs, programs and values. What would need more is refused, by a sentence, before any of it is taken.</summary>
/// <remarks>What needs less than 16 MB is not held against it.</remarks>
public static class MemoryLimit
{
    /// <summary>The name of the environment variable, and of the AppContext switch, that is read when the library is first used: a number of bytes.</summary>
    public const string Setting = "FUNCTIONALGRAD_MEMORY";

    private const long Small = 1 << 24;

    private static long bytes = Initial();

    /// <summary>The bytes that may be in use in all, the user's own objects included. By default what the garbage collector says is available to this process.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public static long Bytes
    {
        get =>
            Volatile.Read(ref bytes) is > 0 and var set
                ? set
                : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        set
        {
            if (value < 1)
                throw new ArgumentOutOfRangeException(
                    nameof(value),
                    $"memory: a limit of {value} bytes was asked for, but it must be at least 1."
                );
            Volatile.Write(ref bytes, value);
        }
    }

    /// <summary>Whether so many bytes fit beside what is in use, what is no longer needed included.</summary>
    internal static bool Fits(long needed) =>
        needed < Small || needed <= Bytes - GC.GetTotalMemory(forceFullCollection: false);

    /// <summary>Refuses what does not fit beside what is in use.</summary>
    /// <param name="needed">How many bytes it needs.</param>
    /// <param name="what">What needs how much of them, and after it what to do instead.</param>
    /// <exception cref="InsufficientMemoryException">It does not fit.</exception>
    internal static void Require(long needed, Func<string, (string What, string Instead)> what)
    {
        if (Fits(needed))
            return;
        long left = Math.Max(0, Bytes - GC.GetTotalMemory(forceFullCollection: true));
        if (needed <= left)
            return;
        var (sentence, instead) = what(Text(needed));
        throw new InsufficientMemoryException(
            $"{sentence}, but {Text(left)} of {Text(Bytes)} are available. {instead}, or raise MemoryLimit.Bytes?"
        );
    }

    /// <summary>An array whose elements are arbitrary, or a sentence where the estimate was too hopeful.</summary>
    /// <param name="length">How many elements it has.</param>
    /// <param name="what">What it is for.</param>
    /// <param name="pinned">Whether it stays where it is.</param>
    /// <exception cref="InsufficientMemoryException">There is no room for it.</exception>
    internal static T[] Allocate<T>(int length, string what, bool pinned = false)
        where T : unmanaged
    {
        try
        {
            return GC.AllocateUninitializedArray<T>(length, pinned);
        }
        catch (OutOfMemoryException exhausted)
        {
            throw new InsufficientMemoryException(
                $"{what} {Text((long)length * Unsafe.SizeOf<T>())} in one piece, and there is no such room. Use a smaller batch, or parts?",
                exhausted
            );
        }
    }

    /// <summary>A number of bytes, in short.</summary>
    private static string Text(long bytes) =>
        bytes < 1_000_000_000
            ? FormattableString.Invariant($"{bytes / 1e6:F0} MB")
            : FormattableString.Invariant($"{bytes / 1e9:F1} GB");

    private static long Initial() =>
        long.TryParse(
            Environment.GetEnvironmentVariable(Setting) ?? AppContext.GetData(Setting)?.ToString(),
            System.Globalization.CultureInfo.InvariantCulture,
            out long number
        )
            ? Math.Max(0, number)
            : 0;
}
