using FunctionalGrad.UnitTests.House;

namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>The views of the lecture's graphs, byte for byte. FUNCTIONALGRAD_ACCEPT_GOLDENS=1 writes them anew.</summary>
public class GoldenTests
{
    private const string Folder = "tests/UnitTests/Explanation/goldens";

    private static readonly Dictionary<string, Func<BackwardTrace, string>> Views = new()
    {
        ["txt"] = trace => Explain.Text(trace),
        ["code.txt"] = Explain.Staged,
        ["dot"] = trace => Explain.Dot(trace),
        ["mmd"] = trace => Explain.Mermaid(trace),
        ["svg"] = trace => Explain.Svg(trace),
        ["tex"] = trace => Explain.Latex(trace),
        ["html"] = trace => Explain.MathML(trace),
        ["json"] = trace => Explain.Json(trace),
    };

    private static readonly Dictionary<string, BackwardTrace> Traces = new()
    {
        ["first-circuit"] = LectureTraces.FirstCircuit,
        ["gates"] = LectureTraces.Gates,
        ["copy"] = LectureTraces.Copy,
        ["neuron"] = LectureTraces.Neuron(fused: false),
        ["staged"] = LectureTraces.Staged,
        ["squared-length"] = LectureTraces.SquaredLength,
        ["matrix-product"] = LectureTraces.MatrixProduct,
    };

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string name in Traces.Keys)
            foreach (string view in Views.Keys)
                data.Add(name, view);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_view_is_what_it_was(string name, string view)
    {
        string file = Path.Combine(Repository.Root, Folder, $"{name}.{view}");
        string shown = Views[view](Traces[name]);
        if (Environment.GetEnvironmentVariable("FUNCTIONALGRAD_ACCEPT_GOLDENS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, shown);
        }
        Assert.Equal(File.ReadAllText(file), shown);
    }

    [Theory]
    [InlineData(-2.001, 5, -4)]
    [InlineData(-2, 5.001, -4)]
    [InlineData(-2, 5, -4.001)]
    public void A_golden_notices_when_one_number_changes(double x, double y, double z)
    {
        var f = (Input("x") + Input("y")) * Input("z");
        var changed = Explain.Of(f, (Input("x"), x), (Input("y"), y), (Input("z"), z));
        Assert.All(
            Views,
            view =>
                Assert.NotEqual(
                    Repository.Read($"{Folder}/first-circuit.{view.Key}"),
                    view.Value(changed)
                )
        );
    }
}
