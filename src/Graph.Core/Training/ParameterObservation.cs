namespace FunctionalGrad;

/// <summary>One parameter's gradient at one state of a training run.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="GradientNorm">The square root of the sum of the squared elements of its gradient.</param>
/// <param name="UpdateRatio">How far the next step moved it, relative to its size: |w' - w| / |w|; NaN where no next state was given.</param>
/// <param name="Sizes">How many elements of its gradient have a size in each half decade from 1e-10 to 1e2; what lies beyond stands in the first and the last.</param>
/// <param name="Zeros">How many elements are exactly 0; they are in no half decade.</param>
public sealed record ParameterObservation(
    string Name,
    double GradientNorm,
    double UpdateRatio,
    IReadOnlyList<int> Sizes,
    int Zeros
)
{
    /// <summary>The parameter's name.</summary>
    public string Name { get; init; } = Argument.NotNull(Name);

    /// <summary>How many elements of its gradient have a size in each half decade from 1e-10 to 1e2; what lies beyond stands in the first and the last.</summary>
    public IReadOnlyList<int> Sizes { get; init; } = Argument.NotNull(Sizes);

    internal const int LowestExponent = -10;
    internal const int HighestExponent = 2;
    internal const int PerDecade = 2;
    internal const int Bins = (HighestExponent - LowestExponent) * PerDecade;

    internal static ParameterObservation Of(string name, NDArray<double> gradient, double ratio)
    {
        var sizes = new int[Bins];
        int zeros = 0;
        double largest = 0;
        foreach (double element in gradient.Span)
        {
            double size = Math.Abs(element);
            largest = Math.Max(largest, size);
            if (size == 0)
                zeros++;
            else if (double.IsFinite(size))
                sizes[
                    Math.Clamp(
                        (int)Math.Floor((Math.Log10(size) - LowestExponent) * PerDecade),
                        0,
                        Bins - 1
                    )
                ]++;
        }
        double sum = 0;
        if (largest > 0)
            foreach (double element in gradient.Span)
                sum += element / largest * (element / largest);
        return new(name, largest * Math.Sqrt(sum), ratio, sizes, zeros);
    }
}
