using System.Text;

namespace FunctionalGrad;

/// <summary>What stands above a drawing: what it is of, how it is read, and where what is not finite begins; nothing is cut, long lines go on below.</summary>
internal sealed class SvgHeading
{
    public const double Margin = 24;
    private const double Top = 7;
    private const double TitleLine = 19;
    private const double NoteLine = 17;
    private const double Gap = 13;
    private const double TitleLetter = 9.1;

    private readonly BackwardTrace trace;
    private readonly Picture picture;
    private readonly double width;
    private readonly string[] titles;
    private readonly string[] notes;

    public SvgHeading(BackwardTrace trace, Picture picture, double width, bool hasDots)
    {
        (this.trace, this.picture, this.width) = (trace, picture, width);
        titles = [.. Fitted(PictureText.Title(trace), TitleLetter)];
        notes =
        [
            $"<tspan class=\"value\">value</tspan> above the wire, <tspan class=\"gradient\">gradient</tspan> below it{(hasDots ? "; a dot is a copy gate, which adds gradients" : "")}",
            .. Borders(),
            .. Troubles(),
        ];
    }

    /// <summary>Where the drawing begins.</summary>
    public double Height => Top + TitleLine * titles.Length + NoteLine * notes.Length + Gap;

    public void WriteTo(StringBuilder text)
    {
        double y = Top;
        foreach (string line in titles)
            text.Append(
                $"<text class=\"heading\" x=\"{N(Margin)}\" y=\"{N(y += TitleLine)}\">{SvgView.Xml(line)}</text>\n"
            );
        foreach (string line in notes)
            text.Append(
                $"<text class=\"small\" x=\"{N(Margin)}\" y=\"{N(y += NoteLine)}\">{line}</text>\n"
            );
    }

    /// <summary>What the borders mean, of the kinds that are drawn: a thick one hides an orange one.</summary>
    private IEnumerable<string> Borders()
    {
        (bool IsDrawn, string Class, string Border, string Meaning)[] kinds =
        [
            (
                picture.Nodes.Any(n => n.Members > 1),
                "",
                "a dashed border",
                "several nodes as one box"
            ),
            (
                picture.Nodes.Any(n => n.IsOnKink && !n.IsNotFinite),
                "kink",
                "an orange border",
                trace.Nodes.Any(n => n.IsOnBoundary)
                    ? "on a kink, a tie or a boundary"
                    : "on a kink or tie"
            ),
            (
                picture.Nodes.Any(n => n.IsNotFinite),
                "gradient",
                "a thick border",
                "not finite from there on"
            ),
        ];
        string line = "";
        int letters = 0;
        foreach (var (_, kind, border, meaning) in kinds.Where(each => each.IsDrawn))
        {
            int more = border.Length + meaning.Length + 4;
            string part =
                $"{(kind.Length == 0 ? border : $"<tspan class=\"{kind}\">{border}</tspan>")}: {meaning}";
            bool fits = (letters + more) * DrawnBox.SmallLetter <= width - 2 * Margin;
            if (line.Length > 0 && !fits)
            {
                yield return line;
                (line, letters) = ("", 0);
            }
            line += line.Length == 0 ? part : $"; {part}";
            letters += more;
        }
        if (line.Length > 0)
            yield return line;
    }

    /// <summary>Where what is not finite begins, as wide as the picture; boxes with a thick border.</summary>
    private IEnumerable<string> Troubles() =>
        from trouble in trace.NotFinite.Lines()
        from line in Fitted(trouble, DrawnBox.SmallLetter)
        select $"<tspan class=\"trouble\">{SvgView.Xml(line)}</tspan>";

    private IEnumerable<string> Fitted(string words, double letter) =>
        Wrapping.Fitted(PlainText.Visible(words), (int)((width - 2 * Margin) / letter));

    private static string N(double value) => SvgView.N(value);
}
