using System.IO.Compression;

namespace Digits;

/// <summary>The digits, shuffled by a seed and split: four fifths to train on, one fifth held out.</summary>
internal static class Data
{
    public static (DigitSet Train, DigitSet Test) Load(long seed)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "digits.csv.gz"));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var rows = reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(',').Select(float.Parse).ToArray())
            .ToArray();
        var order = new SeededRandom(seed, "digits").Permutation(rows.Length);
        int held = rows.Length / 5;
        return (Part(rows, order[held..]), Part(rows, order[..held]));
    }

    private static DigitSet Part(float[][] rows, int[] order) =>
        new(
            NDArray.Of(
                order.Select(row => rows[row][..64].Select(pixel => pixel / 16).ToArray()).ToArray()
            ),
            NDArray.Of(order.Select(row => rows[row][64]).ToArray())
        );
}
