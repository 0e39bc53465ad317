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
    private readonly XElement root;

    public ChartPage(
        double width,
        double height,
        string title,
        string description,
        PictureTheme theme
    )
    {
        (Width, Height) = (width, height);
        root = new(
            Svg + "svg",
            new XAttribute("class", "chart"),
            new XAttribute("role", "img"),
            new XAttribute("width", N(width)),
            new XAttribute("height", N(height)),
            new XAttribute("viewBox", $"0 0 {N(width)} {N(height)}"),
            new XElement(Svg + "title", PlainText.Visible(title)),
            new XElement(Svg + "desc", PlainText.Visible(description)),
            new XElement(Svg + "style", ChartStyle.Of(theme))
        );
        Add("rect", "page", ("width", N(width)), ("height", N(height)));
        Text(Margin, 24, title, "heading");
    }

    public double Width { get; }

    public double Height { get; }

    public void Text(double x, double y, string text, string kind = "")
    {
        var element = new XElement(Svg + "text", PlainText.Visible(text));
        if (kind.Length > 0)
            element.SetAttributeValue("class", kind);
        element.SetAttributeValue("x", N(x));
        element.SetAttributeValue("y", N(y));
        root.Add(element);
    }

    public void Add(string shape, string kind, params (string Name, string Value)[] attributes) =>
        root.Add(
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
