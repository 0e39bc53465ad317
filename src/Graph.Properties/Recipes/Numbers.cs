namespace FunctionalGrad.Properties;

/// <summary>Arrays from few numbers.</summary>
internal static class Numbers
{
    /// <summary>The values over and over, in row-major order; ones where there are none.</summary>
    public static NDArray<double> Repeated(Shape shape, IReadOnlyList<double> values) =>
        Of(shape, i => values.Count == 0 ? 1 : values[i % values.Count]);

    /// <summary>Signed numbers, no two neighbours alike, that hide no error as a sum of ones would.</summary>
    public static NDArray<double> Weights(Shape shape) =>
        Of(shape, i => (0.5 + (i * 7 + 3) % 11 / 8.0) * (i % 3 == 1 ? -1 : 1));

    /// <summary>A number as F# and C# source write it.</summary>
    public static string Text(double x) => new Literal.Number(x).ToString();

    /// <summary>An array of what the function says of each place, in row-major order.</summary>
    public static NDArray<double> Of(Shape shape, Func<int, double> element) =>
        NDArray<double>.Create(
            shape,
            elements =>
            {
                for (int i = 0; i < elements.Length; i++)
                    elements[i] = element(i);
            }
        );
}
