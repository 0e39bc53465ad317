namespace FunctionalGrad;

/// <summary>Breaks text between words.</summary>
internal static class Wrapping
{
    /// <summary>Lines of at most the given width, as far as words allow; one line when the width is not positive.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        while (width > 0 && text.Length > width)
        {
            int space = text.LastIndexOf(' ', width);
            if (space <= 0 || text[..space].Trim().Length == 0)
                space = text.IndexOf(' ', width);
            if (space < 0)
                break;
            yield return text[..space].TrimEnd();
            text = "  " + text[(space + 1)..].TrimStart();
            if (text.Trim().Length == 0)
                yield break;
        }
        yield return text;
    }

    /// <summary>Lines that are all within the width, broken within words where one is too long; letters that are twice as wide count twice.</summary>
    public static IEnumerable<string> Fitted(string text, int width)
    {
        foreach (string line in Lines(text, width))
        {
            int start = 0,
                at = 0;
            double wide = 0;
            foreach (var letter in line.EnumerateRunes())
            {
                double more = DrawnBox.Width(letter.ToString(), 1);
                if (wide + more > width && at > start)
                {
                    yield return line[start..at];
                    (start, wide) = (at, 0);
                }
                wide += more;
                at += letter.Utf16SequenceLength;
            }
            yield return line[start..];
        }
    }
}
