using System.Globalization;
using System.Text;

namespace FunctionalGrad;

public sealed partial class GradientReport
{
    private const int RowsShown = 10;
    private const int ReasonsShown = 5;

    /// <summary>The report as a table: verdict, the worst entries first, the steps, and the blame.</summary>
    /// <remarks>The bands of relative error are those of CS231n's notes: above 1e-2 wrong, above 1e-4 suspicious, up to that acceptable at kinks, at most 1e-7 good.</remarks>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"gradient check: {Verdict}\n");
        if (Entries.Count > 0)
        {
            text.Append('\n');
            Write(
                text,
                [
                    "derivative",
                    "analytic",
                    "numeric",
                    "rel. error",
                    "est. error",
                    "band",
                    "verdict",
                ],
                [.. Entries.Take(RowsShown).Select(Row)],
                right: [1, 2, 3, 4]
            );
            if (Entries.Count > RowsShown)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  ... {Entries.Count - RowsShown:N0} more, none worse\n"
                );
            foreach (string reason in Reasons())
                text.Append(CultureInfo.InvariantCulture, $"  {reason}\n");
        }
        if (Steps.Count == 0)
            text.Append("\n  no step was run\n");
        else
        {
            text.Append('\n');
            Write(
                text,
                ["step", "", "verdict", "found"],
                [
                    .. Steps.Select(step =>
                        (string[])
                            [
                                step.Number.ToString(CultureInfo.InvariantCulture),
                                step.Name,
                                step.Verdict is Verdict.Pass { Vacuity: not null }
                                    ? "not applicable"
                                    : step.Verdict.Word,
                                step.Figure,
                            ]
                    ),
                ],
                right: []
            );
        }
        if (Blame is { } blame)
            text.Append('\n').Append(BlameText(blame));
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>Why entries are inconclusive, or pass vacuously, and what is on a kink: each reason once, with its count.</summary>
    private IEnumerable<string> Reasons() =>
        Entries
            .Where(entry => entry.Verdict is not Verdict.Fail)
            .Where(entry => entry.Verdict.Why is not null || entry.Note is not null)
            .GroupBy(entry => (entry.Verdict, entry.Note))
            .Take(ReasonsShown)
            .Select(group =>
                $"{group.First().Place}{Others(group.Count() - 1)}: {group.Key.Note ?? $"{group.Key.Verdict}"}"
            );

    private static string Others(int count) =>
        count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {count:N0} more");

    internal static string BlameText(Blame blame)
    {
        string where = blame.Node.Module is { } module ? $" in {module}" : "";
        string operand = blame.Operand is { } i ? $" with respect to its input {i + 1}" : "";
        string order = blame.Order == 2 ? "second derivative" : "derivative";
        return $"blame: the {order} of {blame.Primitive}{where} is wrong{operand}: {blame.Reason}\n"
            + $"node:\n{Indented(blame.Expression)}\n"
            + $"smallest that fails, seed {blame.Seed.ToString(CultureInfo.InvariantCulture)}:\n{Indented(blame.Script)}\n";
    }

    /// <summary>The band of a relative error in CS231n's notes.</summary>
    internal static string Band(double relativeError) =>
        double.IsNaN(relativeError) ? "-"
        : relativeError > 1e-2 ? "wrong"
        : relativeError > 1e-4 ? "suspicious"
        : relativeError > 1e-7 ? "kinks?"
        : "good";

    private static string[] Row(GradientEntry entry) =>
        [
            entry.Place,
            Number(entry.Analytic, "G7"),
            Number(entry.Numeric, "G7"),
            Number(entry.RelativeError, "0.0e+00"),
            Number(entry.EstimatedError, "0.0e+00"),
            Band(entry.RelativeError),
            entry.Verdict.Word,
        ];

    private static string Number(double value, string format) =>
        double.IsNaN(value) ? "-"
        : value == 0 ? "0"
        : value.ToString(format, CultureInfo.InvariantCulture);

    private static string Indented(string lines) => "  " + lines.Replace("\n", "\n  ");

    private static void Write(StringBuilder text, string[] head, string[][] rows, int[] right)
    {
        var widths = new int[head.Length];
        foreach (var row in rows.Prepend(head))
            for (int i = 0; i < widths.Length; i++)
                widths[i] = Math.Max(widths[i], row[i].Length);
        foreach (var row in rows.Prepend(head))
        {
            var line = new StringBuilder();
            for (int i = 0; i < widths.Length; i++)
                line.Append("  ")
                    .Append(
                        right.Contains(i) ? row[i].PadLeft(widths[i]) : row[i].PadRight(widths[i])
                    );
            text.Append(line.ToString().TrimEnd()).Append('\n');
        }
    }
}
