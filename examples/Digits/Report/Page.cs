using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Digits;

/// <summary>The words of a page: HTML that is XML too, so that a parser can check it, in one file that needs no other.</summary>
internal static class Page
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    public static string Write(string title, params object[] body)
    {
        var page = new XElement(
            Html + "html",
            new XAttribute("lang", "en"),
            new XElement(
                Html + "head",
                new XElement(Html + "meta", new XAttribute("charset", "utf-8")),
                new XElement(
                    Html + "meta",
                    new XAttribute("name", "viewport"),
                    new XAttribute("content", "width=device-width")
                ),
                E("title", title),
                E("style", PageStyle.Css)
            ),
            new XElement(Html + "body", E("main", body))
        );
        var text = new StringBuilder("<!DOCTYPE html>\n");
        using (
            var writer = XmlWriter.Create(
                text,
                // White space would show in drawn text.
                new()
                {
                    OmitXmlDeclaration = true,
                    Indent = false,
                    NewLineChars = "\n",
                }
            )
        )
            page.Save(writer);
        return text.Append('\n').ToString();
    }

    public static XElement E(string name, params object[] content) => new(Html + name, content);

    /// <summary>A part of the page with a heading, to which links lead.</summary>
    public static XElement Section(string id, string heading, params object[] content) =>
        E("section", new XAttribute("id", id), E("h2", heading), content);

    public static XElement P(params object[] content) => E("p", content);

    public static XElement Figure(string svg, string caption) =>
        E("figure", XElement.Parse(svg), E("figcaption", caption));

    /// <summary>Figures beside one another where there is room.</summary>
    public static XElement Side(params object[] figures) =>
        E("div", new XAttribute("class", "side"), figures);

    public static XElement Table(string[] head, IEnumerable<string[]> rows) =>
        E(
            "table",
            E("thead", E("tr", head.Select(cell => E("th", cell)))),
            E("tbody", rows.Select(row => E("tr", row.Select(cell => E("td", cell)))))
        );

    public static XElement Links(IEnumerable<XElement> sections) =>
        E(
            "nav",
            sections.Select(section =>
                E(
                    "a",
                    new XAttribute("href", $"#{section.Attribute("id")!.Value}"),
                    section.Element(Html + "h2")!.Value
                )
            )
        );

    public static string Number(double value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture);

    public static string Percent(double share) => $"{Number(100 * share, "0.0")} %";
}
