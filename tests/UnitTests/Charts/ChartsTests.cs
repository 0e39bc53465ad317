using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FunctionalGrad.UnitTests.House;

namespace FunctionalGrad.UnitTests.ChartTests;

/// <summary>Charts of numbers that were written by hand, byte for byte and as a reader sees them. FUNCTIONALGRAD_ACCEPT_GOLDENS=1 writes them anew.</summary>
public class ChartsTests
{
    private const string Folder = "tests/UnitTests/Charts/goldens";
    private const string Awkward = "a<b>&\"c\u0007 \ud800";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly Dictionary<string, Func<string>> All = new()
    {
        ["lines"] = () =>
            Charts.Lines(
                "Two lines",
                "x",
                "y",
                [
                    new(
                        "square",
                        [.. Enumerable.Range(-3, 7).Select(x => ((double)x, x * (double)x))]
                    ),
                    new(
                        Awkward,
                        [(-3, 1), (-2, double.NaN), (0, 4), (1, double.PositiveInfinity), (3, 9)]
                    ),
                ]
            ),
        ["loss"] = () => Charts.Loss([new("training", Falling(200))]),
        ["accuracy"] = () =>
            Charts.Accuracy([
                new("training", [(1, 0.1), (2, 0.5), (3, 0.9)]),
                new("held out", [(1, 0.1), (3, 0.85)]),
            ]),
        ["gradient-norms"] = () => Charts.GradientNorms(ChartNumbers.Observations),
        ["gradient-histograms"] = () => Charts.GradientHistograms(ChartNumbers.Observations),
        ["update-ratios"] = () => Charts.UpdateRatios(ChartNumbers.Observations),
        ["dead-units"] = () => Charts.DeadUnits(ChartNumbers.Observations),
        ["decision-regions"] = () =>
            Charts.DecisionRegions(
                ChartNumbers.Classifier,
                ChartNumbers.ClassifierState,
                ChartNumbers.Points,
                NDArray.Of([0.0, 1, 2, 2])
            ),
        ["hidden-units"] = () =>
            Charts.HiddenUnits(
                ChartNumbers.Classifier,
                ChartNumbers.ClassifierState,
                ChartNumbers.Points
            ),
        ["descent"] = () => ChartNumbers.Descent,
        ["weight-maps"] = () =>
            Charts.WeightMaps(
                NDArray.Of([
                    [1.0, 0],
                    [-0.5, 2],
                    [0, double.NaN],
                    [0.25, -2],
                ]),
                2,
                2
            ),
        ["images"] = () =>
            Charts.Images(
                "Images",
                NDArray.Of([
                    [0.0, 1, 0.5, 1],
                    [1, 1, 0, 0],
                ]),
                2,
                2,
                [("right", false), (Awkward, true)]
            ),
        ["confusion"] = () => Charts.Confusion([0, 0, 1, 1, 2], [0, 1, 1, 1, 2], 3),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    private static (double, double)[] Falling(int count) =>
        [.. Enumerable.Range(1, count).Select(i => ((double)i, 2.0 / i + (i % 2) * 0.01))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_chart_is_what_it_was(string name)
    {
        string file = Path.Combine(Repository.Root, Folder, $"{name}.svg");
        string drawn = All[name]();
        if (Environment.GetEnvironmentVariable("FUNCTIONALGRAD_ACCEPT_GOLDENS") == "1")
            File.WriteAllText(file, drawn);
        Assert.Equal(File.ReadAllText(file), drawn);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_chart_is_XML_with_a_title_a_description_and_letters_on_the_page(string name)
    {
        var page = XDocument.Parse(All[name]()).Root!;
        Assert.Equal(Svg + "svg", page.Name);
        Assert.NotEmpty(page.Element(Svg + "title")!.Value);
        Assert.EndsWith(".", page.Element(Svg + "desc")!.Value.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page.ToString());
        Assert.DoesNotContain("∞", page.ToString());
        double width = At(page, "width"),
            height = At(page, "height");
        Assert.InRange(width, 1, 640);
        foreach (var text in page.Elements(Svg + "text"))
        {
            string kind = (string?)text.Attribute("class") ?? "";
            double wide = text.Value.Length * (kind == "heading" ? 8.6 : 7.2),
                x = At(text, "x"),
                left = kind.StartsWith("end") ? x - wide
                : kind.StartsWith("middle") ? x - wide / 2
                : x;
            Assert.InRange(left, -2, width);
            Assert.InRange(left + wide, 0, width + 2);
            Assert.InRange(At(text, "y"), 10, height);
        }
        var sizes = Regex
            .Matches(page.Element(Svg + "style")!.Value, @"font-size:(\d+)px")
            .Select(size => int.Parse(size.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.Equal(12, sizes.Min());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_chart_does_not_depend_on_the_culture(string name)
    {
        string invariant = All[name]();
        var before = CultureInfo.CurrentCulture;
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        other.NumberFormat.NumberDecimalSeparator = ",";
        other.NumberFormat.NegativeSign = "minus";
        try
        {
            CultureInfo.CurrentCulture = other;
            Assert.Equal(invariant, All[name]());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Themes_are_light_dark_or_as_the_reader_prefers_and_light_in_print()
    {
        string Style(PictureTheme theme) => Charts.Loss([new("loss", [(1, 2), (2, 1)])], theme);
        Assert.Contains("prefers-color-scheme:dark", Style(PictureTheme.Auto));
        Assert.DoesNotContain("#0d1117", Style(PictureTheme.Light));
        Assert.Contains("@media print{svg.chart{--page:#ffffff", Style(PictureTheme.Dark));
    }

    [Fact]
    public void A_long_noisy_line_is_drawn_as_it_is_and_smoothed()
    {
        XElement[] Drawn(int points) =>
            [
                .. XDocument
                    .Parse(Charts.Loss([new("loss", Falling(points))]))
                    .Descendants(Svg + "path")
                    .Where(path => path.Attribute("d")!.Value.Count(c => c == 'L') > 1),
            ];
        Assert.Single(Drawn(30));
        Assert.Equal(
            ["line thin c0", "line c0"],
            Drawn(200).Select(path => (string)path.Attribute("class")!)
        );
    }

    [Fact]
    public void What_cannot_be_drawn_is_said()
    {
        var empty = Assert.Throws<ArgumentException>(() =>
            Charts.Loss(Array.Empty<TrainingState<double>>())
        );
        Assert.Equal(
            "loss: no series with a point was given, so there is nothing to draw. Is the sequence of states empty, or was it already used up?",
            empty.Message
        );
        var unmeasured = Assert.Throws<ArgumentException>(() =>
            Charts.Accuracy([ChartNumbers.ClassifierState])
        );
        Assert.Equal(
            "accuracy: no accuracy was measured. Give the training step Metric.Accuracy(scores, labels).",
            unmeasured.Message
        );
        var space = Assert.Throws<ShapeException>(() =>
            Charts.HiddenUnits(
                x => x,
                ChartNumbers.ClassifierState,
                NDArray<double>.Fill(Shape.Of(4, 3), 0)
            )
        );
        Assert.Equal(
            "hidden units: the points are [4, 3], but [N, 2] is needed, with one point at least: only points of a plane can be drawn.",
            space.Message
        );
        Assert.Throws<ArgumentNullException>(() => Charts.GradientNorms(null!));
        Assert.StartsWith(
            "update ratios: no observation was made with the state after it.",
            Assert
                .Throws<ArgumentException>(() =>
                    Charts.UpdateRatios([new(0, 1, [new("w", 1, double.NaN, new int[24], 0)], [])])
                )
                .Message
        );
    }

    private static double At(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
