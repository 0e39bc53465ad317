using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>Rules are formulas, and gates have names, that a first-year student knows.</summary>
public class WordsTests
{
    private static readonly Expr X = Input("x");
    private static readonly Expr Y = Input("y");
    private static readonly Expr V = Input("v", 3);
    private static readonly Expr M = Input("m", 2, 3);

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
}
