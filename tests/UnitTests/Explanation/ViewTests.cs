using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>What all views have in common.</summary>
public class ViewTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    internal static readonly BackwardTrace Awkward = ModulePath.Named(
        "mod<u>&l\"e",
        () =>
        {
            Expr a = Input("a<b>&\"c"),
                b = Input("\\alpha_{"),
                c = Input("line\nbreak\u0007 --> | # ; `%` \ud800");
            return Explain.Of(Max(a * b, a) + Relu(b) * c, (a, 1), (b, 0), (c, 3));
        }
    );

    [Theory]
    [InlineData("first-circuit")]
    [InlineData("staged")]
    [InlineData("neuron")]
    [InlineData("copy")]
    [InlineData("squared-length")]
    public void All_views_say_the_same_numbers(string name)
    {
        var trace = name switch
        {
            "staged" => LectureTraces.Staged,
            "neuron" => LectureTraces.Neuron(fused: false),
            "copy" => LectureTraces.Copy,
            "squared-length" => LectureTraces.SquaredLength,
            _ => LectureTraces.FirstCircuit,
        };
        string[] wires = [Explain.Text(trace), Explain.Dot(trace), Explain.Mermaid(trace)];
        string picture = Drawn(Explain.Svg(trace));
        string[] formulas = [Explain.Latex(trace), Formulas(Explain.MathML(trace))];
        string json = Explain.Json(trace);
        foreach (var node in trace.Nodes)
        {
            if (node.Gradient is { } gradient)
                Assert.All([.. wires, picture, .. formulas, json], view => Says(view, gradient));
            if (node.Expr is not Constant)
                Assert.All([.. wires, picture, json], view => Says(view, node.Value));
        }
        foreach (var edge in trace.Events.SelectMany(each => each.Edges))
            if (edge.Contribution is { } contribution)
                Assert.All([.. wires, picture, json], view => Says(view, contribution));
    }

    [Fact]
    public void An_emoji_in_a_name_is_shown_and_never_cut_in_two()
    {
        const string Smile = "\U0001F600";
        Expr one = Input(Smile),
            many = Input("x" + string.Concat(Enumerable.Repeat(Smile, 60)));
        var trace = Explain.Of(Sin(one) * many, (one, 1), (many, 2));
        string[] views =
        [
            Explain.Text(trace),
            Explain.Svg(trace),
            Explain.Dot(trace),
            Explain.Mermaid(trace),
            Explain.Latex(trace),
            Explain.MathML(trace),
        ];
        foreach (string view in views)
        {
            Assert.Contains(Smile, view);
            Assert.DoesNotContain("\\u", view, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(
                '\uFFFD',
                System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(view))
            );
        }
        // One half alone is no letter, and what shows nothing is written by its number.
        var half = Input("a\uD83D\U000E0001");
        Assert.Contains("a\\uD83D\\U000E0001", Explain.Svg(Explain.Of(Sin(half), (half, 1))));
    }

    [Fact]
    public void Collapsed_views_say_the_same_numbers()
    {
        var trace = LectureTraces.Staged;
        const int boxes = 5;
        string mermaid = Explain.Mermaid(trace, boxes),
            picture = Drawn(Explain.Svg(trace, boxes));
        var shown = Regex.Matches(
            Explain.Dot(trace, boxes),
            @"value (\S+?)\\ngrad (\S+?)(?=\\n|"")"
        );
        Assert.InRange(shown.Count, 2, boxes);
        Assert.All(
            shown,
            box =>
            {
                Assert.Contains($"value {box.Groups[1]}<br/>grad {box.Groups[2]}", mermaid);
                double value = Number(box.Groups[1].Value),
                    gradient = Number(box.Groups[2].Value);
                Assert.Superset(new HashSet<double> { value, gradient }, Found(picture));
                Assert.Contains(
                    trace.Nodes,
                    node =>
                        Rounded(node.Value.ToScalar()) == value
                        && Rounded(node.Gradient?.ToScalar() ?? 0) == gradient
                );
            }
        );
    }

    /// <summary>All elements with their signs; of a long array, beside a wire, its norm.</summary>
    private static void Says(string view, NDArray<double> array)
    {
        var found = Found(view);
        double norm = Math.Sqrt(array.ToArray().Sum(each => each * each));
        if (array.Shape.Rank == 0 || !found.Contains(Rounded(norm)))
            Assert.Superset(array.ToArray().Select(Rounded).ToHashSet(), found);
    }

    private static string Drawn(string svg) =>
        string.Join(
            "\n",
            XDocument.Parse(svg).Descendants(Svg + "text").Select(each => each.Value)
        );

    /// <summary>Signs and digits of formulas side by side, as they are read.</summary>
    private static string Formulas(string html) =>
        string.Concat(
            XDocument
                .Parse(html)
                .Descendants()
                .Where(each => !each.HasElements)
                .Select(each => each.Value == "\u2212" ? " -" : each.Value + " ")
        );

    private static double Number(string text) =>
        Rounded(double.Parse(text, CultureInfo.InvariantCulture));

    private static double Rounded(double value) =>
        double.Parse(
            value.ToString("G6", CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        ) + 0.0;

    private static HashSet<double> Found(string view) =>
        [
            .. Regex
                .Matches(view, @"(?<![\w.])-?\d+(\.\d+)?([eE][-+]?\d+)?")
                .Select(match => Number(match.Value)),
        ];

    [Fact]
    public void An_awkward_name_breaks_nothing()
    {
        var picture = XDocument.Parse(Explain.Svg(Awkward));
        Assert.Contains(picture.Descendants(Svg + "text"), text => text.Value == "a<b>&\"c");
        Assert.Contains(picture.Descendants(Svg + "text"), text => text.Value == "\\alpha_{");
        XDocument.Parse(Explain.MathML(Awkward));
        Assert.Contains(@"{{\backslash}\text{alpha}\_\{}", Explain.Latex(Awkward));
        Assert.Contains("{\\text{a}{<}\\text{b}{>}\\&\\text{\"c}}", Explain.Latex(Awkward));
        Assert.Contains("<mtext>\\alpha_{</mtext>", Explain.MathML(Awkward));
        Assert.DoesNotContain('\u0007', Explain.Text(Awkward));
        Assert.DoesNotContain("<b>", Explain.Mermaid(Awkward));
        Assert.Equal(Awkward.Nodes.Count, Explain.Dot(Awkward).Split("tooltip=").Length - 1);
    }

    [Fact]
    public void Graphviz_accepts_the_dot()
    {
        foreach (var trace in new[] { Awkward, LectureTraces.Network, LectureTraces.Staged })
            if (Graphviz(Explain.Dot(trace)) is { } drawn)
                Assert.Equal(
                    Explain.Dot(trace).Split("tooltip=").Length - 1,
                    drawn.Split("class=\"node\"").Length - 1
                );
    }

    /// <summary>What dot draws, or null where it is not installed.</summary>
    private static string? Graphviz(string source)
    {
        if (!File.Exists("/usr/bin/dot"))
            return null;
        using var dot = Process.Start(
            new ProcessStartInfo("/usr/bin/dot", "-Tsvg")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        dot.StandardInput.Write(source);
        dot.StandardInput.Close();
        string drawn = dot.StandardOutput.ReadToEnd();
        string said = dot.StandardError.ReadToEnd();
        dot.WaitForExit();
        Assert.True(dot.ExitCode == 0, said);
        return drawn;
    }

    [Fact]
    public void Colour_and_width_are_asked_for()
    {
        var trace = LectureTraces.Staged;
        Assert.DoesNotContain('\e', Explain.Text(trace));
        Assert.Contains("\e[32m", Explain.Text(trace, new() { Color = true }));
        string narrow = Explain.Text(trace, new() { Width = 100, Unicode = false });
        Assert.DoesNotContain("×", narrow);
        Assert.All(narrow.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void A_derivation_has_four_depths_and_a_sum_over_paths()
    {
        var of = Explain.Derivations(LectureTraces.Copy).Single(each => each.Node.Name == "x");
        Assert.Equal(2, of.Paths.Count);
        Assert.Equal(
            "5 + 2",
            Regex
                .Replace(of.At(DerivationDepth.Numbers), @"\\cdot 1|1 \\cdot | ", "")
                .Replace("+", " + ")
        );
        Assert.Equal("7", of.At(DerivationDepth.Result));
        var dX = Explain
            .Derivations(LectureTraces.MatrixProduct)
            .Single(each => each.Node.Name == "X");
        Assert.Equal(@"df \, W^\top", dX.At(DerivationDepth.Rule));
        Assert.Equal(
            @"\left(2 \times 2\right) = \left(2 \times 3\right) \, \left(3 \times 2\right)",
            dX.Paths[0].Shapes
        );
    }
}
