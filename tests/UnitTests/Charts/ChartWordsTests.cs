using System.Globalization;
using System.Xml.Linq;

namespace FunctionalGrad.UnitTests.ChartTests;

/// <summary>What stands on a chart ends before its edge.</summary>
public class ChartWordsTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private const string Title =
        "The loss of a network with two hidden layers, trained on all of the digits with momentum and without";

    private static XElement Page(string chart) => XDocument.Parse(chart).Root!;

    [Fact]
    public void A_long_title_goes_on_below_and_moves_the_chart_down()
    {
        Series[] lines = [new("loss", [(1, 2), (2, 1)])];
        var page = Page(Charts.Lines(Title, "step", "loss", lines));
        string[] headings =
        [
            .. page.Elements(Svg + "text")
                .Where(text => (string?)text.Attribute("class") == "heading")
                .Select(text => text.Value),
        ];
        Assert.Equal(
            [
                "The loss of a network with two hidden layers, trained on all of",
                "the digits with momentum and without",
            ],
            headings
        );
        Assert.Equal("translate(0 18)", (string?)page.Element(Svg + "g")!.Attribute("transform"));
        var brief = Page(Charts.Lines("Loss", "step", "loss", lines));
        Assert.Equal(At(brief, "height") + 18, At(page, "height"));
        Assert.Null(brief.Element(Svg + "g"));
        Assert.Equal(
            brief.Elements(Svg + "path").Select(path => path.ToString()),
            page.Element(Svg + "g")!.Elements(Svg + "path").Select(path => path.ToString())
        );
    }

    [Fact]
    public void A_name_that_has_no_room_is_cut_and_stands_whole_in_a_tooltip()
    {
        string name = string.Join(' ', Enumerable.Repeat("momentum", 15));
        var page = Page(Charts.Lines("Loss", name, name, [new(name, [(1, 2), (2, 1)])]));
        XElement[] cut =
        [
            .. page.Elements(Svg + "text").Where(text => text.Element(Svg + "title") is not null),
        ];
        Assert.Equal(3, cut.Length);
        foreach (var text in cut)
        {
            string shown = text.FirstNode!.ToString();
            Assert.Equal(name, text.Element(Svg + "title")!.Value);
            Assert.StartsWith("momentum momentum ", shown);
            Assert.EndsWith("...", shown);
            double wide = shown.Length * 7.2,
                x = At(text, "x"),
                left = (string?)text.Attribute("class") == "end" ? x - wide : x;
            Assert.InRange(left, -2, 620);
            Assert.InRange(left + wide, 0, 622);
        }
    }

    private static double At(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
