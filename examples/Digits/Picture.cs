using System.Text;
using Spectre.Console;

namespace Digits;

/// <summary>Digits drawn side by side, a character for each pixel.</summary>
internal static class Picture
{
    private const string Ink = " .:-=+*#%@";

    public static void Draw(DigitSet split, IReadOnlyList<int> rows, Func<int, string> caption)
    {
        for (int y = 0; y < 8; y++)
        {
            var line = new StringBuilder();
            foreach (int row in rows)
            {
                for (int x = 0; x < 8; x++)
                    line.Append(Ink[(int)(split.ImageOf(row)[y * 8 + x] * (Ink.Length - 1))]);
                line.Append("  ");
            }
            AnsiConsole.WriteLine(line.ToString().TrimEnd());
        }
        AnsiConsole.WriteLine(
            string.Concat(rows.Select(row => caption(row).PadRight(10))).TrimEnd()
        );
        AnsiConsole.WriteLine();
    }
}
