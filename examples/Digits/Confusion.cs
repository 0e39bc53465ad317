using Spectre.Console;

namespace Digits;

/// <summary>How often each digit was read as each other.</summary>
internal static class Confusion
{
    public static void Draw(DigitSet split, NDArray<float> scores)
    {
        var counts = new int[10, 10];
        for (int row = 0; row < split.Rows; row++)
            counts[split.LabelOf(row), DigitSet.Read(scores, row)]++;
        AnsiConsole.WriteLine(
            "true \\ read" + string.Concat(Enumerable.Range(0, 10).Select(d => $"{d, 4}"))
        );
        for (int label = 0; label < 10; label++)
            AnsiConsole.WriteLine(
                $"{label, 11}"
                    + string.Concat(
                        Enumerable
                            .Range(0, 10)
                            .Select(d => $"{(counts[label, d] == 0 ? "." : counts[label, d]), 4}")
                    )
            );
        AnsiConsole.WriteLine();
    }
}
