namespace Digits;

/// <summary>One part of the data: images with values from 0 to 1, a row each, and their classes.</summary>
internal sealed record DigitSet(NDArray<float> Images, NDArray<float> Labels)
{
    public int Rows => Images.Shape[0];

    public int LabelOf(int row) => (int)Labels.Span[row];

    public ReadOnlySpan<float> ImageOf(int row) => Images.Span.Slice(row * 64, 64);

    /// <summary>The class with the highest score in one row.</summary>
    public static int Read(NDArray<float> scores, int row) =>
        System.Numerics.Tensors.TensorPrimitives.IndexOfMax(scores.Span.Slice(row * 10, 10));

    public IEnumerable<int> Misread(NDArray<float> scores) =>
        Enumerable.Range(0, Rows).Where(row => Read(scores, row) != LabelOf(row));

    public double Accuracy(NDArray<float> scores) => 1 - (double)Misread(scores).Count() / Rows;
}
