using System.Text.Json;
using System.Xml.Linq;

namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>Traces of graphs far too large to read: shown in part, with a sentence that says so, on a small stack.</summary>
public class LargeTraceTests
{
    private const int Length = 10_000;
    private static readonly Lazy<BackwardTrace> Deep = new(() => Chain(Length));

    private static BackwardTrace Chain(int length)
    {
        Expr x = Input("x"),
            y = x;
        for (int i = 0; i < length; i++)
            y = i % 2 == 0 ? Sin(y) : y + x;
        return Explain.Of(y, (x, 0.3));
    }

    [Fact]
    public void No_view_recurses_on_depth()
    {
        Exception? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    var trace = Deep.Value;
                    Assert.Equal(Length + 1, trace.Nodes.Count);
                    Assert.InRange(Explain.Svg(trace).Length, 1000, 200_000);
                    Assert.InRange(Explain.Dot(trace).Length, 1000, 200_000);
                    Assert.InRange(Explain.Mermaid(trace).Length, 1000, 50_000);
                    Assert.InRange(Explain.Text(trace).Length, 1000, 1_000_000);
                    Assert.InRange(Explain.Latex(trace).Length, 1000, 5_000_000);
                    Assert.InRange(Explain.MathML(trace).Length, 1000, 20_000_000);
                    Assert.Contains("let gradients", Explain.Staged(trace));
                    Assert.Equal(2 + 2 * Length + 1, Explain.JsonLines(trace).Count());
                }
                catch (Exception exception)
                {
                    thrown = exception;
                }
            },
            maxStackSize: 256 * 1024
        );
        thread.Start();
        thread.Join();
        Assert.Null(thrown);
    }

    [Fact]
    public void What_is_left_out_is_said()
    {
        var trace = Chain(3000);
        string sentence =
            "the trace has 3,001 nodes and 3,000 steps; only the first and the last, 10 of each, are written here.";
        string text = Explain.Text(trace, new() { MostNodes = 10 });
        Assert.Contains(
            $"note: {sentence} TextStyle.MostNodes says how many; a picture collapses them instead.",
            text
        );
        Assert.Contains("\n3000  f ", text);
        Assert.Contains("\n      ...", text);
        // A gap is marked in both tables, and in paragraphs too.
        string[] narrow = Explain.Text(trace, new() { Width = 30, MostNodes = 10 }).Split('\n');
        Assert.Equal(2, narrow.Count(line => line == "..."));
        string[] tables = Explain.Text(trace, new() { Width = 120, MostNodes = 10 }).Split('\n');
        Assert.Equal(2, tables.Count(line => line.Trim() == "..."));
        Assert.Contains(sentence, Explain.Latex(trace, mostNodes: 10));
        Assert.Contains(
            sentence,
            XDocument.Parse(Explain.MathML(trace, mostNodes: 10)).Root!.Value
        );
        Assert.DoesNotContain("only the first", Explain.Text(Chain(900)));
    }

    [Fact]
    public void Lines_of_JSON_hold_what_the_document_holds()
    {
        var trace = LectureTraces.Staged;
        var document = JsonDocument.Parse(Explain.Json(trace)).RootElement;
        var lines = Explain
            .JsonLines(trace)
            .Select(line => JsonDocument.Parse(line).RootElement.EnumerateObject().Single())
            .ToArray();
        Assert.All(Explain.JsonLines(trace), line => Assert.DoesNotContain('\n', line));
        Assert.Equal(
            ["trace", "node", "event", "check"],
            lines.Select(line => line.Name).Distinct()
        );
        JsonElement[] Of(string kind) =>
            [.. lines.Where(line => line.Name == kind).Select(line => line.Value)];
        foreach (var (array, kind) in new[] { ("nodes", "node"), ("events", "event") })
            Assert.All(
                document.GetProperty(array).EnumerateArray().Zip(Of(kind)),
                pair => Assert.True(JsonElement.DeepEquals(pair.First, pair.Second))
            );
        Assert.Equal(document.GetProperty("nodes").GetArrayLength(), Of("node").Length);
        Assert.Equal(document.GetProperty("events").GetArrayLength(), Of("event").Length);
        Assert.True(JsonElement.DeepEquals(document.GetProperty("check"), Of("check")[0]));
        Assert.All(
            Of("trace")[0].EnumerateObject(),
            field =>
                Assert.True(JsonElement.DeepEquals(document.GetProperty(field.Name), field.Value))
        );
    }
}
