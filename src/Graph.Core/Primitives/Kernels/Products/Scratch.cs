using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>Memory of a thread for what its products pack, kept from one product to the next.</summary>
internal static unsafe class Scratch<T>
    where T : unmanaged
{
    private const int CacheLine = 64;

    [ThreadStatic]
    private static T[]? left,
        right,
        sums;

    /// <summary>Room for packed rows of the left factor.</summary>
    public static T* Left(int length) => Room(ref left, length);

    /// <summary>Room for packed columns of the right factor.</summary>
    public static T* Right(int length) => Room(ref right, length);

    /// <summary>Room for sums that are not yet complete.</summary>
    public static T* Sums(int length) => Room(ref sums, length);

    /// <summary>The array is pinned for life, and grows only.</summary>
    private static T* Room(ref T[]? array, int length)
    {
        int whole = length + CacheLine / sizeof(T);
        if (array is null || array.Length < whole)
            array = GC.AllocateUninitializedArray<T>(whole, pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref array[0]);
        return (T*)((address + CacheLine - 1) & -CacheLine);
    }
}
