using System.Globalization;
using System.Xml.Linq;

namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>What stands above a drawn picture: whole, and on the page.</summary>
public class HeadingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly Expr X = Input("x");

    private static XElement Page(BackwardTrace trace, int? boxes = null) =>
        XDocument.Parse(Explain.Svg(trace, boxes)).Root!;

    private static string[] Above(XElement page, string kind) =>
        [
            .. page.Elements(Svg + "text")
                .Where(text => (string?)text.Attribute("class") == kind)
                .Select(text => text.Value),
        ];

    /// <summary>No line ends beyond the margin, and the lines stand one below the other, above the drawing.</summary>
    private static void RequireOnThePage(XElement page)
    {
        double before = 0;
        foreach (var text in page.Elements(Svg + "text"))
        {
            double letter = (string?)text.Attribute("class") == "heading" ? 9.1 : 6.7;
            Assert.InRange(At(text, "x") + text.Value.Length * letter, 24, At(page, "width") - 24);
            Assert.InRange(At(text, "y"), before + 15, before + 30);
            before = At(text, "y");
        }
        string drawing = (string)page.Element(Svg + "g")!.Attribute("transform")!;
        double top = double.Parse(drawing.TrimEnd(')').Split(' ')[1], CultureInfo.InvariantCulture);
        Assert.Equal(before + 13, top, 6);
    }

    [Fact]
    public void The_heading_names_what_is_drawn()
    {
        var trace = Explain.Of(Square(X), (X, 3));
        var page = Page(trace.Named((trace.Output.Expr, "loss")));
        Assert.Equal(["Backpropagation through loss"], Above(page, "heading"));
        page = Page(LectureTraces.MatrixProduct);
        Assert.Equal(
            ["Backpropagation through f from dL/df = [[1, 2, 3], [4, 5, 6]]"],
            Above(page, "heading")
        );
        RequireOnThePage(page);
        trace = LectureTraces.MatrixProduct;
        page = Page(trace.Named((trace.Output.Expr, "scores")));
        Assert.Equal(
            ["Backpropagation through scores from dL/dscores = [[1, 2, 3],", "  [4, 5, 6]]"],
            Above(page, "heading")
        );
        RequireOnThePage(page);
    }

    [Fact]
    public void A_heading_is_broken_within_a_name_that_is_longer_than_the_page()
    {
        var trace = Explain.Of(Square(X), (X, 3));
        string name = new('m', 150);
        var page = Page(trace.Named((trace.Output.Expr, name)));
        Assert.EndsWith(name, string.Concat(Above(page, "heading")));
        Assert.Equal(4, Above(page, "heading").Length);
        RequireOnThePage(page);
        name = string.Concat(Enumerable.Repeat("\u6e29\u5ea6", 30));
        page = Page(trace.Named((trace.Output.Expr, name)));
        Assert.EndsWith(name, string.Concat(Above(page, "heading").Select(line => line.Trim())));
        Assert.All(
            Above(page, "heading"),
            line => Assert.InRange(DrawnBox.Width(line, 9.1), 1, At(page, "width") - 48)
        );
    }

    [Fact]
    public void The_legend_goes_on_below_and_tells_of_the_borders_that_are_seen()
    {
        var trace = Explain.Of(Log(Relu(Tanh(Sin(X)))), (X, 0));
        var page = Page(trace, 3);
        Assert.Equal(
            [
                "value above the wire, gradient below it",
                "a dashed border: several nodes as one box",
                "a thick border: not finite from there on",
            ],
            Above(page, "small")[..2].SelectMany(line => line.Split("; "))
        );
        RequireOnThePage(page);
        Assert.Equal(
            "an orange border: on a kink or tie; a thick border: not finite from there on",
            Above(Page(trace), "small")[1]
        );
        var many = Page(Explain.Of(Log(Relu(Tanh(Sin(X)))) + Relu(X), (X, 0)), 5);
        RequireOnThePage(many);
    }

    private static double At(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
