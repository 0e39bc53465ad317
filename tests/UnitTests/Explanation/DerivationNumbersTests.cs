using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>The numbers of derivations, computed anew from their LaTeX and MathML, are those of the trace.</summary>
public class DerivationNumbersTests
{
    private static readonly XNamespace MathML = "http://www.w3.org/1998/Math/MathML";

    private static BackwardTrace[] Traces =>
        [
            LectureTraces.FirstCircuit,
            LectureTraces.Gates,
            LectureTraces.Copy,
            LectureTraces.Staged,
            LectureTraces.Neuron(fused: false),
            LectureTraces.Neuron(fused: true),
            LectureTraces.SquaredLength,
            LectureTraces.MatrixProduct,
            LectureTraces.Network,
            Explain.Of(Max(X, Y) + Relu(X - Y), (X, 2), (Y, 2)),
            Explain.Of(Max(X, Y) - Relu(X - Y) / X, (X, 2), (Y, -1)),
            Explain.Of(
                Sum(Max(V, U) * Relu(U)),
                (V, NDArray.Of([1.0, 2, 3])),
                (U, NDArray.Of([0.0, 2, -4]))
            ),
        ];

    private static readonly Expr X = Input("x");
    private static readonly Expr Y = Input("y");
    private static readonly Expr U = Input("u", 3);
    private static readonly Expr V = Input("v", 3);

    [Fact]
    public void At_a_tie_the_convention_gives_the_numbers_and_is_told()
    {
        var trace = Explain.Of(Max(X, Y), (X, 2), (Y, 2));
        var derivation = Explain.Derivations(trace).Single(each => each.Node.Name == "x");
        Assert.Equal(
            @"1 \cdot \left(1 \text{ if } x > y \text{, } \frac{1}{2} \text{ if } x = y \text{, else } 0\right)",
            derivation.At(DerivationDepth.Substituted)
        );
        Assert.Equal(@"1 \cdot 0.5", derivation.At(DerivationDepth.Numbers));
        Assert.Equal(
            "One path leads to x: upstream times local. f is on a kink or tie: a tie is shared evenly, 1/2 to each.",
            derivation.Reason
        );
        Assert.Contains(
            "1 × (1 if x > y, 1/2 if x = y, else 0) = 0.5",
            Regex.Replace(Explain.Text(trace), " +", " ")
        );
        Assert.Contains("<mtext>,\u00a0else\u00a0</mtext>", Explain.MathML(trace));
    }

    [Fact]
    public void The_first_of_two_that_tie_takes_all_and_the_rule_and_the_note_say_so()
    {
        foreach (var f in new[] { Max(X, Y, TiePolicy.First), Min(X, Y, TiePolicy.First) })
        {
            var trace = Explain.Of(f, (X, 2), (Y, 2));
            Assert.Equal([1, 0], trace.Inputs.Select(node => node.Gradient!.ToScalar()));
            Assert.Equal("at a tie the first input takes all", trace.Output.Convention);
        }
        var ties = Explain.Of(Max(X, Y, TiePolicy.First), (X, 2), (Y, 2));
        string Of(string name) =>
            Explain
                .Derivations(ties)
                .Single(each => each.Node.Name == name)
                .At(DerivationDepth.Substituted);
        Assert.Equal(@"1 \cdot \left(1 \text{ if } x \ge y \text{ else } 0\right)", Of("x"));
        Assert.Equal(@"1 \cdot \left(1 \text{ if } y > x \text{ else } 0\right)", Of("y"));
        Assert.Contains("at a tie the first input takes all", Explain.Json(ties));
        Assert.Contains("1 if x >= y else 0", Explain.Text(ties));
        var refused = Explain.Of(Max(X, Y, TiePolicy.Error), (X, 3), (Y, 2));
        Assert.Contains("1 if x > y, 0 if x < y", Explain.Text(refused));
    }

    [Fact]
    public void A_choice_is_written_as_the_lecture_writes_it()
    {
        var trace = Explain.Of(Relu(X), (X, 3));
        var derivation = Explain.Derivations(trace).Single(each => each.Node.Name == "x");
        Assert.Equal(
            @"1 \cdot \left(1 \text{ if } x > 0 \text{ else } 0\right)",
            derivation.At(DerivationDepth.Substituted)
        );
        Assert.Contains(
            "1 × (1 if x > 0 else 0) = 1",
            Regex.Replace(Explain.Text(trace), " +", " ")
        );
        Assert.Contains(
            "f = sum(u)",
            Explain.Text(Explain.Of(Sum(U), (U, NDArray.Of([0.0, 2, -4]))))
        );
    }

    private static NDArray<double>[] Contributions(BackwardTrace trace, TraceNode into) =>
        [
            .. trace
                .Events.SelectMany(each => each.Edges)
                .Where(edge => edge.Into.Id == into.Id && edge.Flow == EdgeFlow.Flows)
                .Select(edge => edge.Contribution!),
        ];

    private static void RequireSame(NDArray<double> expected, string latex)
    {
        var found = LatexArithmetic.Of(latex);
        if (found.Length > 1)
        {
            Assert.Equal(expected.Shape[0], found.GetLength(0));
            Assert.Equal(expected.Shape.Rank == 2 ? expected.Shape[1] : 1, found.GetLength(1));
        }
        double[] flat = [.. found.Cast<double>()];
        for (int i = 0; i < expected.Shape.Size; i++)
        {
            double number = flat[flat.Length == 1 ? 0 : i];
            Assert.True(
                Math.Abs(expected.Span[i] - number) <= 1e-5 * Math.Max(1, Math.Abs(number)),
                $"{latex} is {number}, in the trace it is {expected.Span[i]}"
            );
        }
    }

