namespace FunctionalGrad;

/// <summary>The hidden units behind one activation at one state of a training run.</summary>
/// <param name="Name">The module that feeds the activation, or <c>layer 1</c>, <c>layer 2</c>, ... outside of modules.</param>
/// <param name="Units">How many units there are: the length of the last axis.</param>
/// <param name="Dead">How many of them have a slope of exactly 0 for every row of the batch, so that no row changes their weights.</param>
/// <param name="Saturated">The share of slopes, over all rows and units, that are smaller in size than 0.01.</param>
public sealed record LayerObservation(string Name, int Units, int Dead, double Saturated)
{
    /// <summary>The module that feeds the activation, or <c>layer 1</c>, <c>layer 2</c>, ... outside of modules.</summary>
    public string Name { get; init; } = Argument.NotNull(Name);

    internal const double SaturatedBelow = 0.01;

    internal static LayerObservation Of(string name, NDArray<double> slopes)
    {
        int units = slopes.Shape[^1];
        var lives = new bool[units];
        int saturated = 0;
        for (int i = 0; i < slopes.Span.Length; i++)
        {
            double slope = slopes.Span[i];
            // A slope that is not a number is no slope of 0.
            lives[i % units] |= slope != 0;
            saturated += Math.Abs(slope) < SaturatedBelow ? 1 : 0;
        }
        return new(
            name,
            units,
            lives.Count(lives => !lives),
            saturated / (double)slopes.Span.Length
        );
    }
}
