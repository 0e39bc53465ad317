using System.Buffers.Binary;

namespace FunctionalGrad.Checking.Torch;

/// <summary>What PyTorch said about one graph: the elements of its value and of each gradient, or why it could not.</summary>
internal sealed record TorchAnswer(int Number, IReadOnlyList<double[]> Arrays, string? Error)
{
    /// <summary>Reads a line that the script printed.</summary>
    public static TorchAnswer Read(string line)
    {
        string[] words = line.Split(' ');
        int number = int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture);
        return words[1] == "error"
            ? new(number, [], string.Join(' ', words[2..]))
            : new(number, [.. words[1..].Select(Doubles)], null);
    }

    private static double[] Doubles(string hex)
    {
        byte[] bytes = hex == "-" ? [] : Convert.FromHexString(hex);
        var values = new double[bytes.Length / 8];
        for (int i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadDoubleBigEndian(bytes.AsSpan(8 * i));
        return values;
    }
}
