namespace Digits;

/// <summary>The digits, parted at random by a seed: four fifths to train on, one fifth held out.</summary>
internal static class Data
{
    private const int Pixels = 64;

    public static (DigitSet Train, DigitSet Test) Load(long seed)
    {
        var table = Csv.Load(Path.Combine(AppContext.BaseDirectory, "digits.csv.gz"));
        var (train, test) = TrainTest.Split(table.Values.Convert<float>(), 0.2, seed);
        return (Part(train), Part(test));
    }

    private static DigitSet Part(NDArray<float> rows)
    {
        var ink = Input("ink", rows.Shape[0], Pixels);
        var images = Evaluate.Value<float>(ink / 16, (ink, rows.Columns(0, Pixels)));
        return new(images, rows.Column(Pixels));
    }
}
