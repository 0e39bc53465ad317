namespace Fashion;

/// <summary>One part of Fashion-MNIST: pictures of 28 x 28 pixels from 0 to 1, a row each, and their classes.</summary>
internal sealed record Garments(NDArray<float> Images, NDArray<float> Labels)
{
    /// <summary>Where Debian's package dataset-fashion-mnist puts the files.</summary>
    public const string Folder = "/usr/share/datasets/fashion-mnist";

    public const int Pixels = 784;

    public static readonly string[] Names =
    [
        "T-shirt",
        "trouser",
        "pullover",
        "dress",
        "coat",
        "sandal",
        "shirt",
        "sneaker",
        "bag",
        "ankle boot",
    ];

    public int Rows => Images.Shape[0];

    public int LabelOf(int row) => (int)Labels.Span[row];

    /// <summary>Loads <c>train</c> or <c>t10k</c>.</summary>
    public static Garments Load(string folder, string part)
    {
        var pixels = Idx.Load<float>(Path.Combine(folder, $"{part}-images-idx3-ubyte.gz"));
        var labels = Idx.Load<float>(Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz"));
        var images = new float[pixels.Shape.Size];
        System.Numerics.Tensors.TensorPrimitives.Divide(pixels.Span, 255, images);
        return new(NDArray.Of<float>([pixels.Shape[0], Pixels], images), labels);
    }

    /// <summary>The class with the highest score in one row.</summary>
    public static int Read(NDArray<float> scores, int row) =>
        System.Numerics.Tensors.TensorPrimitives.IndexOfMax(scores.Span.Slice(row * 10, 10));

    public double Accuracy(NDArray<float> scores) =>
        (double)Enumerable.Range(0, Rows).Count(row => Read(scores, row) == LabelOf(row)) / Rows;
}
