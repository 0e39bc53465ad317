using System.Globalization;
using System.Xml.Linq;

namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>What a picture shows of paths that join, of wires that nothing flows back along, and of graphs without inputs.</summary>
public class PathTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly Expr X = Input("x");
    private static readonly Expr Y = Input("y");

    private static XElement Page(BackwardTrace trace) => XDocument.Parse(Explain.Svg(trace)).Root!;

    private static IEnumerable<XElement> Dots(XElement page) =>
        page.Descendants(Svg + "circle").Where(dot => (string?)dot.Attribute("class") == "fork");

    [Fact]
    public void A_value_that_enters_one_gate_twice_leaves_its_box_through_a_dot()
    {
        foreach (var f in new[] { X * X, Max(X, X) })
        {
            var trace = Explain.Of(f, (X, 3));
            Assert.Contains(
                "x is used 2 times, copy: gradient adder",
                Explain.Text(trace, new TextStyle { Width = 400 })
            );
            var page = Page(trace);
            var dot = Dots(page).Single();
            Assert.Equal("n0", (string?)dot.Parent!.Attribute("data-box"));
            var wire = page.Descendants(Svg + "path")
                .Single(path => path.Attribute("data-from") is not null);
            string start = ((string)wire.Attribute("d")!)[1..].Split('H', 'C')[0];
            Assert.Equal($"{(string?)dot.Attribute("cx")} {(string?)dot.Attribute("cy")}", start);
            Assert.Contains("a dot is a copy gate, which adds gradients", page.Value);
        }
        Assert.Empty(Dots(Page(Explain.Of(X * Y, (X, 3), (Y, 2)))));
        Assert.Single(Dots(Page(Explain.Of(X * X * Sin(X), (X, 3)))));
    }

    [Fact]
    public void A_wire_that_nothing_flows_back_along_has_no_label()
    {
        var page = Page(Explain.Of(Where(X > Y, X * X, Y * Y), (X, 3), (Y, 2)));
        string[] labels =
        [
            .. page.Descendants(Svg + "text")
                .Where(text => text.Attribute("data-to") is not null)
                .Select(text => text.Value),
        ];
        Assert.Equal(["3 + 3", "0 + 0"], labels);
    }

    [Fact]
    public void A_graph_without_inputs_is_described_by_a_sentence()
    {
        var page = Page(Explain.Of(Constant(3)));
        Assert.Equal("3 has value 3.", page.Element(Svg + "desc")!.Value);
        page = Page(Explain.Of(X * X, (X, 3)));
        Assert.Equal(
            "f has value 9; x has value 3 and gradient 6.",
            page.Element(Svg + "desc")!.Value
        );
    }

    [Fact]
    public void A_comparison_for_equality_has_a_sign_of_its_own()
    {
        var labels = Input("w", 3);
        var classes = Constant(NDArray.Of([0.0, 1, 2]));
        var trace = Explain.Of(
            Sum(Where(EqualTo(labels, classes), Input("v", 3), 0)),
            (labels, NDArray.Of([0.0, 2, 2])),
            ("v", NDArray.Of([1.0, 2, 3]))
        );
        string[] views = [Explain.Text(trace), Explain.Json(trace), Explain.Svg(trace)];
        Assert.Contains("  q = w == c1  [3]", views[0]);
        Assert.Contains("\"op\": \"w == c1\"", views[1]);
        Assert.Contains("q = w == c1 [3]", views[2]);
        Assert.All(
            views,
            view => Assert.DoesNotContain("w = c1", view.Replace("\"latex\": \"w = c_{1}\"", ""))
        );
        Assert.Contains("w .= c1", Explain.Staged(trace));
        Assert.Contains(
            "v if q else 0",
            Explain.Text(
                Explain.Of(
                    trace.Output.Expr,
                    ("w", NDArray.Of([0.0, 2, 2])),
                    ("v", NDArray.Of([1.0, 2, 3]))
                )
            )
        );
    }
}
