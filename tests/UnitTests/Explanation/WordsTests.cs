using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>Rules are formulas, and gates have names, that a first-year student knows.</summary>
public class WordsTests
{
    private static readonly Expr X = Input("x");
    private static readonly Expr Y = Input("y");
    private static readonly Expr G = Input("g");
    private static readonly Expr V = Input("v", 3);
    private static readonly Expr M = Input("m", 2, 3);

    private static string Rule(Expr f, double x, double y = 3) =>
        Explain
            .Of(f, (X, x), (Y, y))
            .Events[0]
            .Edges.First(edge => edge.Local is not null)
            .Local!.PartialText!;

    private static Derivation Derived(Expr f, string name, double x, double y = 3) =>
        Explain.Derivations(Explain.Of(f, (X, x), (Y, y))).Single(each => each.Node.Name == name);

    [Fact]
    public void A_slope_that_changes_is_written_by_cases()
    {
        Assert.Equal("(1 if x > 0 else 0.1)", Rule(LeakyRelu(X, 0.1), -1));
        Assert.Equal("(1 if x >= 0 else 2)", Rule(LeakyRelu(X, 2), -1));
        Assert.Equal("(1 if x > 0 else exp(x))", Rule(Elu(X, 1), -1));
        Assert.Equal("(1 if x > 0 else 0.5*exp(x))", Rule(Elu(X, 0.5), -1));
        Assert.Equal("(1 if x >= 0 else 2*exp(x))", Rule(Elu(X, 2), -1));
        Assert.Equal("(1 if x > 0, 0 if x = 0, else -0.5*exp(x))", Rule(Elu(X, -0.5), -1));
        Assert.Equal("(1 if x > 0, 0 if x = 0, else -0.5)", Rule(LeakyRelu(X, -0.5), -1));
        // Where something else is chosen at 0, the choice says what it says.
        Assert.Equal(
            @"\left(1 \text{ if } x \ne 0 \text{ else } 0\right)",
            Derived(Where(X, 2 * Y, Cos(X)), "q", 1)
                .At(DerivationDepth.Substituted)
                .Replace(@"1 \cdot ", "")
        );
        var derived = Derived(3 * Elu(X * Y, 2), "q", -1);
        Assert.Equal(
            @"3 \cdot \left(1 \text{ if } q \ge 0 \text{ else } 2 \, e^{q}\right)",
            derived.At(DerivationDepth.Substituted)
        );
        Assert.Equal(
            @"3 \cdot \left(1 \text{ if } -3 \ge 0 \text{ else } 2 \, e^{-3}\right)",
            derived.At(DerivationDepth.Numbers)
        );
    }

    /// <summary>Where the formula is read at a number, it gives what the library computes there.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-0.5)]
    public void The_cases_are_true_on_both_sides_and_at_0(double number)
    {
        foreach (var f in new[] { LeakyRelu(X, number), Elu(X, number) })
        foreach (double x in new[] { -1.0, 0, 1 })
        {
            string rule = Rule(f, x);
            string taken =
                x > 0 || (x == 0 && rule.Contains(">= 0")) ? "1"
                : x == 0 && Regex.Match(rule, @"(\S+) if x = 0").Groups[1] is { Success: true } at0
                    ? at0.Value
                : Regex.Match(rule, @"else ([^()]*(\(x\))?)\)?").Groups[1].Value;
            double expected = taken switch
            {
                "exp(x)" => Math.Exp(x),
                _ when taken.EndsWith("*exp(x)", StringComparison.Ordinal) => Numbers.Parse(
                    taken[..^7]
                ) * Math.Exp(x),
                _ => Numbers.Parse(taken),
            };
            var found = Explain.Of(f, (X, x)).Inputs.Single().Gradient!.ToScalar();
            Assert.True(Math.Abs(expected - found) < 1e-12, $"{f} at {x}: {rule} is not {found}");
        }
    }

    [Fact]
    public void The_derivatives_of_a_power_are_formulas_to_any_order()
    {
        Expr f = Pow(X, Y),
            dx = Gradient(f, X)[0],
            dy = Gradient(f, Y)[0],
            dxy = Gradient(dx, Y)[0];
        Assert.Equal("y*x^(y-1)", Rule(f, 2));
        Assert.Equal(["y*x^(y-1)", "f*log(x)"], Rules(f));
        Assert.Equal(["y*(y-1)*x^(y-2)", "x^(y-1)*(y*log(x)+1)"], Rules(dx));
        Assert.Equal(["x^(y-1)*(y*log(x)+1)", "x^y*log(x)^2"], Rules(dy));
        Assert.Equal(
            ["x^(y-2)*((y^2-y)*log(x)+2*y-1)", "x^(y-1)*(y*log(x)^2+2*log(x))"],
            Rules(dxy)
        );
        Assert.Equal(
            @"1 \cdot \left(3 \cdot 2^{3 - 1}\right)",
            Derived(f, "x", 2).At(DerivationDepth.Numbers)
        );
        static IEnumerable<string> Rules(Expr f) =>
            Explain
                .Of(f, (X, 2), (Y, 3))
                .Events[0]
                .Edges.Take(2)
                .Select(edge => edge.Local!.PartialText!);
    }

