using System.Text.Json;
using System.Xml.Linq;

namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>What a reader is told of a number that its formula does not give: the same sentence in all views.</summary>
public class ReasonTests
{
    private static readonly Expr X = Input("x");
    private static readonly Expr Y = Input("y");
    private static readonly Expr V = Input("v", 4);

    private static string ReasonOf(BackwardTrace trace, string name) =>
        Explain.Derivations(trace).Single(each => each.Node.Name == name).Reason;

    [Fact]
    public void What_holds_on_a_boundary_is_one_sentence_in_all_views()
    {
        var trace = Explain.Of(Where(X > Y, X * X, Y * Y), (X, 2), (Y, 2));
        var gate = trace.Nodes.Single(node => node.Kinks.Count > 0);
        const string said =
            "the value is the same on both sides of it but the slope is not, a kink, and the gradient is that of the branch taken here";
        Assert.Equal(said, gate.Convention);
        Assert.EndsWith(
            $"note: {gate.Name} is on its boundary: {said}\n",
            Explain.Text(trace, new TextStyle { Width = 400 })
        );
        Assert.Contains("border</tspan>: on a kink, a tie or a boundary<", Explain.Svg(trace));
        string tooltip = $"{gate.Name} = x > y [], on its boundary: {said}";
        Assert.Contains($"<title>{tooltip.Replace(">", "&gt;")}</title>", Explain.Svg(trace));
        Assert.Contains($"tooltip=\"{tooltip.Replace(">", "&gt;")}\"", Explain.Dot(trace));
        var node = JsonDocument.Parse(Explain.Json(trace)).RootElement.GetProperty("nodes")[
            gate.Id
        ];
        Assert.Equal(said, node.GetProperty("convention").GetString());
        string sentence = $"{gate.Name} is on its boundary: {said}.";
        Assert.Equal(
            $"{gate.Name} is not differentiated: what reads it, such as a condition or a list of positions, lets no gradient pass, so the derivative is 0. {sentence}",
            ReasonOf(trace, gate.Name)
        );
        // What the gate that asks hands on depends on it; what is behind, on that.
        string[] told =
        [
            .. Explain
                .Derivations(trace)
                .Where(each => each.Reason.Contains(sentence))
                .Select(each => each.Node.Name),
        ];
        string[] branches =
        [
            .. trace
                .Events.Single(each => each.Node == trace.Output)
                .Edges.Select(e => e.Into.Name),
        ];
        Assert.Equal(branches.Order(), told.Order());
        string page = XElement.Parse(Explain.MathML(trace)).Value;
        Assert.Equal(3, page.Split(sentence).Length - 1);
        Assert.Contains(LatexText.Words(sentence)[6..], Explain.Latex(trace));
        string[] views = [Explain.Svg(trace), Explain.Dot(trace), Explain.Json(trace), page];
        Assert.All(views, view => Assert.DoesNotContain("compares with nothing", view));
    }

    [Fact]
    public void A_condition_made_of_comparisons_and_a_step_are_on_their_boundary_too()
    {
        var both = Explain.Of(Where((X > 0) * (X < 3), X, 2 * X), (X, 0));
        Assert.Contains(
            " is on its boundary: the value is the same on both sides of it but the slope is not, a kink, and the gradient is that of the branch taken here.",
            ReasonOf(both, "x")
        );
        var step = Explain.Of(Floor(X) * X, (X, 2));
        const string jump =
            "q is on its boundary: beside it the value jumps, and the gradient is that of the branch taken here.";
        Assert.EndsWith(jump, ReasonOf(step, "q"));
        Assert.EndsWith(jump, ReasonOf(step, "x"));
        Assert.Contains("floor: vanishing gradient, on its boundary", Explain.Text(step));
        Assert.DoesNotContain("kink or tie", Explain.Text(step));
    }

    [Fact]
    public void A_tooltip_says_which_elements_are_on_a_kink()
    {
        var trace = Explain.Of(Sum(Relu(V)), (V, NDArray.Of([1.0, 0, -1, 0])));
        Assert.Contains(
            "gradient router, on a kink or tie in 2 elements, 1, 3: derivative 0 at 0",
            Explain.Dot(trace)
        );
        Assert.Contains(
            "q is on a kink or tie in 2 elements, 1, 3: derivative 0 at 0.",
            ReasonOf(trace, "v")
        );
    }

    [Fact]
    public void A_derivation_says_why_0_times_infinity_is_0()
    {
        var root = Explain.Of(Sqrt(X), NDArray<double>.Scalar(0), (X, 0));
        Assert.Equal(
            "One path leads to x: upstream times local. Through f: exactly 0: the upstream gradient is exactly 0.",
            ReasonOf(root, "x")
        );
        Assert.Contains("Through f: exactly 0: the upstream gradient", Explain.Latex(root));
        var dead = Explain.Of(Relu(X), (X, -2));
        Assert.Equal(
            "One path leads to x: upstream times local. Through f: exactly 0: the branch was not taken.",
            ReasonOf(dead, "x")
        );
        var units = Explain.Of(Sum(Relu(V)), (V, NDArray.Of([1.0, 0, -1, 2])));
        Assert.Contains(
            "Through q: 2 of 4 exactly 0: their branch was not taken.",
            ReasonOf(units, "v")
        );
        Assert.DoesNotContain("exactly 0", ReasonOf(Explain.Of(Relu(X), (X, 2)), "x"));
    }

    [Fact]
    public void What_compares_with_NaN_makes_NaN_and_says_so()
    {
        foreach (var (x, y) in new[] { (0.0, double.NaN), (double.NaN, 0.0) })
        {
            var trace = Explain.Of(Max(X, Y), (X, x), (Y, y));
            foreach (var of in Explain.Derivations(trace).Where(each => each.Paths.Count > 0))
            {
                Assert.Equal(@"1 \cdot \mathrm{NaN}", of.At(DerivationDepth.Numbers));
                Assert.Contains(
                    "Through f: nan: an input of the gate is nan, and nan makes nan.",
                    of.Reason
                );
            }
            Assert.Equal(
                2,
                Explain.Text(trace).Split("nan: an input of the gate is nan").Length - 1
            );
        }
        var array = Explain.Of(
            Sum(Max(V, Fill([4], 0) + X)),
            (V, NDArray.Of([1.0, double.NaN, 2, double.NaN])),
            (X, 0)
        );
        const string said = "2 of 4 nan: an input of theirs is nan, and nan makes nan";
        Assert.Contains(said, Explain.Text(array));
        Assert.Contains($": {said}.", ReasonOf(array, "v"));
        Assert.DoesNotContain("makes nan", Explain.Text(Explain.Of(Log(X), (X, double.NaN))));
    }
}
