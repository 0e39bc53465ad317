using System.Globalization;

namespace FunctionalGrad;

/// <summary>Reads texts such as <c>Initializer.Uniform(-0.1, 0.1)</c>: a type, a word and numbers.</summary>
internal static class RandomSource<TResult>
    where TResult : class
{
    public static TResult Read(string source, string type, Func<string, double[], TResult?> make)
    {
        string text = source.Trim();
        if (text.StartsWith(type + ".", StringComparison.Ordinal))
        {
            text = text[(type.Length + 1)..];
            int open = text.IndexOf('(');
            if (open < 0 && make(text, []) is { } plain)
                return plain;
            if (
                open > 0
                && text.EndsWith(')')
                && Numbers(text[(open + 1)..^1]) is { } numbers
                && make(text[..open], numbers) is { } called
            )
                return called;
        }
        throw new FormatException(
            $"read: '{source}' is no {type}. Write it as its Source prints it, such as {type}.Uniform(-1.0, 1.0)."
        );
    }

    private static double[]? Numbers(string list)
    {
        var texts = list.Split(',', StringSplitOptions.TrimEntries);
        var numbers = new double[texts.Length];
        for (int i = 0; i < texts.Length; i++)
            if (
                !double.TryParse(
                    texts[i],
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out numbers[i]
                )
            )
                return null;
        return numbers;
    }
}
