namespace FunctionalGrad.Properties;

/// <summary>An input of a recipe: its shape, and where it stands at the point at which the graph is looked at.</summary>
public sealed record Leaf
{
    /// <summary>An input of that shape.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="values">Its elements, row-major, repeated as often as needed; ones where there are none.</param>
    public Leaf(Shape shape, IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);
        Shape = shape;
        Values = [.. values];
    }

    /// <summary>Its shape.</summary>
    public Shape Shape { get; }

    /// <summary>Its elements, row-major, repeated as often as needed.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Its value at the point.</summary>
    public NDArray<double> Point => Numbers.Repeated(Shape, Values);

    /// <summary>Whether both have one shape and the same values in the same order.</summary>
    public bool Equals(Leaf? other) =>
        other is not null && Shape.Equals(other.Shape) && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Shape, Values.Count);
}
