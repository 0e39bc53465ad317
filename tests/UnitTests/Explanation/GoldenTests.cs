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

    public static TheoryData<string> Names => [.. Traces.Keys];

    /// <summary>Each element of each input, changed a little, changes every view of the trace.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_golden_notices_when_one_number_changes(string name)
    {
        var trace = Traces[name];
        NDArray<double>[] values = [.. trace.Inputs.Select(input => input.Value)];
        for (int i = 0; i < values.Length; i++)
        for (int element = 0; element < values[i].Shape.Size; element++)
        {
            double[] elements = values[i].ToArray();
            elements[element] += 0.001;
            NDArray<double>[] changed = [.. values];
            changed[i] = NDArray<double>.Of(values[i].Shape, elements);
            var other = Explain.Of(
                trace.Output.Expr,
                trace.Seed,
                [.. trace.Inputs.Select((input, k) => new Binding<double>(input.Expr, changed[k]))]
            );
            Assert.All(
                Views,
                view =>
                    Assert.NotEqual(
                        Repository.Read($"{Folder}/{name}.{view.Key}"),
                        view.Value(other)
                    )
            );
        }
    }
}
