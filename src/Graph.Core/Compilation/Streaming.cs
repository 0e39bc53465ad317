using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace FunctionalGrad;

/// <summary>Writes to memory past the caches: what is larger than these would be read from memory first, only to be overwritten.</summary>
internal static unsafe class Streaming
{
    /// <summary>Results of so many numbers leave no cache before they are read again.</summary>
    public const int Least = 1 << 22;

    private const int CacheLine = 64;

    /// <summary>Copies a tile; <see cref="End"/> is owed before another thread reads it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
    {
        fixed (T* to = y)
        {
            int i = Math.Min(y.Length, (int)(-(nint)to & (CacheLine - 1)) / sizeof(T));
            x[..i].CopyTo(y);
            ref T from = ref MemoryMarshal.GetReference(x);
            for (; i <= y.Length - Vector<T>.Count; i += Vector<T>.Count)
                Vector.LoadUnsafe(ref from, (nuint)i).StoreAlignedNonTemporal(to + i);
            x[i..].CopyTo(y[i..]);
        }
    }

    /// <summary>Lets all that was written be seen before what is written later.</summary>
    public static void End()
    {
        if (Sse.IsSupported)
            Sse.StoreFence();
        else
            Thread.MemoryBarrier();
    }
}
