using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;

namespace FunctionalGrad;

/// <summary>Makes arrays out of nested arrays, rows, and MathNet's matrices and vectors: always a copy, the element type inferred.</summary>
public static class NDArray
{
    /// <summary>A number as an array of rank 0.</summary>
    public static NDArray<T> Scalar<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => NDArray<T>.Scalar(value);

    /// <summary>The given elements, in row-major order, in the given shape.</summary>
    /// <exception cref="ShapeException">The number of elements is not the shape's size.</exception>
    public static NDArray<T> Of<T>(Shape shape, ReadOnlySpan<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => NDArray<T>.Of(shape, elements);

    /// <summary>An array of rank 1.</summary>
    public static NDArray<T> Of<T>(T[] elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(elements);
        return NDArray<T>.Of([elements.Length], elements);
    }

    /// <summary>An array of rank 2 out of rows: <c>NDArray.Of([[1.0, 2.0], [3.0, 4.0]])</c>.</summary>
    /// <exception cref="ShapeException">The rows differ in length.</exception>
    public static NDArray<T> Of<T>(T[][] rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Stack(Argument.NotNull(rows), Of, [0]);

    /// <summary>An array of rank 3 out of nested rows.</summary>
    /// <exception cref="ShapeException">The parts differ in shape.</exception>
    public static NDArray<T> Of<T>(T[][][] parts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Stack(parts, Of, [0, 0]);

    /// <summary>An array of rank 4 out of nested rows.</summary>
    /// <exception cref="ShapeException">The parts differ in shape.</exception>
    public static NDArray<T> Of<T>(T[][][][] parts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Stack(parts, Of, [0, 0, 0]);

    /// <summary>An array of rank 2 out of a rectangular array.</summary>
    public static NDArray<T> Of<T>(T[,] elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Rectangular<T>(elements);

    /// <summary>An array of rank 3 out of a rectangular array.</summary>
    public static NDArray<T> Of<T>(T[,,] elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Rectangular<T>(elements);

    /// <summary>An array of rank 4 out of a rectangular array.</summary>
    public static NDArray<T> Of<T>(T[,,,] elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Rectangular<T>(elements);

    /// <summary>An array of rank 2 out of a sequence of rows, each read once.</summary>
    /// <exception cref="ShapeException">The rows differ in length.</exception>
    public static NDArray<T> OfRows<T>(IEnumerable<IEnumerable<T>> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Stack([.. Argument.NotNull(rows)], row => Of<T>([.. row]), [0]);

    /// <summary>Arrays of one shape as one array, along a new first axis.</summary>
    /// <exception cref="ShapeException">The arrays differ in shape, or there is none.</exception>
    public static NDArray<T> Stack<T>(IEnumerable<NDArray<T>> parts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NDArray<T>[] list = [.. Argument.NotNull(parts)];
        return list.Length > 0
            ? Stack(list, part => part, [])
            : throw new ShapeException(
                "stack: no arrays were given, so the shape of the result is not known. Give at least one."
            );
    }

    /// <summary>A copy of MathNet's matrix, of rank 2.</summary>
    public static NDArray<T> OfMatrix<T>(Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return NDArray<T>.Adopt([matrix.RowCount, matrix.ColumnCount], matrix.ToRowMajorArray());
    }

    /// <summary>A copy of MathNet's vector, of rank 1.</summary>
    public static NDArray<T> OfVector<T>(MathNet.Numerics.LinearAlgebra.Vector<T> vector)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(vector);
        return NDArray<T>.Adopt([vector.Count], vector.ToArray());
    }

    private static NDArray<T> Stack<TPart, T>(
        TPart[] parts,
        Func<TPart, NDArray<T>> of,
        Shape shapeWhenEmpty
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parts);
        var arrays = new NDArray<T>[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i] is null)
                throw new ShapeException($"array: row {i} is null.");
            arrays[i] = of(parts[i]);
            if (!arrays[i].Shape.Equals(arrays[0].Shape))
                throw new ShapeException(
                    $"array: row {i} has shape {arrays[i].Shape}, but row 0 has shape {arrays[0].Shape}: all rows must have the same shape. Pad the short ones?"
                );
        }
        var part = arrays.Length > 0 ? arrays[0].Shape : shapeWhenEmpty;
        return NDArray<T>.Create(
            [arrays.Length, .. part],
            elements =>
            {
                for (int i = 0; i < arrays.Length; i++)
                    arrays[i].Span.CopyTo(elements[(i * part.Size)..]);
            }
        );
    }

    private static NDArray<T> Rectangular<T>(Array elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(elements);
        var lengths = new int[elements.Rank];
        for (int axis = 0; axis < lengths.Length; axis++)
            lengths[axis] = elements.GetLength(axis);
        ref T first = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(elements));
        return NDArray<T>.Of(
            Shape.Of(lengths),
            MemoryMarshal.CreateReadOnlySpan(ref first, elements.Length)
        );
    }
}
