using System.Numerics;
using System.Runtime.InteropServices;

namespace FunctionalGrad;

/// <summary>Bytes in the machine's own order to numbers.</summary>
internal static class StoredNumbers
{
    public static void Decode<T>(
        StoredType type,
        ReadOnlySpan<byte> bytes,
        Span<T> to,
        FileLocation at
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (type)
        {
            case StoredType.Bool:
                Bools(bytes, to, at);
                break;
            case StoredType.Int8:
                Whole<sbyte, T>(bytes, to, at);
                break;
            case StoredType.UInt8:
                Whole<byte, T>(bytes, to, at);
                break;
            case StoredType.Int16:
                Whole<short, T>(bytes, to, at);
                break;
            case StoredType.UInt16:
                Whole<ushort, T>(bytes, to, at);
                break;
            case StoredType.Int32:
                Whole<int, T>(bytes, to, at);
                break;
            case StoredType.UInt32:
                Whole<uint, T>(bytes, to, at);
                break;
            case StoredType.Int64:
                Whole<long, T>(bytes, to, at);
                break;
            case StoredType.UInt64:
                Whole<ulong, T>(bytes, to, at);
                break;
            case StoredType.Float16:
                Floating<Half, T>(bytes, to);
                break;
            case StoredType.BFloat16:
                BrainFloats(bytes, to);
                break;
            case StoredType.Float32:
                Floating<float, T>(bytes, to);
                break;
            case StoredType.Float64:
                Floating<double, T>(bytes, to);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type));
        }
    }

    private static void Floating<TStored, T>(ReadOnlySpan<byte> bytes, Span<T> to)
        where TStored : unmanaged, IBinaryFloatingPointIeee754<TStored>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Copied, not converted, so that the payload of a NaN survives.
        if (typeof(TStored) == typeof(T))
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(to));
            return;
        }
        var stored = MemoryMarshal.Cast<byte, TStored>(bytes);
        for (int i = 0; i < stored.Length; i++)
            to[i] = T.CreateTruncating(stored[i]);
    }

    /// <summary>bfloat16 is the upper half of a float.</summary>
    private static void BrainFloats<T>(ReadOnlySpan<byte> bytes, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var stored = MemoryMarshal.Cast<byte, ushort>(bytes);
        for (int i = 0; i < stored.Length; i++)
            to[i] = T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)stored[i] << 16));
    }

    private static void Whole<TStored, T>(ReadOnlySpan<byte> bytes, Span<T> to, FileLocation at)
        where TStored : unmanaged, IBinaryInteger<TStored>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var stored = MemoryMarshal.Cast<byte, TStored>(bytes);
        for (int i = 0; i < stored.Length; i++)
        {
            to[i] = T.CreateTruncating(stored[i]);
            // Compared in 128 bits: the nearest double of the largest long lies outside the range of long.
            if (Int128.CreateSaturating(to[i]) != Int128.CreateTruncating(stored[i]))
                throw at.Error(
                    $"element {i} is the whole number {stored[i]}, which {typeof(T).Name} cannot hold exactly. Store it in floating point?"
                );
        }
    }

    private static void Bools<T>(ReadOnlySpan<byte> bytes, Span<T> to, FileLocation at)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < bytes.Length; i++)
            to[i] = bytes[i] switch
            {
                0 => T.Zero,
                1 => T.One,
                _ => throw at.Error($"element {i} is the byte {bytes[i]}, but a bool is 0 or 1."),
            };
    }
}