    [Fact]
    public void Each_path_multiplied_out_is_its_contribution()
    {
        int paths = 0;
        foreach (var trace in Traces)
        foreach (var derivation in Explain.Derivations(trace))
        {
            var contributions = Contributions(trace, derivation.Node);
            Assert.Equal(contributions.Length, derivation.Paths.Count);
            for (int i = 0; i < contributions.Length; i++)
            {
                RequireSame(contributions[i], derivation.Paths[i].Numbers);
                RequireSame(contributions[i], derivation.Paths[i].Result);
                paths++;
            }
            if (derivation.Node.Gradient is { } gradient)
            {
                RequireSame(gradient, derivation.At(DerivationDepth.Numbers));
                RequireSame(gradient, derivation.Result);
            }
        }
        Assert.Equal(84, paths);
    }

    /// <summary>What is read, one sign after the other.</summary>
    private static string Read(string latex)
    {
        string plain = latex
            .Replace(@"\phantom{=}", "", StringComparison.Ordinal)
            .Replace(@"\begin{bmatrix}", "[", StringComparison.Ordinal)
            .Replace(@"\end{bmatrix}", "]", StringComparison.Ordinal)
            .Replace(@"\\", "", StringComparison.Ordinal);
        plain = Regex.Replace(plain, @"\\(left|right|,|frac|operatorname|mathit|mathrm|text)", "");
        foreach (
            var (command, sign) in new[]
            {
                ("cdot", "\u22c5"),
                ("odot", "\u2299"),
                ("times", "\u00d7"),
                ("top", "\u22a4"),
                ("partial", "\u2202"),
                ("sigma", "\u03c3"),
                ("max", "max"),
            }
        )
            plain = plain.Replace($@"\{command}", sign, StringComparison.Ordinal);
        return Regex.Replace(plain, @"[{}&^_\s]", "");
    }

    [Fact]
    public void LaTeX_and_MathML_say_the_same_sign_by_sign()
    {
        foreach (var trace in Traces)
        {
            string[] shown =
            [
                .. XDocument
                    .Parse(Explain.MathML(trace))
                    .Descendants(MathML + "math")
                    .Select(math =>
                        string.Concat(
                            math.Descendants()
                                .Where(each => !each.HasElements)
                                .Select(each => each.Value)
                        )
                    ),
            ];
            string[] written =
            [
                .. Explain
                    .Derivations(trace)
                    .Select(each =>
                        Read(each.Latex)
                        + string.Concat(
                            each.Paths.Where(path => path.Shapes is not null)
                                .Select(path => Read(path.Shapes!) + "shapes")
                        )
                    ),
            ];
            Assert.Equal(
                written,
                shown.Select(each =>
                    each.Replace(" ", "").Replace("\u00a0", "").Replace('\u2212', '-')
                )
            );
        }
    }

    [Fact]
    public void MathML_keeps_the_spaces_around_words_and_has_true_minus_signs()
    {
        string choice = Explain.MathML(Explain.Of(Relu(X), (X, 3)));
        Assert.Contains("<mtext>\u00a0if\u00a0</mtext>", choice);
        string product = Explain.MathML(Explain.Of(X * Y, (X, -2), (Y, 5)));
        Assert.Contains("<mo>\u2212</mo><mn>2</mn>", product);
    }

    [Fact]
    public void Where_paths_join_each_has_a_line_at_each_depth()
    {
        string[] lines = Explain
            .Derivations(LectureTraces.Copy)
            .Single(each => each.Node.Name == "x")
            .Latex.Split(" \\\\\n");
        Assert.Equal(
            [
                @"\frac{\partial f}{\partial x} &= \frac{\partial f}{\partial f} \cdot \left(\frac{\partial f}{\partial x}\right)_{q \text{ fixed}}",
                @"&\phantom{=} + \frac{\partial f}{\partial q} \cdot \frac{\partial q}{\partial x}",
                @"&= 1 \cdot q",
                @"&\phantom{=} + 2 \cdot 1",
                @"&= 1 \cdot 5",
                @"&\phantom{=} + 2 \cdot 1",
                "&= 5",
                @"&\phantom{=} + 2",
                "&= 7",
            ],
            lines
        );
    }

    [Fact]
    public void MathML_knows_every_command_that_the_declarations_use()
    {
        // Functions are read as they are spelled.
        string[] spelled = ["log", "max", "min", "sin", "cos", "tanh"];
        foreach (var primitive in Primitives.All)
        {
            string shown = MathMLWriter.Of(
                primitive
                    .Notation.Latex.Replace("{{", "{", StringComparison.Ordinal)
                    .Replace("}}", "}", StringComparison.Ordinal)
            );
            foreach (Match command in Regex.Matches(primitive.Notation.Latex, @"\\([a-zA-Z]+)"))
                if (!spelled.Contains(command.Groups[1].Value))
                    Assert.DoesNotContain($"<mi>{command.Groups[1]}</mi>", shown);
        }
    }
}
