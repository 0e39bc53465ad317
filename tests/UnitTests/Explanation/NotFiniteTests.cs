using System.Text.Json;
using System.Xml.Linq;

namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>Where infinities and what is not a number begin is said first, and at the place itself.</summary>
public class NotFiniteTests
{
    private static readonly Expr X = Input("x");
    private static readonly Expr Y = Input("y");
    private static readonly Expr V = Input("v", 3);

    private static string[] Lines(Expr f, params Binding<double>[] at) =>
        Explain.Text(Explain.Of(f, at)).Split('\n');

    [Fact]
    public void The_first_value_that_is_not_finite_is_named()
    {
        string[] log = Lines(2 * Log(X) + Y, (X, -1), (Y, 2));
        Assert.Equal("not finite: q = log(x) is nan at x = -1", log[0]);
        Assert.Contains(
            "q     log(x)   nan  <- it begins here",
            log.Single(line => line.Contains("begins"))
        );
        Assert.Equal(
            "not finite: f = x/y is nan at x = 0 and y = 0",
            Lines(X / Y, (X, 0), (Y, 0))[0]
        );
        Assert.Equal(
            "not finite: q = exp(x) is inf at x = 800",
            Lines(Exp(X) * Y, (X, 800), (Y, 1))[0]
        );
        Assert.Equal("not finite: input x is nan", Lines(X * Y, (X, double.NaN), (Y, 1))[0]);
        string[] array = Lines(Sum(Log(V)), (V, NDArray.Of([1.0, -2, 0])));
        Assert.Equal("not finite: q = log(v) is nan in element 1, at v = -2", array[0]);
        Assert.Equal(
            "      what is not finite begins here",
            array[Array.IndexOf(array, "      [0, nan, -inf]") + 1]
        );
        Assert.Equal(
            "not finite: f = sum(v) is inf, though all that it is computed from is finite",
            Lines(Sum(V), (V, NDArray.Of([1e308, 1e308, 0])))[0]
        );
    }

    [Fact]
    public void The_first_gradient_that_is_not_finite_is_named()
    {
        string[] root = Lines(Sqrt(X * X), (X, 0));
        Assert.Equal(
            [
                "not finite: the gradient that step 1 makes, because the local derivative of f = sqrt(q) is infinite at this point",
                "not a number: q: an infinite upstream gradient times a local derivative of 0 is nan, and so is what follows",
            ],
            root[..2]
        );
        Assert.Contains(
            "what is not finite begins here",
            root.Single(line => line.Contains("f=sqrt(q)"))
        );
        Assert.EndsWith(
            "check: a gradient is not finite where the differences are: WRONG",
            root.Single(line => line.Contains("check:"))
        );
        Assert.Equal(
            "not finite: the gradient that step 1 makes, because the product at f = q*y is too large for a number",
            Explain
                .Text(Explain.Of(Sin(X) * Y, NDArray<double>.Scalar(1e300), (X, 0), (Y, 1e300)))
                .Split('\n')[0]
        );
    }

    [Fact]
    public void A_gradient_is_looked_at_also_where_the_value_is_not_finite()
    {
        Assert.Equal(
            [
                "not finite: f = 1/x is inf at x = 0",
                "not finite: the gradient that step 1 makes, because the local derivative of f = 1/x is infinite at this point",
            ],
            Lines(1 / X, (X, 0))[..2]
        );
        Assert.Equal(
            [
                "not finite: q = log(x) is nan at x = -1",
                "not finite: the gradient that step 1 makes, because the rule of f = q*y reads q, which is not finite",
            ],
            Lines(Log(X) * Y, (X, -1), (Y, 2))[..2]
        );
        // The first step that leads to an input, not one whose gradient is kept from it.
        Assert.StartsWith("forward", Lines(Where(X > 0, Y, Sqrt(X)), (X, 0.5), (Y, 1))[0]);
        Assert.Equal(
            "not finite: the gradient that the pass starts from, dL/df = inf, is given",
            Explain
                .Text(Explain.Of(Sin(X), NDArray<double>.Scalar(double.PositiveInfinity), (X, 1)))
                .Split('\n')[0]
        );
    }

    [Fact]
    public void Every_view_tells_where_it_begins()
    {
        var trace = Explain.Of(Sqrt(X * X) + Log(Y), (X, 0), (Y, -1));
        var told = JsonDocument.Parse(Explain.Json(trace)).RootElement.GetProperty("notFinite");
        Assert.Equal(2, told.GetArrayLength());
        string[] why =
        [
            .. told.EnumerateArray().Select(each => each.GetProperty("why").GetString()!),
        ];
        int node = told[0].GetProperty("node").GetInt32(),
            step = told[1].GetProperty("step").GetInt32();
        Assert.Equal(JsonValueKind.Null, told[0].GetProperty("step").ValueKind);
        Assert.EndsWith("is nan at y = -1", why[0]);
        Assert.StartsWith(
            $"the gradient that step {step} makes, because the local derivative",
            why[1]
        );
        Assert.Equal("log", ((Apply)trace.Nodes[node].Expr).Primitive.Name);
        Assert.Equal(told[1].GetProperty("node").GetInt32(), trace.Events[step - 1].Node.Id);
        var svg = XDocument.Parse(Explain.Svg(trace)).Root!;
        string drawn = Explain.Svg(trace);
        Assert.Equal(2, drawn.Split("class=\"gate notfinite\"").Length - 1);
        Assert.Contains("a thick border", svg.Value);
        string description = svg.Elements().Single(each => each.Name.LocalName == "desc").Value;
        string dot = Explain.Dot(trace),
            mermaid = Explain.Mermaid(trace);
        Assert.Equal(2, dot.Split("\\nnot finite from here on\"").Length - 1);
        Assert.Equal(2, mermaid.Split("<br/>not finite from here on").Length - 1);
        string[] derivations = [.. Explain.Derivations(trace).Select(each => each.Reason)];
        foreach (string sentence in why)
        {
            Assert.Contains(sentence, description);
            Assert.Contains(sentence, dot);
            Assert.Contains(sentence, mermaid);
            Assert.Single(derivations, reason => reason.Contains($"Not finite: {sentence}."));
        }
        // Of two gradients that one step makes only the one that is not finite.
        var half = Explain.Derivations(Explain.Of(Log(X) * Y, (X, -1), (Y, 2)));
        Assert.Equal(
            ["y"],
            half.Where(each => each.Reason.Contains("the rule of f = q*y reads q"))
                .Select(each => each.Node.Name)
        );
        var finite = Explain.Of(X * Y, (X, 0), (Y, -1));
        Assert.Contains("\"notFinite\": []", Explain.Json(finite));
        Assert.DoesNotContain("not finite", Explain.Svg(finite) + Explain.Dot(finite));
    }

    [Fact]
    public void What_no_branch_takes_troubles_nobody()
    {
        Assert.StartsWith("forward", Lines(Where(X > 0, Log(X), 0), (X, -1))[0]);
        Assert.StartsWith("forward", Lines(Log(X) + Y, (X, 1), (Y, 2))[0]);
    }
}
