using FsCheck;
using FsCheck.Fluent;

namespace FunctionalGrad.Properties;

/// <summary>Generators and shrinkers of shapes, numbers and arrays.</summary>
public static class Arrays
{
    /// <summary>Numbers at which formulas break: zeros of both signs, ties, the ends of exp, the largest, infinities and NaN.</summary>
    private static readonly double[] Special =
    [
        0,
        -0.0,
        1,
        -1,
        40,
        -40,
        750,
        -750,
        1e308,
        double.PositiveInfinity,
        double.NegativeInfinity,
        double.NaN,
    ];

    /// <summary>Shapes of rank 0 to 3, of lengths 1, 2, 3, 5 and 7: distinct primes, so that exchanged axes cannot pass unnoticed.</summary>
    public static Gen<Shape> Shapes { get; } =
        from rank in Gen.Frequency(
            (2, Gen.Constant(0)),
            (4, Gen.Constant(1)),
            (4, Gen.Constant(2)),
            (1, Gen.Constant(3))
        )
        from lengths in Gen.Frequency(
                (5, Gen.Constant(2)),
                (5, Gen.Constant(3)),
                (2, Gen.Constant(5)),
                (1, Gen.Constant(7)),
                (1, Gen.Constant(1))
            )
            .ListOf(rank)
        select Shape.Of([.. lengths]);

    /// <summary>Numbers of ordinary size: between -2 and 2, in thousandths and never 0.</summary>
    public static Gen<double> Ordinary { get; } =
        Gen.Choose(-2000, 2000).Select(n => n / 1000.0 + 0.0005);

    /// <summary>Numbers of ordinary size, and now and then one at which formulas break: 0, -0, 1, -1, 40, 750, 1e308, infinities, NaN.</summary>
    public static Gen<double> Wild { get; } =
        Gen.Frequency((4, Ordinary), (2, Gen.Elements(Special)));

    /// <summary>Arrays of ordinary numbers in random shapes.</summary>
    public static Gen<NDArray<double>> OfAnyShape { get; } =
        from shape in Shapes
        from array in Of(shape)
        select array;

    /// <summary>Arrays of the given shape; some repeat one number, so that ties happen.</summary>
    /// <param name="shape">Their shape.</param>
    /// <param name="wild">Whether numbers are now and then infinite, NaN, huge, or zeros of either sign.</param>
    public static Gen<NDArray<double>> Of(Shape shape, bool wild = false)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Values(shape, wild).Select(values => Numbers.Repeated(shape, values));
    }

    /// <summary>Smaller shapes: an axis less, or of length 1.</summary>
    public static IEnumerable<Shape> Shrink(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            yield return [.. shape.Where((_, i) => i != axis)];
            if (shape[axis] > 1)
                yield return [.. shape.Select((length, i) => i == axis ? 1 : length)];
        }
    }

    /// <summary>Arrays of the same shape with simpler numbers: all alike, or one of them 1, whole or a short decimal.</summary>
    public static IEnumerable<NDArray<double>> Shrink(NDArray<double> array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return Shrink(array.ToArray())
            .Select(values => Numbers.Repeated(array.Shape, values))
            .Where(simpler => !simpler.SameBits(array));
    }

    /// <summary>The numbers that arrays of the given shape repeat.</summary>
    internal static Gen<List<double>> Values(Shape shape, bool wild) =>
        from count in Gen.Frequency(
            (5, Gen.Constant(Math.Max(1, shape.Size))),
            (1, Gen.Constant(1))
        )
        from values in (wild ? Wild : Ordinary).ListOf(count)
        select values;

    /// <summary>Fewer or simpler numbers.</summary>
    internal static IEnumerable<IReadOnlyList<double>> Shrink(IReadOnlyList<double> values)
    {
        if (values.Count > 1)
            yield return [values[0]];
        for (int i = 0; i < values.Count; i++)
            foreach (double simpler in Shrink(values[i]))
                yield return [.. values.Select((each, k) => k == i ? simpler : each)];
    }

    private static IEnumerable<double> Shrink(double x) =>
        x is 0 or 1 || !double.IsFinite(x)
            ? []
            : new[] { 1, Math.Round(x), Math.Round(x, 1) }.Where(simpler => simpler != x);
}
