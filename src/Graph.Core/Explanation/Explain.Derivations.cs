using System.Text;

namespace FunctionalGrad;

public static partial class Explain
{
    /// <summary>The chain rule for each node: the sum over its paths at four depths, and the reason in words.</summary>
    /// <returns>The output's first, then each behind all that it is made of.</returns>
    public static IReadOnlyList<Derivation> Derivations(BackwardTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return new DerivationList(trace).All();
    }

    /// <summary>The derivations in Markdown with LaTeX, as GitHub renders it: for each node a reason and an <c>align*</c> with a line for each depth.</summary>
    public static string Latex(BackwardTrace trace)
    {
        var text = new StringBuilder();
        foreach (var derivation in Derivations(trace))
        {
            text.Append("$$\n\\begin{align*}\n").Append(derivation.Latex);
            text.Append($" && \\text{{{LatexText.Escaped(derivation.Reason)}}}");
            foreach (var path in derivation.Paths)
                if (path.Shapes is { } shapes)
                    text.Append($" \\\\\n&\\phantom{{=}} {shapes} && \\text{{shapes}}");
            text.Append("\n\\end{align*}\n$$\n\n");
        }
        return text.ToString();
    }

    /// <summary>The derivations as one element of HTML with MathML, which browsers show without a script: for each node a reason and a line for each depth.</summary>
    public static string MathML(BackwardTrace trace)
    {
        var text = new StringBuilder("<div class=\"derivations\">\n");
        foreach (var derivation in Derivations(trace))
        {
            text.Append($"<p>{MathMLWriter.Xml(derivation.Reason)}</p>\n");
            text.Append(
                "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\"><mtable columnalign=\"right left\">\n"
            );
            string title = MathMLWriter.Of(derivation.Title);
            DerivationDepth[] depths =
                derivation.Paths.Count == 0
                    ? [DerivationDepth.Result]
                    : Enum.GetValues<DerivationDepth>();
            foreach (var depth in depths)
            {
                string left = depth == depths[0] ? title : "";
                text.Append(
                    $"<mtr><mtd>{left}</mtd><mtd><mo>=</mo>{MathMLWriter.Of(derivation.At(depth))}</mtd></mtr>\n"
                );
            }
            text.Append("</mtable></math>\n");
        }
        return text.Append("</div>\n").ToString();
    }
}
