namespace Benchmarks;

/// <summary>Numbers that every contestant makes alike: no generator, no files. As in peers/data.py.</summary>
internal static class Wave
{
    /// <summary>scale sin(0.7 k sqrt k + seed), k counting from 1 in row-major order.</summary>
    public static NDArray<double> Of(Shape shape, double seed, double scale = 1) =>
        NDArray.Of<double>(
            shape,
            [
                .. Enumerable
                    .Range(1, shape.Size)
                    .Select(k => scale * Math.Sin(k * Math.Sqrt(k) * 0.7 + seed)),
            ]
        );
}
