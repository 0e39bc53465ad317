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
        foreach (var text in page.Descendants(Svg + "text"))
        {
            bool small = text.Attribute("class")!.Value.Contains("small");
            double wide = text.Value.Length * (small ? 6.7 : 7.3);
            if ((string?)text.Attribute("class") is "value" or "gradient" or "small title")
                Assert.InRange(
                    text.Attribute("text-anchor") is null ? At(text, "x") + wide : At(text, "x"),
                    0,
                    At(page, "width")
                );
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
