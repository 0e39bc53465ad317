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

    [Theory]
    [InlineData(620)]
    [InlineData(760)]
    [InlineData(1000)]
    public void A_picture_keeps_to_the_width_that_it_is_given(int widest)
    {
        foreach (var trace in new[] { Chain(12), Chain(70), LectureTraces.Staged, Readme() })
        {
            var page = XDocument.Parse(Explain.Svg(trace, widest: widest)).Root!;
            Assert.InRange(At(page, "width"), 620, widest);
            RequireLettersOnThePage(page);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Explain.Svg(LectureTraces.Staged, widest: 619)
        );
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

    private static BackwardTrace Readme()
    {
        Expr images = Input("images", 32, 64),
            labels = Input("labels", 32);
        var scores = Layer
            .Dense("hidden", 64, 100)
            .Then(Relu)
            .Then(Layer.Dense("output", 100, 10))(images);
        var loss = Loss.SoftmaxCrossEntropy(scores, labels);
        var cost = loss + 1e-4 * Regularization.L2(Parameters.WeightsOf(loss));
        return Filled.Trace(cost, (input, i) => input == labels ? i % 10 : 0.01 * (i % 17) - 0.05);
    }

    private static string[] Labels(XElement page) =>
        [
            .. page.Descendants(Svg + "text")
                .Where(text => ((string?)text.Attribute("class"))?.Contains("label") == true)
                .Select(text => text.Value),
        ];

    [Theory]
    [InlineData(null)]
    [InlineData(12)]
    public void Layers_and_loss_are_the_boxes_of_a_collapsed_network(int? most)
    {
        var page = XDocument.Parse(Explain.Svg(Readme(), most)).Root!;
        Assert.Subset(
            Labels(page).ToHashSet(),
            new HashSet<string> { "hidden", "output", "softmaxCrossEntropy" }
        );
        Assert.DoesNotContain(
            Labels(page),
            label => label.Contains("bias ...", StringComparison.Ordinal)
        );
        RequireLettersOnThePage(page);
    }

    [Fact]
    public void A_box_has_the_word_that_a_reader_knows()
    {
        var w = Input("W", 2, 3);
        var trace = Explain.Of(
            Sum(Square(MatMul(Transpose(w), Sum(w, [1])))),
            ("W", NDArray<double>.Fill([2, 3], 1))
        );
        string[] labels = Labels(XDocument.Parse(Explain.Svg(trace)).Root!);
        Assert.Equal(
            ["W", "matrix product", "square", "sum", "sum over axis 1", "transpose"],
            labels.Order()
        );
        Assert.Contains("label=\"transpose ", Explain.Dot(trace));
    }

    [Fact]
    public void A_loss_is_one_module_from_the_scores_to_the_mean()
    {
        var nodes = Readme().Nodes.Where(node => node.Module == "softmaxCrossEntropy").ToArray();
        Assert.Subset(
            nodes.Select(node => ((Apply)node.Expr).Primitive.Name).ToHashSet(),
            new HashSet<string> { "logSumExpOver", "equal", "select", "sumOver" }
        );
    }

    [Fact]
    public void Gradients_of_different_nodes_are_never_added_on_a_wire()
    {
        Expr x = Input("x"),
            y = Input("y");
        var trace = Explain.Of(2 * Sin(x) + y * Cos(x), (x, 0), (y, 3));
        foreach (
            string picture in new[]
            {
                Explain.Mermaid(trace, 4),
                Explain.Dot(trace, 4),
                Explain.Svg(trace, 4),
            }
        )
            Assert.DoesNotContain("1 + 3", picture);
        Assert.Contains("2 wires leave", Explain.Mermaid(trace, 4));
        Assert.Contains("2 wires leave", Explain.Dot(trace, 4));
        foreach (var node in trace.Nodes.Where(node => node.Expr is Apply && node != trace.Output))
            if (Explain.Mermaid(trace, 4).Contains($"{node.Name} = ", StringComparison.Ordinal))
                Assert.Matches(
                    $@"{node.Name} = \S+, grad {node.Gradient!.ToScalar()}\b",
                    Explain.Mermaid(trace, 4)
                );
    }

    [Fact]
    public void A_crowd_has_neither_one_value_nor_one_gradient()
    {
        Expr[] inputs = [.. Enumerable.Range(1, 2000).Select(i => Input($"x{i}"))];
        var trace = Explain.Of(
            Add([.. inputs.Select(Square)]),
            [.. inputs.Select(x => new Binding<double>(x, NDArray<double>.Scalar(1)))]
        );
        string text = Explain.Mermaid(trace);
        Assert.Contains(" wires leave", text);
        Assert.DoesNotContain("paths", text);
        Assert.DoesNotContain("value 1<", text);
        Assert.DoesNotContain("class=\"fork\"", Explain.Svg(trace));
    }

    [Fact]
    public void Parts_of_a_module_whose_nodes_are_not_neighbours_are_numbered()
    {
        var x = Input("x");
        var f = ModulePath.Named("block", () => Tanh(Sin(x)));
        f = Exp(f);
        f = ModulePath.Named("block", () => Tanh(Sin(f)));
        var trace = Explain.Of(f, (x, 0.5));
        Assert.Contains("block (part 1)", Explain.Dot(trace));
        Assert.Contains("block (part 2)", Explain.Dot(trace));
        Assert.Contains("block (part 2)", Explain.Mermaid(trace, 4));
    }

    [Fact]
    public void An_orange_or_dashed_border_is_explained_where_there_is_one()
    {
        var x = Input("x");
        string kink = Explain.Svg(Explain.Of(Relu(x), (x, 0)));
        Assert.Contains("an orange border</tspan>: on a kink or tie", kink);
        Assert.DoesNotContain("orange", Explain.Svg(Explain.Of(Relu(x), (x, 1))));
        Assert.Contains("a dashed border: several nodes as one box", Explain.Svg(Readme()));
    }

    [Fact]
    public void Small_matrices_stand_beside_their_parameters_in_full()
    {
        var w = Input("W", 2, 3);
        var trace = Explain.Of(
            Sum(Sin(w)),
            ("W", NDArray<double>.Of(Shape.Of(2, 3), [0.123456, 0.2, 0.3, 0.4, 0.5, 0.654321]))
        );
        Assert.Contains("[ 0.123456       0.2       0.3 ]", Explain.Svg(trace));
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

    /// <summary>A page of paper is some 1,000 wide, a drawing up to 1,280.</summary>
    [Theory]
    [InlineData(PictureTheme.Auto)]
    [InlineData(PictureTheme.Dark)]
    [InlineData(PictureTheme.Light)]
    public void A_printed_picture_is_no_wider_than_its_page(PictureTheme theme) =>
        Assert.Contains(
            "@media print{svg.trace{max-width:100%;height:auto}}",
            Explain.Svg(LectureTraces.FirstCircuit, theme: theme)
        );

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
