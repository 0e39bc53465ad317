using System.Globalization;
using System.Xml.Linq;

namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>Where the wires of a picture run.</summary>
public class WireTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_wire_ends_at_its_box_also_where_much_stands_beside_the_box()
    {
        var x = Input("x", 2, 1);
        var tall = Constant(
            NDArray.Of([
                [0.875],
                [-1.75],
                [1.25],
                [0.75],
            ])
        );
        var trace = Explain.Of(
            Sum(Pad(x, [1, 0], [1, 0]) * tall),
            ("x", NDArray<double>.Fill([2, 1], 1))
        );
        var page = XDocument.Parse(Explain.Svg(trace)).Root!;
        var boxes = page.Descendants(Svg + "g")
            .Where(g => g.Attribute("data-box") is not null)
            .ToDictionary(g => (string)g.Attribute("data-box")!, g => g.Element(Svg + "rect")!);
        var wires = page.Descendants(Svg + "path")
            .Where(wire => wire.Attribute("data-to") is not null);
        Assert.Equal(4, wires.Count());
        foreach (var wire in wires)
        {
            var box = boxes[(string)wire.Attribute("data-to")!];
            string path = (string)wire.Attribute("d")!;
            double y = double.Parse(
                path.Contains('C') ? path.Split(' ')[^1] : path.Split('M', 'H')[1].Split(' ')[1],
                CultureInfo.InvariantCulture
            );
            Assert.InRange(y, At(box, "y"), At(box, "y") + At(box, "height"));
        }
    }

    private static double At(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
