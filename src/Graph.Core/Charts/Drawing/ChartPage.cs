using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace FunctionalGrad;

/// <summary>A chart being written: one SVG document with a title and a description in words.</summary>
internal sealed class ChartPage
{
    public const double Margin = 16;

    /// <summary>The width of a letter, generously, of the size that is used.</summary>
    public const double Letter = 7.2;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private const double HeadingLetter = 9.3;
    private const double HeadingLine = 18;
    private readonly XElement root;
    private readonly XElement body;

    public ChartPage(
        double width,
        double height,
        string title,
        string description,
        PictureTheme theme
    )
    {
        string[] headings =
        [
            .. Wrapping
                .Fitted(PlainText.Visible(title), (int)((width - 2 * Margin) / HeadingLetter))
                .Select(line => line.Trim()),
        ];
        // All else moves down by what a long title needs.
        double more = HeadingLine * (headings.Length - 1);
        (Width, Height) = (width, height + more);
        root = new(
            Svg + "svg",
            new XAttribute("class", "chart"),
            new XAttribute("role", "img"),
            new XAttribute("width", N(width)),
            new XAttribute("height", N(Height)),
            new XAttribute("viewBox", $"0 0 {N(width)} {N(Height)}"),
            new XElement(Svg + "title", PlainText.Visible(title)),
            new XElement(Svg + "desc", PlainText.Visible(description)),
            new XElement(Svg + "style", ChartStyle.Of(theme))
        );
        body = root;
        Add("rect", "page", ("width", N(width)), ("height", N(Height)));
        foreach (var (i, line) in headings.Index())
            Text(Margin, 24 + HeadingLine * i, line, "heading");
        if (more == 0)
            return;
        body = new(Svg + "g", new XAttribute("transform", $"translate(0 {N(more)})"));
        root.Add(body);
    }

    public double Width { get; }

    public double Height { get; }

    /// <summary>Words that have no room on the page are cut; a tooltip has them all.</summary>
    public void Text(double x, double y, string text, string kind = "")
    {
        string visible = PlainText.Visible(text),
            shown = DrawnBox.Shortened(visible, Room(x, kind));
        var element = new XElement(Svg + "text", shown);
        if (shown != visible)
            element.Add(new XElement(Svg + "title", visible));
        if (kind.Length > 0)
            element.SetAttributeValue("class", kind);
        element.SetAttributeValue("x", N(x));
        element.SetAttributeValue("y", N(y));
        body.Add(element);
    }

    private int Room(double x, string kind)
    {
        double room =
            kind.StartsWith("end", StringComparison.Ordinal) ? x
            : kind.StartsWith("middle", StringComparison.Ordinal) ? 2 * Math.Min(x, Width - x)
            : Width - x;
        return kind == "heading" ? int.MaxValue : Math.Max(4, (int)((room + 2) / Letter));
    }

    public void Add(string shape, string kind, params (string Name, string Value)[] attributes) =>
        body.Add(
            new XElement(
                Svg + shape,
                new XAttribute("class", kind),
                attributes.Select(each => new XAttribute(each.Name, each.Value))
            )
        );

    public void Rectangle(double x, double y, double width, double height, string kind) =>
        Add("rect", kind, ("x", N(x)), ("y", N(y)), ("width", N(width)), ("height", N(height)));

    public void Path(string data, string kind, params (string Name, string Value)[] attributes) =>
        Add("path", kind, [("d", data), .. attributes]);

    /// <summary>Names beside strokes of their lines, in as many rows as they need; the height of it is told beforehand by <see cref="LegendHeight"/>.</summary>
    public void Legend(double top, IReadOnlyList<string> names)
    {
        foreach (var (i, (x, row)) in Places(names, Width).Index())
        {
            double y = top + row * 18;
            Path(
                $"M{N(x)} {N(y)}h24",
                $"line {ChartStyle.ColorOf(i)}",
                ("stroke-dasharray", ChartStyle.DashOf(i))
            );
            Text(x + 30, y + 4, names[i]);
        }
    }

    public static double LegendHeight(IReadOnlyList<string> names, double width) =>
        names.Count == 0 ? 0 : 18 * (Places(names, width).Max(place => place.Row) + 1);

    private static IEnumerable<(double X, int Row)> Places(
        IReadOnlyList<string> names,
        double width
    )
    {
        double x = Margin;
        int row = 0;
        foreach (string name in names)
        {
            double wide = 30 + name.Length * Letter + 18;
            if (x > Margin && x + wide > width)
                (x, row) = (Margin, row + 1);
            yield return (x, row);
            x += wide;
        }
    }

    public string Write()
    {
        var text = new StringBuilder();
        using (
            var writer = XmlWriter.Create(
                text,
                new()
                {
                    OmitXmlDeclaration = true,
                    Indent = true,
                    IndentChars = "",
                    NewLineChars = "\n",
                }
            )
        )
            root.Save(writer);
        return text.Append('\n').ToString();
    }

    /// <summary>A length in pixels: two digits are enough.</summary>
    public static string N(double value) =>
        (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);
}
