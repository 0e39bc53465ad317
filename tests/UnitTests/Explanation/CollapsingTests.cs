using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>What is too large for a picture is collapsed, and what is drawn has its room.</summary>
public class CollapsingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Boxes_do_not_overlap_and_lie_on_the_page()
    {
        foreach (
            var trace in new[]
            {
                ViewTests.Awkward,
                LectureTraces.Network,
                LectureTraces.Staged,
                Residual(),
            }
        )
        {
            var page = XDocument.Parse(Explain.Svg(trace)).Root!;
            var boxes = page.Descendants(Svg + "rect")
                .Where(rect => (string?)rect.Attribute("class") is not ("page" or "module"))
                .Select(rect =>
                    (
                        X: At(rect, "x"),
                        Y: At(rect, "y"),
                        W: At(rect, "width"),
                        H: At(rect, "height")
                    )
                )
                .ToArray();
            for (int i = 0; i < boxes.Length; i++)
            for (int j = 0; j < i; j++)
            {
                var (a, b) = (boxes[i], boxes[j]);
                bool apart =
                    a.X + a.W <= b.X || b.X + b.W <= a.X || a.Y + a.H <= b.Y || b.Y + b.H <= a.Y;
                Assert.True(apart, $"{a} and {b}");
            }
            Assert.All(boxes, box => Assert.InRange(box.X + box.W, 0, At(page, "width")));
            Assert.All(
                page.Descendants(Svg + "text"),
                text => Assert.InRange(At(text, "x"), 0, At(page, "width") - 20)
            );
        }
    }

    private static double At(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static BackwardTrace Residual()
    {
        var x = Input("x", 2, 3);
        Func<Expr, Expr> first = Layer.Dense("first", 3, 3),
            second = Layer.Dense("second", 3, 3);
        var y = ModulePath.Named("block", () => Relu(x + second(Relu(first(x)))));
        var f = Sum(Square(y));
        return Filled.Trace(f, (_, i) => 0.1 * (i % 5) - 0.15);
    }

    [Fact]
    public void Modules_collapse_and_the_skip_connection_stays()
    {
        string collapsed = Explain.Dot(Residual(), mostBoxes: 8);
        Assert.Contains("label=\"block\"", collapsed);
        Assert.Contains("first  5 nodes", collapsed);
        // x feeds the first layer, and the sum behind the second.
        Assert.Equal(2, Regex.Count(collapsed, @"^  n0 -> n\d+;", RegexOptions.Multiline));
        Assert.DoesNotContain("broadcast", collapsed);
    }

    [Fact]
    public void A_graph_too_large_for_Mermaid_is_collapsed()
    {
        Expr x = Input("x"),
            y = x;
        for (int i = 0; i < 3000; i++)
            y = i % 2 == 0 ? y * x : Sin(y);
        string text = Explain.Mermaid(Explain.Of(y, (x, 0.5)), mostBoxes: 5000);
        Assert.InRange(text.Length, 1, 50_000);
        Assert.InRange(text.Split(" -->").Length - 1, 1, 500);
    }
}
