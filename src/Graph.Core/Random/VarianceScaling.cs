namespace FunctionalGrad;

/// <summary>Variance gain / fan, where fan is fan-in or the mean of fan-in and fan-out; normal or uniform.</summary>
/// <param name="Word">The public name of this choice.</param>
/// <param name="Gain">The variance times the fan.</param>
/// <param name="Average">Whether the fan is the mean of fan-in and fan-out, or fan-in alone.</param>
/// <param name="IsNormal">Normal, or uniform on plus or minus sqrt(3 variance).</param>
internal sealed record VarianceScaling(string Word, double Gain, bool Average, bool IsNormal)
    : Initializer
{
    public override string Source => $"Initializer.{Word}";

    private protected override void Write(Span<double> elements, Shape shape, SeededRandom random)
    {
        var (fanIn, fanOut) = Fans(shape);
        double variance = Gain / Math.Max(1, Average ? (fanIn + fanOut) / 2 : fanIn);
        double scale = Math.Sqrt(IsNormal ? variance : 3 * variance);
        foreach (ref double element in elements)
            element = scale * (IsNormal ? random.Normal() : 2 * random.Uniform() - 1);
    }

    private static (double In, double Out) Fans(Shape shape)
    {
        if (shape.Rank < 2)
            return (shape.Size, 1);
        double field = 1;
        foreach (int length in shape.Lengths[..^2])
            field *= length;
        return (field * shape[^2], field * shape[^1]);
    }
}
