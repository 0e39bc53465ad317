using System.Numerics;
using System.Numerics.Tensors;

namespace FunctionalGrad;

/// <summary>An immutable dense array of numbers, any rank, row-major.</summary>
/// <typeparam name="T"><see cref="double"/> or <see cref="float"/>.</typeparam>
/// <remarks>Arrays given in are copied; nothing given out can change it.</remarks>
public sealed partial class NDArray<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] elements;

    private NDArray(Shape shape, T[] elements)
    {
        Shape = shape;
        this.elements = elements;
    }

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>The elements in row-major order.</summary>
    public ReadOnlySpan<T> Span => elements;

    /// <summary>The elements as .NET's own tensor view, without a copy.</summary>
    /// <remarks>.NET has no tensors of rank 0: a scalar is viewed as one axis of length 1.</remarks>
    public ReadOnlyTensorSpan<T> AsTensorSpan()
    {
        if (Shape.Rank == 0)
            return new ReadOnlyTensorSpan<T>(elements, [1]);
        var lengths = new nint[Shape.Rank];
        for (int axis = 0; axis < lengths.Length; axis++)
            lengths[axis] = Shape[axis];
        return new ReadOnlyTensorSpan<T>(elements, lengths);
    }

    /// <summary>The only element of an array that has one.</summary>
    /// <exception cref="ShapeException">There is not exactly one element.</exception>
    public T ToScalar() =>
        elements.Length == 1
            ? elements[0]
            : throw new ShapeException(
                $"toScalar: the array is {Shape}, with {elements.Length} elements: only an array with one element is a number. Index it, or sum it first?"
            );

    /// <summary>The element at the given position, one index per axis.</summary>
    /// <exception cref="ShapeException">The number of indices is not the rank, or an index lies outside its axis.</exception>
    public T this[params ReadOnlySpan<int> indices]
    {
        get
        {
            if (indices.Length != Shape.Rank)
                throw new ShapeException(
                    $"index [{string.Join(", ", indices.ToArray())}]: the array is {Shape}, so {Shape.Rank} indices are needed, not {indices.Length}."
                );
            int offset = 0;
            for (int axis = 0; axis < indices.Length; axis++)
            {
                if ((uint)indices[axis] >= (uint)Shape[axis])
                    throw new ShapeException(
                        $"index [{string.Join(", ", indices.ToArray())}]: axis {axis} of {Shape} has no position {indices[axis]}."
                    );
                offset = offset * Shape[axis] + indices[axis];
            }
            return elements[offset];
        }
    }

    /// <summary>A copy of the given elements in the given shape.</summary>
    /// <exception cref="ShapeException">The number of elements is not the shape's size.</exception>
    public static NDArray<T> Of(Shape shape, ReadOnlySpan<T> elements)
    {
        ArgumentNullException.ThrowIfNull(shape);
        RequireSize(shape, elements.Length);
        return new(shape, elements.ToArray());
    }

    /// <summary>A number as an array of rank 0.</summary>
    public static NDArray<T> Scalar(T value) => new(Shape.Scalar, [value]);

    /// <summary>An array whose elements are all the same.</summary>
    public static NDArray<T> Fill(Shape shape, T value)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var elements = new T[shape.Size];
        if (!T.IsZero(value) || T.IsNegative(value))
            Array.Fill(elements, value);
        return new(shape, elements);
    }

    /// <summary>An array written once by the given function, then frozen.</summary>
    public static NDArray<T> Create(Shape shape, Action<Span<T>> write)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(write);
        var elements = new T[shape.Size];
        write(elements);
        return new(shape, elements);
    }

    /// <summary>The same elements in another shape of the same size; nothing is copied.</summary>
    /// <exception cref="ShapeException">The sizes differ.</exception>
    public NDArray<T> Reshape(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        RequireSize(shape, elements.Length);
        return new(shape, elements);
    }

    /// <summary>The same numbers in another element type, rounded to nearest.</summary>
    public NDArray<TOther> Convert<TOther>()
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>
    {
        if (this is NDArray<TOther> same)
            return same;
        var converted = new TOther[elements.Length];
        TensorPrimitives.ConvertTruncating<T, TOther>(elements, converted);
        return NDArray<TOther>.Adopt(Shape, converted);
    }

    /// <summary>Whether shape and elements are the same to the last bit: 0 and -0 differ, NaN equals NaN whichever of its patterns it has.</summary>
    public bool SameBits(NDArray<T> other)
    {
        if (!Shape.Equals(Argument.NotNull(other).Shape))
            return false;
        ReadOnlySpan<T> left = Span,
            right = other.Span;
        for (int i = 0; i < left.Length; i++)
            if (
                !left[i].Equals(right[i])
                || (T.IsNegative(left[i]) != T.IsNegative(right[i]) && !T.IsNaN(left[i]))
            )
                return false;
        return true;
    }

    /// <summary>The elements as a kernel is given them.</summary>
    internal Operand<T> Operand => new(elements, 0, elements.Length);

    /// <summary>Takes over an array that nothing else refers to.</summary>
    internal static NDArray<T> Adopt(Shape shape, T[] elements) => new(shape, elements);

    private static void RequireSize(Shape shape, int count)
    {
        if (count != shape.Size)
            throw new ShapeException(
                $"array: shape {shape} has {shape.Size} elements, but {count} were given."
            );
    }
}
