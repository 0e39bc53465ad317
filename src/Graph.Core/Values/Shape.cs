using System.Collections;
using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>The lengths of an array's axes, outermost first; a value with value equality.</summary>
/// <remarks>Rank 0 is a scalar. Lengths may be zero. Written <c>[3, 4]</c>, in code as in messages.</remarks>
[CollectionBuilder(typeof(Shape), nameof(Of))]
public sealed class Shape : IReadOnlyList<int>, IEquatable<Shape>
{
    private readonly int[] lengths;

    private Shape(int[] lengths)
    {
        long count = 1;
        bool empty = false;
        foreach (int length in lengths)
        {
            if (length < 0)
                throw new ShapeException(
                    $"shape [{string.Join(", ", lengths)}]: an axis cannot have the negative length {length}."
                );
            empty |= length == 0;
            count = count > Array.MaxLength ? count : count * length;
        }
        foreach (int length in lengths)
            if (!empty && count > Array.MaxLength)
                throw new ShapeException(
                    $"shape [{string.Join(", ", lengths)}]: it would hold more than {Array.MaxLength} elements, the most one array can hold."
                );
        this.lengths = lengths;
        Size = empty ? 0 : (int)count;
    }

    /// <summary>The shape of a single number: no axes, one element.</summary>
    public static Shape Scalar { get; } = new([]);

    /// <summary>A shape with the given lengths, outermost axis first.</summary>
    /// <exception cref="ShapeException">A length is negative, or there are more elements than one array can hold.</exception>
    public static Shape Of(params ReadOnlySpan<int> lengths) =>
        lengths.Length == 0 ? Scalar : new Shape(lengths.ToArray());

    /// <summary>The number of axes.</summary>
    public int Rank => lengths.Length;

    /// <summary>The number of elements: the product of the lengths, 1 for a scalar.</summary>
    public int Size { get; }

    /// <inheritdoc/>
    public int Count => lengths.Length;

    /// <summary>The length of one axis.</summary>
    public int this[int axis] => lengths[axis];

    /// <summary>The lengths, outermost first.</summary>
    public ReadOnlySpan<int> Lengths => lengths;

    /// <summary>The product of some lengths.</summary>
    internal static int SizeOf(ReadOnlySpan<int> lengths)
    {
        int size = 1;
        foreach (int length in lengths)
            size *= length;
        return size;
    }

    /// <summary>How far apart neighbours along each axis lie in row-major order.</summary>
    internal int[] Strides()
    {
        var strides = new int[Rank];
        int stride = 1;
        for (int axis = Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Math.Max(1, lengths[axis]);
        }
        return strides;
    }

    /// <summary>Whether both have the same lengths in the same order.</summary>
    public bool Equals(Shape? other) =>
        ReferenceEquals(this, other)
        || (
            other is not null
            && lengths.Length == other.lengths.Length
            && (lengths.Length == 0 || Lengths.SequenceEqual(other.Lengths))
        );

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int length in lengths)
            hash.Add(length);
        return hash.ToHashCode();
    }

    /// <summary>The lengths in brackets: <c>[3, 4]</c>, or <c>[]</c> for a scalar.</summary>
    public override string ToString() => $"[{string.Join(", ", lengths)}]";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)lengths).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => lengths.GetEnumerator();
}
