namespace FunctionalGrad;

/// <summary>How large a box is with all that stands beside it: contributions where wires arrive, value and gradient where the wire leaves.</summary>
internal sealed class DrawnBox
{
    public const double Letter = 7.3;
    public const double SmallLetter = 6.7;
    public const double LineHeight = 14;
    public const double SmallLineHeight = 13;
    private const double LeastBox = 34;
    private const int LongestText = 26;

    public DrawnBox(
        PictureNode node,
        int wiresIn,
        IEnumerable<IReadOnlyList<string>> arriving,
        IReadOnlySet<int> forked
    )
    {
        Node = node;
        Label = Clipped(node.Label);
        Caption = Clipped(node.Caption);
        Outlets =
        [
            .. node.Outlets.Select(outlet => new DrawnOutlet(
                outlet,
                isAlone: node.Outlets.Count == 1,
                node.IsInput
            )
            {
                Forks = forked.Contains(outlet.Key),
            }),
        ];
        var labels = arriving.ToArray();
        InWidth = labels
            .SelectMany(lines => lines)
            .Select(text => Width(text, SmallLetter) + 10)
            .Append(0)
            .Max();
        BoxWidth = Math.Max(
            LeastBox,
            Math.Max(Width(Label, Letter + 0.6), Width(Caption, SmallLetter)) + 16
        );
        OutWidth = Outlets.Max(outlet => outlet.Width + 12 + (outlet.Forks ? 8 : 0));
        double beside = Outlets.Sum(outlet => outlet.Height);
        // A label hangs below its wire.
        double below = labels.Select(lines => lines.Count).Append(1).Max() * SmallLineHeight;
        BoxHeight = Math.Max(LeastBox, wiresIn * 2 * below);
        Height = Math.Max(BoxHeight, beside);
        // Several wires leave all along the side of the box.
        if (Outlets.Count > 1)
            BoxHeight = Height;
        double y = (Height - beside) / 2;
        foreach (var outlet in Outlets)
        {
            outlet.Offset = y + outlet.Height / 2;
            y += outlet.Height;
        }
    }

    public PictureNode Node { get; }

    public string Label { get; }

    public string Caption { get; }

    /// <summary>The wires that leave the box, from top to bottom.</summary>
    public IReadOnlyList<DrawnOutlet> Outlets { get; }

    public double InWidth { get; }

    public double BoxWidth { get; }

    public double BoxHeight { get; }

    public double OutWidth { get; }

    public double Height { get; }

    public double TotalWidth => InWidth + BoxWidth + OutWidth;

    /// <summary>How far below the top of the box's room one of its wires leaves.</summary>
    public double OffsetOf(int outlet) => Outlets.First(each => each.Outlet.Key == outlet).Offset;

    public static double Width(string text, double letter) =>
        text.EnumerateRunes().Sum(each => each.Value < 0x1100 ? letter : 2 * letter);

    /// <summary>The whole name stands in the tooltip.</summary>
    public static string Clipped(string text) => Shortened(text, LongestText);

    public static string Shortened(string text, int longest)
    {
        string visible = PlainText.Visible(text);
        return visible.Length <= longest ? visible : PlainText.Cut(visible, longest - 3) + "...";
    }
}
