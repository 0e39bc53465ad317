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
}
