namespace FunctionalGrad;

/// <summary>How large a box is with all that stands beside it: contributions where wires arrive, value and gradient where the wire leaves.</summary>
internal sealed class DrawnBox
{
    public const double Letter = 7.3;
    public const double SmallLetter = 6.7;
    public const double LineHeight = 14;
    private const double LeastBox = 34;
    private const int LongestText = 26;

    public DrawnBox(PictureNode node, int wiresIn, IEnumerable<string> arriving, bool forks)
    {
        Node = node;
        Label = Clipped(node.Label);
        Caption = Clipped(node.Caption);
        Values = PictureText.Lines(node.Value);
        Gradients = node.Gradient is { } g ? PictureText.Lines(g) : ["0 (no path)"];
        InWidth = arriving.Select(text => text.Length * SmallLetter + 10).Append(0).Max();
        BoxWidth = Math.Max(
            LeastBox,
            Math.Max(Width(Label, Letter + 0.6), Width(Caption, SmallLetter)) + 16
        );
        OutWidth = Values.Concat(Gradients).Max(line => Width(line, Letter)) + 12 + (forks ? 8 : 0);
        BoxHeight = Math.Max(LeastBox, wiresIn * 26);
        double beside = 2 * (Math.Max(Values.Count, Gradients.Count) * LineHeight + 6);
        Height = Math.Max(BoxHeight, beside);
        Forks = forks;
    }

    public PictureNode Node { get; }

    public string Label { get; }

    public string Caption { get; }

    public IReadOnlyList<string> Values { get; }

    public IReadOnlyList<string> Gradients { get; }

    public double InWidth { get; }

    public double BoxWidth { get; }

    public double BoxHeight { get; }

    public double OutWidth { get; }

    public double Height { get; }

    /// <summary>Whether its wire goes to several places: a copy gate, drawn as a dot.</summary>
    public bool Forks { get; }

    public double TotalWidth => InWidth + BoxWidth + OutWidth;

    public static double Width(string text, double letter) =>
        text.Sum(each => each < '\u1100' ? letter : 2 * letter);

    /// <summary>The whole name stands in the tooltip.</summary>
    public static string Clipped(string text) => Shortened(text, LongestText);

    public static string Shortened(string text, int longest)
    {
        string visible = PlainText.Visible(text);
        return visible.Length <= longest ? visible : visible[..(longest - 3)] + "...";
    }
}
