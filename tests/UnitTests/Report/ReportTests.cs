using System.Text.RegularExpressions;
using System.Xml.Linq;
using Digits;

namespace FunctionalGrad.UnitTests.ReportTests;

/// <summary>The page that the digits example writes, of a small network on a few made-up digits.</summary>
public class ReportTests
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly string Written = Small().ToHtml();
    private static readonly XElement Page = XDocument.Parse(Written).Root!;

    private static Report Small()
    {
        const int rows = 12;
        var pixels = NDArray<float>.Create(
            Shape.Of(rows, 64),
            ink =>
            {
                for (int i = 0; i < ink.Length; i++)
                    ink[i] = i * 7 % 17 / 16f;
            }
        );
        var digits = new DigitSet(
            pixels,
            NDArray.Of([.. Enumerable.Range(0, rows).Select(row => (float)(row % 10))])
        );
        Expr images = Input("images", rows, 64),
            labels = Input("labels", rows);
        var scores = Layer
            .Dense("first", 64, 6)
            .Then(Expr.Relu)
            .Then(Layer.Dense("second", 6, 10))(images);
        var cost = Loss.SoftmaxCrossEntropy(scores, labels);
        var step = TrainingStep.Of(
            cost,
            Optimizer.GradientDescent(0.1),
            Metric.Accuracy(scores, labels)
        );
        Binding<float>[] batch = [new(images, pixels), new(labels, digits.Labels)];
        TrainingState<float>[] states =
        [
            step.Initial<float>(1),
            .. step.Run(step.Initial<float>(1), batch).Take(4),
        ];
        Binding<double>[] at =
        [
            .. step.Initial<double>(1).Bindings(cost),
            .. batch.Select(each => new Binding<double>(each.Input!, each.Value.Convert<double>())),
        ];
        return new()
        {
            Network = "64-6-10",
            TrainedOn = rows,
            Trace = Explain.Of(cost, at),
            Step = step,
            Check = GradientCheck.Of(cost, at, new() { Wrt = step.Parameters }),
            History = new(
                states[^1],
                Series.Of("training loss", states[1..], state => state.Loss),
                Series.Of("training", states[1..], state => state.Metrics["accuracy"]),
                new("held out", [(1, 0.1), (4, 0.2)]),
                [.. Inspection.Of(cost).Along(states, _ => batch)]
            ),
            HeldOut = digits,
            Scores = Evaluate.Values<float>([scores], [.. states[^1].Bindings(scores), batch[0]])[
                0
            ],
            FirstLayer = "first.weight",
        };
    }

    [Fact]
    public void It_is_XML_with_all_its_parts() =>
        Assert.Equal(
            [
                "network",
                "check",
                "curves",
                "flow",
                "updates",
                "units",
                "confusion",
                "samples",
                "maps",
                "program",
            ],
            Page.Descendants(Html + "section").Select(part => (string)part.Attribute("id")!)
        );

    [Fact]
    public void Each_part_has_a_heading_a_sentence_and_something_to_look_at() =>
        Assert.All(
            Page.Descendants(Html + "section"),
            part =>
            {
                Assert.NotEmpty(part.Element(Html + "h2")!.Value);
                Assert.Matches(@"^[A-Z].{40,}\.$", part.Element(Html + "p")!.Value);
                Assert.Contains(
                    part.Descendants(),
                    each => each.Name.LocalName is "svg" or "table" or "pre"
                );
            }
        );

    [Fact]
    public void Each_step_of_the_check_says_what_it_asks()
    {
        foreach (var step in Small().Check.Steps)
            Assert.EndsWith("?", StepQuestion.Of(step), StringComparison.Ordinal);
        Assert.Contains("which operation's rule is it?", Page.Value);
    }

    [Fact]
    public void The_listing_of_the_program_is_folded() =>
        Assert.Equal("details", Page.Descendants(Html + "pre").Single().Parent!.Name.LocalName);

    [Fact]
    public void The_digest_reads_examples_of_the_listing_itself()
    {
        var program = Page.Descendants(Html + "section").Last();
        string listing = program.Descendants(Html + "pre").Single().Value;
        var rows = program
            .Descendants(Html + "tbody")
            .Single()
            .Elements()
            .Select(row => row.Elements().Select(cell => cell.Value).ToArray())
            .ToArray();
        Assert.Equal(listing.Split('\n')[0], rows[0][1]);
        var examples = rows.Where(row =>
                row[1].StartsWith("in the listing", StringComparison.Ordinal)
            )
            .ToArray();
        Assert.Equal(5, examples.Length);
        Assert.All(examples, row => Assert.Contains(row[0], listing, StringComparison.Ordinal));
        foreach (string number in Regex.Matches(examples[0][0], @"\d+").Select(each => each.Value))
            Assert.Contains(number, examples[0][1]);
        Assert.Equal(
            "%7 [2] at 4",
            new Digest("1 instruction\n %3 [2] at 0 = f(x)\n %7 [2] at 4 = f(x)").Table().Last()[0]
        );
        Assert.Equal(3, new Digest("nothing").Table().Count());
    }

    [Fact]
    public void On_paper_no_paragraph_figure_or_row_breaks_and_headings_stay_with_what_they_head()
    {
        string print = Page.Descendants(Html + "style").First().Value.Split("@media print")[1];
        Assert.Contains("section,p,figure,tr{break-inside:avoid}", print);
        Assert.Contains("thead{display:table-header-group}", print);
        Assert.Contains("h1,h2{break-after:avoid}", print);
    }

    [Fact]
    public void It_needs_no_other_file()
    {
        Assert.DoesNotContain("src=", Written);
        Assert.DoesNotContain("url(", Written);
        Assert.DoesNotContain("<script", Written);
        string[] ids = [.. Page.Descendants().Attributes("id").Select(id => $"#{id.Value}")];
        Assert.Equal(ids, Page.Descendants().Attributes("href").Select(link => link.Value));
    }

    /// <summary>HTML reads an empty element that is closed at once as open, unless it is one of its void elements or foreign.</summary>
    [Fact]
    public void No_element_of_HTML_is_empty() =>
        Assert.Equal(
            ["meta"],
            Page.Descendants()
                .Where(each => each.Name.Namespace == Html && !each.Nodes().Any())
                .Select(each => each.Name.LocalName)
                .Distinct()
        );

    [Fact]
    public void It_says_what_stands_at_wires_that_carry_one_number()
    {
        Assert.DoesNotContain("every wire carries an array", Page.Value);
        Assert.Contains(
            "of an array the shape and the norm are shown, of a single number, such as the cost, the number itself",
            Page.Value
        );
    }

    [Fact]
    public void Its_numbers_are_those_of_the_run()
    {
        var run = Small();
        Assert.Contains(
            $"{run.Step.Parameters.Sum(p => p.Shape.Size)} parameters looked at 12 digits",
            Page.Value
        );
        Assert.Contains(
            $"and read {Digits.Page.Percent(run.HeldOut.Accuracy(run.Scores))}",
            Page.Value
        );
        Assert.Contains(Compile.Of([.. run.Step.Outputs]).ToString().Split('\n')[0], Page.Value);
        Assert.Contains(Digits.Page.Number(run.Check.Entries[0].Analytic, "G6"), Page.Value);
        Assert.Equal(9, run.Check.Steps.Count);
        int mistakes = run.HeldOut.Misread(run.Scores).Count();
        Assert.True(mistakes > 0);
        Assert.Equal(
            2 * mistakes,
            Page.Descendants(Svg + "rect")
                .Count(each => (string?)each.Attribute("class") == "wrong")
        );
    }
}
