using FunctionalGrad.Properties;

namespace FunctionalGrad.Checking.Torch;

/// <summary>Random graphs evaluated here and by PyTorch, and what came of it.</summary>
internal sealed class TorchRun(int graphs, int seed, string python)
{
    // Every eighth graph holds infinities, NaN, zeros and equal numbers.
    private const int EveryWild = 8;

    private readonly List<(Recipe Recipe, TorchComparison Comparison)> drawn = [];

    /// <summary>How many graphs are to be compared: those that stand on no row of <see cref="Difference"/>.</summary>
    public int Graphs { get; } = graphs;

    public int Drawn => drawn.Count;

    public int Compared { get; private set; }

    public long Elements { get; private set; }

    public int IllConditioned { get; private set; }

    /// <summary>How many compared graphs each primitive was in.</summary>
    public SortedDictionary<string, int> Coverage { get; } =
        new(Primitives.All.ToDictionary(p => p.Name, _ => 0), StringComparer.Ordinal);

    /// <summary>Per row of <see cref="Difference"/>: how many graphs stood on it, and how many of them agreed none the less.</summary>
    public SortedDictionary<string, (int Graphs, int Agreed)> Excluded { get; } =
        new(StringComparer.Ordinal);

    /// <summary>Whole sentences, with the graph as source.</summary>
    public List<string> Disagreements { get; } = [];

    /// <summary>Draws graphs until enough can be compared, writes the script, runs it, and compares.</summary>
    public void Run(string script, Action<string, int, int> progress)
    {
        using (var writer = new StreamWriter(script))
        {
            writer.Write(TorchScript.Prelude);
            for (int comparable = 0; comparable < Graphs; )
            {
                if (Draw(writer))
                    comparable++;
                progress("draw", comparable, Graphs);
            }
        }
        int answered = 0;
        foreach (var answer in TorchProcess.Run(python, script))
        {
            Count(drawn[answer.Number], answer);
            progress("compare", ++answered, Drawn);
        }
        if (answered < Drawn)
            Disagreements.Add($"PyTorch answered {answered} of {Drawn} graphs.");
    }

    private bool Draw(StreamWriter writer)
    {
        int number = Drawn;
        var recipe =
            number % EveryWild == EveryWild - 1
                ? RandomGraphs.Wild(seed, number)
                : RandomGraphs.Ordinary(seed, number);
        var circuit = recipe.Build();
        var sample = new Sample(circuit.Scalar, circuit.Inputs, circuit.Point);
        var comparison = new TorchComparison(sample);
        drawn.Add((recipe, comparison));
        writer.Write(TorchScript.Of(sample, number));
        return comparison.Differences.Count == 0;
    }

    private void Count((Recipe Recipe, TorchComparison Comparison) graph, TorchAnswer answer)
    {
        var (disagreement, elements, ill) = graph.Comparison.With(answer);
        foreach (string row in graph.Comparison.Differences)
        {
            var (graphs, agreed) = Excluded.GetValueOrDefault(row);
            Excluded[row] = (graphs + 1, agreed + (disagreement is null ? 1 : 0));
        }
        if (graph.Comparison.Differences.Count > 0 && answer.Error is null)
            return;
        if (disagreement is not null)
            Disagreements.Add(
                $"graph {answer.Number} of seed {seed}: {disagreement}\n{graph.Recipe}"
            );
        Compared++;
        Elements += elements;
        IllConditioned += ill;
        foreach (string name in graph.Comparison.Primitives)
            Coverage[name]++;
    }
}
