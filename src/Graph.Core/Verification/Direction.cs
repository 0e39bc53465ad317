namespace FunctionalGrad;

/// <summary>A direction in the space of all elements of all inputs; along one element alone, or dense.</summary>
/// <remarks>Lengths are relative to the elements: a step t moves x by about t max(1, |x|).</remarks>
internal sealed class Direction
{
    private const double SmallestNormal = 2.2250738585072014e-308;
    private readonly int[] elements;
    private readonly double[] lengths;

    private Direction(int[] elements, double[] lengths, bool isEntry = false) =>
        (this.elements, this.lengths, IsEntry) = (elements, lengths, isEntry);

    /// <summary>Along one element.</summary>
    public static Direction Of(double[] point, int element) =>
        new([element], [Math.Max(1, Math.Abs(point[element]))], isEntry: true);

    /// <summary>Random signed numbers of magnitudes between 1/2 and 1 for the elements of a range: never all alike, which would hide errors of normalisations.</summary>
    public static Direction Random(double[] point, int start, int count, SeededRandom random) =>
        new(
            [.. Enumerable.Range(start, count)],
            [.. Enumerable.Range(start, count).Select(i => random.Signed() * Reach(point[i]))]
        );

    /// <summary>What is infinite or NaN cannot be moved.</summary>
    private static double Reach(double x) => double.IsFinite(x) ? Math.Max(1, Math.Abs(x)) : 0;

    /// <summary>Exactly the given components, for the elements from the first on.</summary>
    public static Direction Exactly(double[] components) =>
        new([.. Enumerable.Range(0, components.Length)], components);

    /// <summary>The same direction, of another length.</summary>
    public Direction Times(double factor) =>
        new(elements, [.. lengths.Select(length => length * factor)], IsEntry);

    /// <summary>The smallest magnitude that is moved, 1 at most: below it lies the scale on which the function may vary.</summary>
    public double Scale(double[] point)
    {
        double scale = 1;
        foreach (int element in elements)
            if (point[element] != 0)
                scale = Math.Min(scale, Math.Abs(point[element]));
        return scale;
    }

    /// <summary>The largest magnitude that is moved, 1 at least.</summary>
    public double Reach(double[] point)
    {
        double reach = 1;
        foreach (int element in elements)
            reach = Math.Max(reach, Math.Abs(point[element]));
        return reach;
    }

    /// <summary>Whether it is along one element: then derivatives along it are those with respect to the element times <see cref="Length"/>.</summary>
    public bool IsEntry { get; }

    /// <summary>Whether it moves one element alone, so that it is known by how much: steps of many are not rounded alike.</summary>
    public bool IsSingle => elements.Length == 1;

    /// <summary>Its components along all elements of a point.</summary>
    public double[] Components(int count)
    {
        var components = new double[count];
        for (int i = 0; i < elements.Length; i++)
            components[elements[i]] = lengths[i];
        return components;
    }

    /// <summary>The length along the only element.</summary>
    public double Length => lengths[0];

    /// <summary>The point t further along, and by how much of t it really moved: one element moves by what is left after rounding.</summary>
    public (double[] Point, double Moved) From(double[] point, double t)
    {
        var moved = (double[])point.Clone();
        for (int i = 0; i < elements.Length; i++)
            moved[elements[i]] += t * lengths[i];
        return elements.Length == 1 && lengths[0] != 0
            ? (moved, (moved[elements[0]] - point[elements[0]]) / lengths[0])
            : (moved, t);
    }

    /// <summary>The derivative along it of a function with the given gradient; what is 0 on either side adds nothing, however infinite the other.</summary>
    public double Along(double[] gradient)
    {
        double sum = 0;
        for (int i = 0; i < elements.Length; i++)
            if (lengths[i] != 0)
                sum += gradient[elements[i]] * lengths[i];
        return sum;
    }

    /// <summary>How far errors of the elements of a gradient may move the derivative along it; none is known better than to the smallest number of full digits.</summary>
    public double Spread(ReadOnlySpan<double> errors)
    {
        double sum = 0;
        for (int i = 0; i < elements.Length; i++)
            if (lengths[i] != 0)
                sum += (Math.Abs(errors[elements[i]]) + SmallestNormal) * Math.Abs(lengths[i]);
        return sum;
    }
}
