using System.Xml.Linq;

namespace FunctionalGrad.UnitTests.ChartTests;

/// <summary>Gradients that have vanished are seen on charts whose axes are logarithmic, and told in words.</summary>
public class VanishedTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static ParameterObservation Parameter(string name, double norm, int zeros)
    {
        var sizes = new int[24];
        sizes[16] = 10 - zeros;
        return new(name, norm, norm / 10, sizes, zeros);
    }

    /// <summary>Two parameters whose gradient is 0 from step 3 on, one that is 0 now and then, one that never is.</summary>
    private static readonly Observation[] Seen =
    [
        .. Enumerable
            .Range(1, 6)
            .Select(step =>
            {
                bool gone = step >= 3,
                    now = step is 2 or 5;
                return new Observation(
                    step,
                    1,
                    [
                        Parameter("w", gone ? 0 : 0.5, gone ? 10 : 2),
                        Parameter("b", gone ? 0 : 0.1, gone ? 10 : 0),
                        Parameter("u", now ? 0 : 0.2, now ? 10 : 0),
                        Parameter("v", 1, 1),
                    ],
                    []
                );
            }),
    ];

    private static XElement Page(string chart) => XDocument.Parse(chart).Root!;

    private static string[] Texts(XElement page) =>
        [.. page.Elements(Svg + "text").Select(text => text.Value)];

    private static string Told(XElement page) => page.Element(Svg + "desc")!.Value;

    private static int Strokes(XElement page, string kind) =>
        page.Elements(Svg + "path").Count(path => (string?)path.Attribute("class") == kind);

    [Fact]
    public void Norms_that_are_0_lie_on_the_lower_edge_and_are_named()
    {
        foreach (
            var page in new[] { Page(Charts.GradientNorms(Seen)), Page(Charts.UpdateRatios(Seen)) }
        )
        {
            string[] told =
            [
                "w, b: exactly 0 from step 3 on",
                "u: exactly 0 at 2 of 6 points, first at step 2",
            ];
            Assert.All(told, line => Assert.Contains($"lower edge: {line}", Texts(page)));
            Assert.EndsWith($" {told[0]}. {told[1]}.", Told(page));
            Assert.Equal(
                [1, 1, 2, 0],
                Enumerable.Range(0, 4).Select(i => Strokes(page, $"marker c{i}"))
            );
            Assert.Equal(
                [1, 1, 0, 0],
                Enumerable.Range(0, 4).Select(i => Strokes(page, $"line thick c{i}"))
            );
        }
        var page0 = Page(Charts.Lines("Zero", "step", "y", [new("y", [(1, 0), (2, 0)])], true));
        Assert.Contains("lower edge: y: exactly 0 throughout", Texts(page0));
        page0 = Page(Charts.Lines("Zero", "step", "y", [new("y", [(1, 1), (2, 0)])], true));
        Assert.Contains("lower edge: y: exactly 0 at step 2", Texts(page0));
        // On a linear axis 0 has its place.
        string linear = Charts.Lines("Zero", "step", "y", [new("y", [(1, 1), (2, 0)])]);
        Assert.DoesNotContain("exactly 0", linear);
    }

    [Fact]
    public void A_histogram_has_a_row_for_zeros_and_says_what_is_true()
    {
        var page = Page(Charts.GradientHistograms(Seen));
        Assert.Contains("lower edge: w, b: exactly 0 from step 3 on", Texts(page));
        Assert.Equal(4, Texts(page).Count(text => text == "0"));
        Assert.Equal(
            "At the end all 10 elements of the gradient of w are exactly 0. "
                + "At the end all 10 elements of the gradient of b are exactly 0. "
                + "At the end most of the 10 elements of the gradient of u that are not 0 have a size near 1e-2; 0 of 10 are exactly 0. "
                + "At the end most of the 9 elements of the gradient of v that are not 0 have a size near 1e-2; 1 of 10 are exactly 0. "
                + "w, b: exactly 0 from step 3 on. u: exactly 0 at 2 of 6 points, first at step 2.",
            Told(page)
        );
        XElement[] zeros =
        [
            .. page.Descendants().Where(cell => (string?)cell.Attribute("class") == "area c1"),
        ];
        Assert.NotEmpty(zeros);
        var tiny = Seen[0] with
        {
            Parameters =
            [
                new("t", 1e-12, 0, [4, .. new int[23]], 0),
                new("h", 1e9, 0, [.. new int[23], 4], 0),
                new("n", double.NaN, 0, new int[24], 0),
            ],
        };
        Assert.Equal(
            "At the end most of the 4 elements of the gradient of t that are not 0 have a size below 1e-10 or near it; 0 of 4 are exactly 0. "
                + "At the end most of the 4 elements of the gradient of h that are not 0 have a size near 3e1 or above it; 0 of 4 are exactly 0. "
                + "At the end no element of the gradient of n is finite.",
            Told(Page(Charts.GradientHistograms([tiny])))
        );
    }

    [Fact]
    public void A_network_that_died_is_seen_to_be_dead()
    {
        Expr x = Input("x", 8, 2),
            labels = Input("labels", 8);
        var scores = Layer
            .Dense("first", 2, 4)
            .Then(Relu)
            .Then(Layer.Dense("second", 4, 4))
            .Then(Relu)
            .Then(Layer.Dense("last", 4, 2))(x);
        var loss = Loss.SoftmaxCrossEntropy(scores, labels);
        var step = TrainingStep.Of(loss, Optimizer.GradientDescent(1e6));
        Binding<double>[] batch =
        [
            (x, NDArray<double>.Create([8, 2], each => each.Fill(0.5))),
            (labels, NDArray<double>.Create([8], each => each.Fill(1))),
        ];
        var states = step.Run(step.Initial<double>(1), batch).Take(12);
        var page = Page(Charts.GradientNorms(Inspection.Of(loss).Along(states, _ => batch)));
        Assert.Contains(
            Texts(page),
            text =>
                text.StartsWith("lower edge: first.weight, first.bias", StringComparison.Ordinal)
        );
        Assert.True(Strokes(page, "line thick c0") == 1, Told(page));
    }
}
