using System.Buffers.Binary;
using System.Numerics;

namespace FunctionalGrad;

/// <summary>Reads arrays in the IDX format, in which MNIST and Fashion-MNIST are distributed.</summary>
/// <remarks>
/// Two zero bytes, a byte for the element type, a byte for the rank, each length as 32 bits, then the elements, row-major; numbers are
/// big-endian (Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", file formats).
/// </remarks>
public static class Idx
{
    private const int LargestRank = 8;

    /// <summary>Loads the array of a file; one whose name ends in <c>.gz</c> is unpacked.</summary>
    /// <typeparam name="T"><see cref="double"/> or <see cref="float"/>; what the file holds is converted.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">The most bytes of its content, and of the array.</param>
    /// <exception cref="InvalidDataException">It is not an IDX file, is cut off, has more than it says, or is larger than allowed.</exception>
    public static NDArray<T> Load<T>(string path, long maxBytes = LoadLimit.Default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var at = new FileLocation("idx", path);
        return Read<T>(Packed.Open(path, at, maxBytes), at, maxBytes);
    }

    private static NDArray<T> Read<T>(Stream stream, FileLocation at, long maxBytes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var reader = new FileReader(stream, at, maxBytes);
        byte[] magic = reader.Read(4, "the header");
        if (magic[0] != 0 || magic[1] != 0 || magic[3] > LargestRank)
            throw at.Error(
                $"it begins with {string.Join(" ", magic)}, but an IDX file begins with two zeros, the element type and the rank. Is it packed, or another format?"
            );
        var (size, convert) = ElementType<T>(magic[2], at);
        var lengths = new int[magic[3]];
        for (int axis = 0; axis < lengths.Length; axis++)
            lengths[axis] = BinaryPrimitives.ReadInt32BigEndian(
                reader.Read(4, $"the length of axis {axis}")
            );
        var shape = ShapeOf(lengths, at);
        new LoadLimit(maxBytes).Take<T>(shape, at);
        byte[] bytes = reader.Read((long)shape.Size * size, $"the elements of {shape}");
        if (reader.Left > 0)
            throw at.Error($"{reader.Left} bytes follow the elements of {shape}.");
        var elements = new T[shape.Size];
        for (int i = 0; i < elements.Length; i++)
            elements[i] = convert(bytes.AsSpan(i * size, size));
        return NDArray.Of<T>(shape, elements);
    }

    private static Shape ShapeOf(int[] lengths, FileLocation at)
    {
        try
        {
            return Shape.Of(lengths);
        }
        catch (ShapeException problem)
        {
            throw at.Error(
                $"its lengths are {string.Join(", ", lengths)}: {problem.Message}",
                problem
            );
        }
    }

    private delegate T Element<T>(ReadOnlySpan<byte> bytes);

    private static (int Size, Element<T> Convert) ElementType<T>(byte code, FileLocation at)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        code switch
        {
            0x08 => (1, bytes => T.CreateChecked(bytes[0])),
            0x09 => (1, bytes => T.CreateChecked((sbyte)bytes[0])),
            0x0B => (2, bytes => T.CreateChecked(BinaryPrimitives.ReadInt16BigEndian(bytes))),
            0x0C => (4, bytes => T.CreateChecked(BinaryPrimitives.ReadInt32BigEndian(bytes))),
            0x0D => (4, bytes => T.CreateChecked(BinaryPrimitives.ReadSingleBigEndian(bytes))),
            0x0E => (8, bytes => T.CreateChecked(BinaryPrimitives.ReadDoubleBigEndian(bytes))),
            _ => throw at.Error(
                $"its elements are of type {code}, but IDX has 8 (unsigned byte), 9 (signed byte), 11 (short), 12 (int), 13 (float) and 14 (double)."
            ),
        };
}
