using System.Xml.Linq;
using static Digits.Page;

namespace Digits;

internal sealed partial record Report
{
    private XElement ConfusionPart()
    {
        int[] rows = [.. Enumerable.Range(0, HeldOut.Rows)];
        return Section(
            "confusion",
            "What is taken for what",
            P(
                "A row for each digit that was written, a column for each that was read. Orange numbers are mistakes."
            ),
            Figure(
                Charts.Confusion(
                    [.. rows.Select(HeldOut.LabelOf)],
                    [.. rows.Select(row => DigitSet.Read(Scores, row))],
                    10
                ),
                "All digits that were held out."
            )
        );
    }

    private XElement SamplesPart()
    {
        var scores = Input("scores", Scores.Shape.Lengths);
        var sure = Evaluate.Value<float>(Softmax(scores), (scores, Scores));
        int[] mistakes = [.. HeldOut.Misread(Scores)];
        string Figures(string title, int[] rows, Func<int, string> caption) =>
            Charts.Images(
                title,
                HeldOut.Images.TakeRows(rows),
                8,
                8,
                [
                    .. rows.Select(row =>
                        (caption(row), DigitSet.Read(Scores, row) != HeldOut.LabelOf(row))
                    ),
                ]
            );
        string Reading(int row)
        {
            int read = DigitSet.Read(Scores, row);
            return $"{read}, {Number(100 * sure[row, read], "0")} %";
        }
        return Section(
            "samples",
            "Digits and how they were read",
            P(
                $"Below each digit stands what the network reads, and how sure it is. Of {Whole(HeldOut.Rows)} digits it misreads {Whole(mistakes.Length)}; those have a frame."
            ),
            Side(
                Figure(
                    Figures(
                        "Digits that were held out",
                        [.. Enumerable.Range(0, Math.Min(Samples, HeldOut.Rows))],
                        Reading
                    ),
                    "The first ones, right or wrong."
                ),
                mistakes.Length == 0
                    ? P("There are no mistakes to show.")
                    : Figure(
                        Figures(
                            "Mistakes",
                            [.. mistakes.Take(MostMistakes)],
                            row => $"{HeldOut.LabelOf(row)} as {Reading(row)}"
                        ),
                        "What was written, what was read instead, and how sure the network was. Would you have read them?"
                    )
            )
        );
    }

    private XElement MapsPart() =>
        Section(
            "maps",
            "What the first layer looks for",
            P(
                "Each unit of the first layer has a weight for each pixel. Drawn as an image, the weights show what it looks for: strokes in one place, and none in another."
            ),
            Figure(
                Charts.WeightMaps(History.Last.Parameters[FirstLayer], 8, 8),
                "The units with the largest weights."
            )
        );
}