    /// <summary>Computed from ordinary operations, the formula is the value.</summary>
    [Fact]
    public void The_formula_of_a_power_s_derivative_has_its_value()
    {
        for (int i = 0; i <= 3; i++)
        for (int j = 0; j <= 3; j++)
        {
            var z = (Apply)Primitives.PowDerivative.Apply(new PowerOrder(i, j), X, Y, G);
            Binding<double>[] at = [(X, 1.7), (Y, 2.3), (G, 0.9)];
            double told = Evaluate.Value(PowerOrder.WrittenOut(z), at).ToScalar();
            Assert.Equal(Evaluate.Value(z, at).ToScalar(), told, 1e-12);
        }
    }

    [Fact]
    public void The_sigmoid_s_rule_is_the_lecture_s()
    {
        Assert.Equal("f*(1-f)", Rule(Sigmoid(X), 2));
        Assert.Equal(
            @"1 \cdot \left(f \cdot \left(1 - f\right)\right)",
            Derived(Sigmoid(X), "x", 2).At(DerivationDepth.Substituted)
        );
        Assert.Equal("sigmoid(x)+f*(1-sigmoid(x))", Rule(Silu(X), 2));
        // A minus sign of the reader's own stays where it is.
        Assert.Contains("sigmoid(q)", Explain.Text(Explain.Of(Sigmoid(-X), (X, 2))));
    }

    [Fact]
    public void Among_numbers_stand_numbers_only()
    {
        Expr[] all =
        [
            Gelu(X),
            Pow(X, Y),
            Elu(X, 2),
            LeakyRelu(X, 0.1),
            Gradient(Pow(X, Y), X)[0],
            Gradient(Gelu(X), X)[0],
        ];
        foreach (var f in all)
        foreach (var derivation in Explain.Derivations(Explain.Of(f, (X, 1), (Y, 3))))
        {
            string numbers = derivation.At(DerivationDepth.Numbers);
            Assert.DoesNotMatch(@"Phi|varphi|\\partial|operatorname|\b[xy]\b", numbers);
        }
    }

    [Fact]
    public void Gates_and_formulas_say_what_people_say()
    {
        Binding<double>[] at =
        [
            (V, NDArray.Of([1.0, 2, 4])),
            (
                M,
                NDArray.Of([
                    [1.0, 2, 4],
                    [3, 5, 1],
                ])
            ),
            (X, 2),
            (Y, 3),
        ];
        Expr[] all =
        [
            Sum(Sum(M, [1]) + Max(M, [1]) + Min(M, [1]) + LogSumExp(M, [1]) + Norm2(M, [1])),
            Sum(Prod(M, [1])) + Pow(X, 3) + Max(X, Y) * Min(X, Y) + Sum(Softmax(V, [0])) + Log1P(X),
            Elu(X, 2)
                + LeakyRelu(Y, 0.1)
                + Gelu(X)
                + ExpM1(X)
                + Pow(X, Y)
                + Sum(LogSoftmax(V, [0])),
        ];
        Expr[] graphs = [.. all, .. all.Select(f => Sum(Pack(Gradient(f, [V, M, X, Y]))))];
        foreach (var f in graphs)
        {
            var trace = Explain.Of(f, at);
            string[] views =
            [
                Explain.Text(trace),
                Explain.Dot(trace),
                Explain.Mermaid(trace),
                Visible(Explain.Svg(trace)),
                Visible(Explain.MathML(trace)),
                Explain.Latex(trace),
            ];
            foreach (string view in views)
                Assert.DoesNotMatch(
                    @"strongMul|[a-z]Over\b|logSumExp|powConstant|eluSlope|leakySlope|powDerivative|\bwins\b|norm2|prodOthers|normal[CP]df|log1p|expm1|logSoftmax|_\[",
                    view
                );
        }
        string text = Explain.Text(Explain.Of(graphs[0], at));
        Assert.Contains("= sum(m, axis 1)  [2]", text);
        Assert.Contains("= max(m, axis 1)  [2]", text);
        Assert.Contains("max over axis 1: gradient router", text);
        Assert.Contains("= log(sum(exp(m), axis 1))  [2]", text);
        Assert.Contains("sum: gradient distributor", text);
        Assert.Contains("power 3: local scaler", Explain.Text(Explain.Of(Pow(X, 3), at)));
        Assert.Contains(
            @"\sum_{\text{axis 1}}\left(m\right)",
            OpText.Latex(
                Explain.Of(graphs[0], at),
                Explain
                    .Of(graphs[0], at)
                    .Nodes.First(node => node.Expr is Apply { Primitive.Name: "sumOver" })
            )
        );

        static Expr Pack(IReadOnlyList<Expr> gradients) =>
            gradients
                .Select(each => Reshape(each, [each.Shape.Size]))
                .Aggregate((a, b) => Concat([a, b], 0));
        static string Visible(string xml) =>
            string.Join(' ', XDocument.Parse(xml).Root!.DescendantNodes().OfType<XText>());
    }

