namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Reports made by hand: order, bands, what is shown of many entries, and their JSON.</summary>
public class ReportTableTests
{
    private static readonly Expr X = Input("x");

    private static GradientEntry Entry(
        string input,
        double analytic,
        double numeric,
        Verdict verdict,
        string? note = null
    ) => new(input, null, Ints.Of([]), analytic, numeric, 0.25, verdict, note);

    private static GradientReport Report(Blame? blame, params GradientEntry[] entries) =>
        new(
            new Verdict.Pass(),
            [new(1, "purity", new Verdict.Pass("not here"), "never")],
            entries,
            blame,
            5
        );

    private static GradientEntry Passed(string input) => Entry(input, 1, 1, new Verdict.Pass());

    private static GradientEntry Open(string input, string reason) =>
        Entry(input, 1, double.NaN, new Verdict.Inconclusive(reason));

    private static string[] Lines(GradientReport report) => report.ToString().Split('\n');

    [Fact]
    public void The_bands_begin_above_their_limits()
    {
        Assert.Equal(
            ["wrong", "suspicious", "suspicious", "kinks?", "kinks?", "good", "good", "-"],
            new[] { 0.011, 1e-2, 1.1e-4, 1e-4, 1.1e-7, 1e-7, 0, double.NaN }.Select(
                GradientReport.Band
            )
        );
    }

    [Fact]
    public void What_failed_comes_first_then_what_is_open_and_of_each_the_largest_error()
    {
        var fail = new Verdict.Fail("no");
        var report = Report(
            null,
            Entry("a", 1, 1.5, new Verdict.Pass()),
            Entry("b", 1, 1, new Verdict.Pass()),
            Open("c", "why"),
            Entry("d", 1, 2, fail),
            Entry("e", double.NaN, 2, fail),
            Entry("f", 1, 4, fail)
        );
        Assert.Equal(["e", "f", "d", "c", "a", "b"], report.Entries.Select(entry => entry.Input));
        Assert.Equal((2, 3, 1), (report.PassedCount, report.FailedCount, report.InconclusiveCount));
        Assert.Equal(0.75, report.WorstRelativeError);
        Assert.Equal(0, Report(null, Open("c", "why")).WorstRelativeError);
    }

    [Fact]
    public void Ten_entries_are_shown_and_of_more_it_is_told_how_many()
    {
        GradientEntry[] twelve = [.. Enumerable.Range(0, 12).Select(i => Passed($"x{i}"))];
        Assert.Contains("  ... 2 more, none worse", Lines(Report(null, twelve)));
        Assert.DoesNotContain(Lines(Report(null, twelve)), line => line.Contains("x10"));
        Assert.DoesNotContain("more", Report(null, twelve[..10]).ToString());
    }

    [Fact]
    public void Each_reason_is_told_once_with_its_count_and_five_at_most()
    {
        var lines = Lines(
            Report(
                null,
                [
                    Open("a", "first"),
                    Open("b", "first"),
                    Open("c", "second"),
                    Entry("d", 1, 1, new Verdict.Pass(), "on the kink"),
                    Entry("e", 1, 2, new Verdict.Fail("not told here")),
                    Passed("f"),
                ]
            )
        );
        Assert.Contains("  a, a direction and 1 more: inconclusive: first", lines);
        Assert.Contains("  c, a direction: inconclusive: second", lines);
        Assert.Contains("  d, a direction: on the kink", lines);
        Assert.DoesNotContain(lines, line => line.Contains("not told here"));
        GradientEntry[] seven = [.. Enumerable.Range(0, 7).Select(i => Open("x", $"reason {i}"))];
        Assert.Equal(
            5,
            Lines(Report(null, seven))
                .Count(line => line.Contains(": reason ") || line.Contains("inconclusive: reason"))
        );
    }

    [Fact]
    public void Numbers_stand_to_the_right_and_what_is_no_number_is_a_dash()
    {
        Assert.Equal(
            """
            gradient check: pass

              derivative      analytic  numeric  rel. error  est. error  band   verdict
              b, a direction      1000        2     1.0e+00     2.5e-01  wrong  FAIL
              a, a direction         0        -           -     2.5e-01  -      inconclusive
              a, a direction: inconclusive: why

              step          verdict         found
              1     purity  not applicable  never
            """,
            Report(
                    null,
                    Entry("a", 0, double.NaN, new Verdict.Inconclusive("why")),
                    Entry("b", 1000, 2, new Verdict.Fail("no"))
                )
                .ToString()
        );
    }

    [Fact]
    public void A_blame_of_the_whole_rule_in_second_order_names_no_operand()
    {
        var blame = new Blame((Apply)Sin(X), null, 2, "because", Sin(X), [(X, 2)], 7);
        Assert.EndsWith(
            """
            blame: the second derivative of sin is wrong: because
            node:
              sin x
            smallest that fails, seed 7:
              let x = input "x" []
              let f = sin x
              check f [ x => 2.0 ]
            """,
            Report(blame).ToString()
        );
        Assert.Contains("\"operand\": null,", Report(blame).ToJson());
        Assert.Contains(
            "blame: the derivative of sin is wrong with respect to its input 2: because",
            Report(new((Apply)Sin(X), 1, 1, "because", Sin(X), [(X, 2)], 7)).ToString()
        );
    }

    [Fact]
    public void Every_part_of_a_report_is_in_its_JSON()
    {
        var entry = new GradientEntry(
            "w",
            Ints.Of([1, 2]),
            Ints.Of([0]),
            1,
            double.PositiveInfinity,
            double.NaN,
            new Verdict.Fail("no"),
            "a note"
        );
        Assert.Equal(
            """
            {
              "verdict": "pass",
              "reason": null,
              "seed": 5,
              "counts": {
                "pass": 1,
                "fail": 1,
                "inconclusive": 0
              },
              "worstRelativeError": 0,
              "steps": [
                {
                  "number": 1,
                  "name": "purity",
                  "verdict": "pass",
                  "reason": "not here",
                  "figure": "never"
                }
              ],
              "entries": [
                {
                  "input": "w",
                  "index": [
                    1,
                    2
                  ],
                  "output": [
                    0
                  ],
                  "analytic": 1,
                  "numeric": "Infinity",
                  "error": "Infinity",
                  "relativeError": "NaN",
                  "estimatedError": "NaN",
                  "band": "-",
                  "verdict": "fail",
                  "reason": "no",
                  "note": "a note"
                },
                {
                  "input": "x",
                  "index": null,
                  "output": [],
                  "analytic": 1,
                  "numeric": 1,
                  "error": 0,
                  "relativeError": 0,
                  "estimatedError": 0.25,
                  "band": "good",
                  "verdict": "pass",
                  "reason": null,
                  "note": null
                }
              ],
              "blame": null
            }
            """,
            Report(null, Passed("x"), entry).ToJson()
        );
    }
}
