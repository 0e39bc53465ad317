using System.Globalization;
using System.Xml.Linq;
using FunctionalGrad.UnitTests.House;

namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>What a reader needs of a picture: that it fits a screen, and that its letters are large enough.</summary>
public class PictureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static BackwardTrace Chain(int length)
    {
        Expr x = Input("x"),
            y = x;
        for (int i = 0; i < length; i++)
            y = i % 4 == 3 ? y * x : Tanh(y);
        return Explain.Of(y, (x, 0.3));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(70)]
    [InlineData(500)]
    public void A_picture_is_as_wide_as_a_screen_at_most(int length)
    {
        var page = XDocument.Parse(Explain.Svg(Chain(length))).Root!;
        Assert.InRange(At(page, "width"), 1, 1280);
        Assert.InRange(At(page, "height"), 1, 3000);
        RequireLettersOnThePage(page);
    }

    [Fact]
    public void An_open_module_that_is_too_wide_for_the_screen_is_closed()
    {
        Expr Deep(int length)
        {
            Expr y = Input("x", 2, 3);
            for (int i = 0; i < length; i++)
                y = Tanh(y);
            return y;
        }
        XElement Drawn(int length) =>
            XDocument
                .Parse(
                    Explain.Svg(
                        Explain.Of(
                            Sum(Square(ModulePath.Named("block", () => Deep(length)))),
                            ("x", NDArray<double>.Fill(Shape.Of(2, 3), 0.5))
                        )
                    )
                )
                .Root!;
        bool IsOpen(XElement page) =>
            page.Descendants(Svg + "rect")
                .Any(each => (string?)each.Attribute("class") == "module");
        Assert.True(IsOpen(Drawn(3)));
        Assert.False(IsOpen(Drawn(8)));
        Assert.InRange(At(Drawn(8), "width"), 1, 1280);
        RequireLettersOnThePage(Drawn(3));
        RequireLettersOnThePage(XDocument.Parse(Explain.Svg(LectureTraces.FirstCircuit)).Root!);
    }

    private static void RequireLettersOnThePage(XElement page)
    {
        foreach (var text in page.Descendants(Svg + "text"))
        {
            string kind = (string)text.Attribute("class")!;
            double wide =
                    text.Value.Length
                    * (
                        kind.Contains("small") ? 6.7
                        : kind == "heading" ? 9.1
                        : 7.3
                    ),
                // What is drawn stands in a group that keeps the margin.
                margin = text.Ancestors(Svg + "g").Any(g => g.Attribute("transform") is not null)
                    ? 24
                    : 0,
                x = At(text, "x") + margin,
                left = kind.Contains("label") || kind.Contains("caption") ? x - wide / 2
                : text.Attribute("text-anchor") is null ? x
                : x - wide;
            Assert.InRange(left, 0, At(page, "width"));
            Assert.InRange(left + wide, 0, At(page, "width"));
        }
    }

    [Fact]
    public void A_wire_that_goes_on_below_is_named_at_both_ends()
    {
        var page = XDocument.Parse(Explain.Svg(Chain(12))).Root!;
        var names = page.Descendants(Svg + "text")
            .Where(text => (string?)text.Attribute("class") == "small title")
            .ToLookup(text => text.Attribute("text-anchor") is null, text => text.Value);
        Assert.Equal(names[true].Distinct().Order(), names[false].Distinct().Order());
        Assert.Contains("x", names[true]);
        Assert.DoesNotContain(
            "small title",
            Explain.Svg(LectureTraces.Staged),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Letters_are_never_smaller_than_eleven_pixels()
    {
        string style = XDocument
            .Parse(Explain.Svg(LectureTraces.Staged))
            .Descendants(Svg + "style")
            .Single()
            .Value;
        var sizes = System
            .Text.RegularExpressions.Regex.Matches(style, @"font-size:(\d+)px")
            .Select(size => int.Parse(size.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.Equal(11, sizes.Min());
    }

    [Fact]
    public void The_picture_in_the_README_is_what_the_library_draws()
    {
        Assert.Contains("](docs/first-circuit.svg)", Repository.Read("README.md"));
        Assert.Equal(
            Repository.Read("docs/first-circuit.svg"),
            Explain.Svg(LectureTraces.FirstCircuit)
        );
    }

    private static double At(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