    [Fact]
    public void The_staged_code_says_in_a_comment_what_its_words_mean()
    {
        string code = Explain.Staged(Explain.Of(Max(X, Y) + Elu(X, 2), (X, -1), (Y, 3)));
        Assert.Contains(": (1 if x >= 0 else 2*exp(x))*dr", code);
        Assert.Contains("wins x y", code);
        Assert.Contains(": (1 if x > y, 1/2 if x = y, else 0)*", code);
        Assert.DoesNotContain(
            ": ",
            Explain.Staged(LectureTraces.FirstCircuit).Replace("gradients:", "")
        );
    }

    [Fact]
    public void Gates_that_move_copy_and_multiply_say_it_in_words()
    {
        Binding<double>[] at =
        [
            (V, NDArray.Of([1.0, 2, 4])),
            (
                M,
                NDArray.Of([
                    [1.0, 2, 4],
                    [3, 5, 1],
                ])
            ),
        ];
        string bias = Explain.Text(Explain.Of(Sum(MatMul(M, Transpose(M)) * Sum(V) + 1), at));
        Assert.Contains("matrix product: swap multiplier", bias);
        Assert.Contains("copy to shape [2, 2]: gradient adder", bias);
        Assert.Matches(@"= copy\([a-z]\d*, to shape \[2, ?2\]\)", bias);
        string slice = Explain.Text(
            Explain.Of(Sum(Slice(M, [0, 1], [2, 3])) + Sum(Slice(V, [0], [3], [2])), at)
        );
        Assert.Contains("m[all,1 to 2]", slice);
        Assert.Contains("take [all, 1 to 2]: gradient mover", slice);
        Assert.Contains("v[0 to 2 by 2]", slice);
        Assert.Contains(
            "copy(df, along new axis 1 of length 3)",
            Explain.Text(Explain.Of(Sum(Sum(M, [1])), at)).Replace("dq", "df")
        );
        Assert.Contains(
            "product of the other factors",
            Explain.Text(Explain.Of(Sum(Gradient(Prod(V), V)[0]), at))
        );
        Assert.Contains(
            @"m\left[\text{all, 1 to 2}\right]",
            Explain.Json(Explain.Of(Sum(Slice(M, [0, 1], [2, 3])), at)).Replace(@"\\", @"\")
        );
    }

    [Fact]
    public void A_rule_that_reads_a_condition_asks_whether_it_holds()
    {
        var chosen = Explain.Of(Where(X > 0, Y, X), (X, 1), (Y, 3));
        Assert.Equal("(1 if q else 0)", chosen.Events[0].Edges[1].Local!.PartialText);
        Assert.Equal(
            @"1 \cdot \left(1 \text{ if } q \text{ else } 0\right)",
            Explain
                .Derivations(chosen)
                .Single(each => each.Node.Name == "y")
                .At(DerivationDepth.Substituted)
        );
        var number = Explain.Of(Where(X, Y, X), (X, 1), (Y, 3));
        Assert.Equal("(1 if x <> 0 else 0)", number.Events[0].Edges[1].Local!.PartialText);
    }

    [Fact]
    public void A_condition_that_is_a_number_is_compared_with_0()
    {
        Assert.Contains(
            "f = y if x <> 0 else x",
            Explain.Text(Explain.Of(Where(X, Y, X), (X, 1), (Y, 3))).Replace("f=", "f = ")
        );
        Assert.Contains(
            "y if q else x",
            Explain.Text(Explain.Of(Where(X > 0, Y, X), (X, 1), (Y, 3)))
        );
    }
}
