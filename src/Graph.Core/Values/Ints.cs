using System.Runtime.CompilerServices;

namespace FunctionalGrad;

/// <summary>A list of whole numbers with value equality: axes, a permutation, begins and ends.</summary>
[CollectionBuilder(typeof(Ints), nameof(Of))]
public sealed class Ints : IReadOnlyList<int>, IEquatable<Ints>
{
    private readonly int[] values;

    private Ints(int[] values) => this.values = values;

    /// <summary>A list of the given numbers.</summary>
    public static Ints Of(params ReadOnlySpan<int> values) => new(values.ToArray());

    /// <inheritdoc/>
    public int Count => values.Length;

    /// <inheritdoc/>
    public int this[int index] => values[index];

    /// <summary>The numbers, in order.</summary>
    public ReadOnlySpan<int> Span => values;

    /// <summary>Whether both hold the same numbers in the same order.</summary>
    public bool Equals(Ints? other) => other is not null && Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Ints);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int value in values)
            hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary>The numbers as an F# list: <c>[0; 2]</c>.</summary>
    public override string ToString() => $"[{string.Join("; ", values)}]";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)values).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() =>
        values.GetEnumerator();
}
