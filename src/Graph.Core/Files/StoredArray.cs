using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FunctionalGrad;

/// <summary>How an array lies in a file.</summary>
/// <param name="Type">The element type.</param>
/// <param name="IsBigEndian">Whether the most significant byte of an element comes first.</param>
/// <param name="IsColumnMajor">Fortran order: the first axis varies fastest.</param>
/// <param name="Shape">The lengths of the axes.</param>
internal sealed record StoredArray(
    StoredType Type,
    bool IsBigEndian,
    bool IsColumnMajor,
    Shape Shape
)
{
    private const int MostAxes = 64;

    public long Bytes => (long)Shape.Size * SizeOf(Type);

    public static int SizeOf(StoredType type) =>
        type switch
        {
            StoredType.Bool or StoredType.Int8 or StoredType.UInt8 => 1,
            StoredType.Int16 or StoredType.UInt16 => 2,
            StoredType.Float16 or StoredType.BFloat16 => 2,
            StoredType.Int32 or StoredType.UInt32 or StoredType.Float32 => 4,
            StoredType.Int64 or StoredType.UInt64 or StoredType.Float64 => 8,
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };

    /// <summary>The shape that a file states, checked before anything depends on it.</summary>
    public static Shape ShapeOf(IReadOnlyList<long> lengths, FileLocation at)
    {
        string text = FileLocation.Quote($"[{string.Join(", ", lengths.Take(20))}]")[1..^1];
        if (lengths.Count > MostAxes)
            throw at.Error($"the shape has {lengths.Count} axes: at most {MostAxes} are accepted.");
        foreach (long length in lengths)
            if (length < 0)
                throw at.Error($"the shape {text} has the negative length {length}.");
            else if (length > Array.MaxLength)
                throw at.Error(
                    $"the shape {text} has the length {length}: at most {Array.MaxLength} is possible."
                );
        try
        {
            return Shape.Of([.. lengths.Select(length => (int)length)]);
        }
        catch (ShapeException)
        {
            throw at.Error(
                $"the shape {text} has more than {Array.MaxLength} elements, the most one array can hold."
            );
        }
    }

    /// <summary>Refuses to save what could not be loaded again.</summary>
    /// <exception cref="ShapeException">The array has more axes than are accepted on loading.</exception>
    public static void RequireSavable(Shape shape)
    {
        if (shape.Rank > MostAxes)
            throw new ShapeException(
                $"save: the array has {shape.Rank} axes, but files hold at most {MostAxes}. Reshape it first?"
            );
    }

    /// <summary>The array in memory. Floating-point numbers are rounded to nearest, whole numbers must be exact.</summary>
    public NDArray<T> Decode<T>(ReadOnlySpan<byte> bytes, FileLocation at)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var elements = new T[Shape.Size];
        if (SizeOf(Type) == 1 || IsBigEndian != BitConverter.IsLittleEndian)
            StoredNumbers.Decode(Type, bytes, elements, at);
        else
        {
            var reversed = bytes.ToArray();
            ReverseEach(reversed, SizeOf(Type));
            StoredNumbers.Decode(Type, reversed, elements, at);
        }
        return NDArray<T>.Adopt(Shape, IsColumnMajor ? RowMajor(elements) : elements);
    }

    /// <summary>Writes the elements, little-endian on every machine.</summary>
    public static void Encode<T>(Stream stream, NDArray<T> array)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var bytes = MemoryMarshal.AsBytes(array.Span);
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(bytes);
            return;
        }
        var reversed = bytes.ToArray();
        ReverseEach(reversed, Unsafe.SizeOf<T>());
        stream.Write(reversed);
    }

    private static void ReverseEach(byte[] bytes, int size)
    {
        for (int i = 0; i < bytes.Length; i += size)
            Array.Reverse(bytes, i, size);
    }

    private T[] RowMajor<T>(T[] columnMajor)
        where T : unmanaged
    {
        var strides = new int[Shape.Rank];
        int stride = 1;
        for (int axis = 0; axis < strides.Length; axis++)
        {
            strides[axis] = stride;
            stride *= Shape[axis];
        }
        var rowMajor = new T[columnMajor.Length];
        Strided.Copy<T>(columnMajor, 0, strides, Shape, rowMajor);
        return rowMajor;
    }
}
