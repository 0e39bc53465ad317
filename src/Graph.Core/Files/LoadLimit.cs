using System.Numerics;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>How much memory the arrays of one file may still take.</summary>
internal sealed class LoadLimit
{
    /// <summary>1 GiB: far above the models this library is for, far below what would stop a machine.</summary>
    public const long Default = 1L << 30;

    private readonly long maxBytes;
    private long left;

    public LoadLimit(long maxBytes) => this.maxBytes = left = maxBytes;

    /// <summary>Counts an array of the given shape before it is made.</summary>
    public void Take<T>(Shape shape, FileLocation at)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long bytes = (long)shape.Size * Unsafe.SizeOf<T>();
        Require(bytes, at);
        left -= bytes;
    }

    /// <summary>Checks bytes that an array is made of before they are read; the array itself is what counts.</summary>
    public void Require(long bytes, FileLocation at)
    {
        if (bytes > left)
            throw Exceeded(at, maxBytes);
    }

    public static InvalidDataException Exceeded(FileLocation at, long maxBytes) =>
        at.Error(
            $"it would take more than the {maxBytes} bytes allowed. Raise maxBytes if you trust it."
        );
}
