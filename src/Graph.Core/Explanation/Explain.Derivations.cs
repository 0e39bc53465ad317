using System.Text;

namespace FunctionalGrad;

public static partial class Explain
{
    private const int MostDerived = 1000;

    /// <summary>The chain rule for each node: the sum over its paths at four depths, and the reason in words.</summary>
    /// <returns>The output's first, then each behind all that it is made of.</returns>
    public static IReadOnlyList<Derivation> Derivations(BackwardTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return new DerivationList(trace).All();
    }

    /// <summary>The derivations in Markdown with LaTeX, as GitHub renders it: for each node a reason and an <c>align*</c> with a line for each depth.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="mostNodes">The most nodes that are derived; of a longer trace the first and the last, and a sentence that says so. At least 2.</param>
    public static string Latex(BackwardTrace trace, int mostNodes = MostDerived)
    {
        var text = new StringBuilder();
        if (Missing(trace, mostNodes) is { } missing)
            text.Append(missing).Append("\n\n");
        foreach (var derivation in new DerivationList(trace).Ends(mostNodes))
        {
            text.Append("$$\n\\begin{align*}\n").Append(derivation.Latex);
            text.Append($" && {LatexText.Words(derivation.Reason)}");
            foreach (var path in derivation.Paths)
                if (path.Shapes is { } shapes)
                    text.Append($" \\\\\n&\\phantom{{=}} {shapes} && \\text{{shapes}}");
            text.Append("\n\\end{align*}\n$$\n\n");
        }
        return text.ToString();
    }

    /// <summary>The derivations as one element of HTML with MathML, which browsers show without a script: for each node a reason and a line for each depth.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="mostNodes">The most nodes that are derived; of a longer trace the first and the last, and a sentence that says so. At least 2.</param>
    public static string MathML(BackwardTrace trace, int mostNodes = MostDerived)
    {
        var text = new StringBuilder("<div class=\"derivations\">\n");
        if (Missing(trace, mostNodes) is { } missing)
            text.Append($"<p>{MathMLWriter.Xml(missing)}</p>\n");
        foreach (var derivation in new DerivationList(trace).Ends(mostNodes))
        {
            text.Append($"<p>{MathMLWriter.Xml(derivation.Reason)}</p>\n");
            text.Append(
                "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\"><mtable>\n"
            );
            string left = MathMLWriter.Of(derivation.Title);
            foreach (var (adds, side) in derivation.Lines())
            {
                string sign = adds ? "<mspace width=\"1em\"/><mo>+</mo>" : "<mo>=</mo>";
                text.Append(
                    $"<mtr><mtd style=\"text-align:right\">{left}</mtd><mtd style=\"text-align:left\">{sign}{MathMLWriter.Of(side)}</mtd></mtr>\n"
                );
                left = "";
            }
            foreach (var path in derivation.Paths)
                if (path.Shapes is { } shapes)
                    text.Append(
                        $"<mtr><mtd></mtd><mtd style=\"text-align:left\">{MathMLWriter.Of(shapes)}<mspace width=\"1em\"/><mtext>shapes</mtext></mtd></mtr>\n"
                    );
            text.Append("</mtable></math>\n");
        }
        return text.Append("</div>\n").ToString();
    }

    private static string? Missing(BackwardTrace trace, int mostNodes)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostNodes, 2);
        var excerpt = new Excerpt(trace, mostNodes);
        return excerpt.IsWhole
            ? null
            : excerpt.Sentence("The argument mostNodes says how many; a picture collapses them.");
    }
}
