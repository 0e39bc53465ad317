using System.CommandLine;
using Spectre.Console;

namespace FunctionalGrad.Checking.Torch;

/// <summary>The command <c>torch</c>: the same random graphs here and in PyTorch, in double.</summary>
internal static class TorchCommand
{
    // In a run of a thousand graphs and more, fewer occurrences of a primitive than this are a failure.
    private const int LeastCoverage = 5;

    public static Command Create()
    {
        var graphs = new Option<int>("--graphs")
        {
            Description = "How many graphs to compare.",
            DefaultValueFactory = _ => 1000,
        };
        var seed = new Option<int>("--seed")
        {
            Description = "The seed of the graphs.",
            DefaultValueFactory = _ => 2026,
        };
        var python = new Option<string>("--python")
        {
            Description = "The Python that has PyTorch.",
            DefaultValueFactory = _ => "/usr/bin/python3",
        };
        var script = new Option<string?>("--script")
        {
            Description = "Where to keep the script that PyTorch runs.",
        };
        var command = new Command(
            "torch",
            "Compares values and gradients of random graphs with PyTorch."
        )
        {
            graphs,
            seed,
            python,
            script,
        };
        command.SetAction(parsed =>
            Run(
                parsed.GetValue(graphs),
                parsed.GetValue(seed),
                parsed.GetValue(python)!,
                parsed.GetValue(script)
            )
        );
        return command;
    }

    private static int Run(int graphs, int seed, string python, string? kept)
    {
        var (version, missing) = TorchProcess.Find(python);
        if (version is null)
        {
            AnsiConsole.MarkupLineInterpolated(
                $"PyTorch is missing, and nothing was compared. {missing}"
            );
            return 2;
        }
        string script =
            kept ?? Path.Combine(Path.GetTempPath(), $"graphs-{Environment.ProcessId}.py");
        try
        {
            var run = new TorchRun(graphs, seed, python);
            Progressing.Over(report => run.Run(script, report));
            return Print(run, seed, version);
        }
        finally
        {
            if (kept is null)
                File.Delete(script);
        }
    }

    private static int Print(TorchRun run, int seed, string version)
    {
        var rows = new Table().AddColumns(
            "differs on purpose",
            "ours",
            "PyTorch",
            "graphs",
            "agree even so"
        );
        foreach (var (name, (graphs, agreed)) in run.Excluded)
        {
            var row = Difference.Local.FirstOrDefault(each => each.Name == name);
            rows.AddRow(
                Markup.Escape(name),
                Markup.Escape(row?.Ours ?? Difference.Unlocal(name).Ours),
                Markup.Escape(row?.Theirs ?? Difference.Unlocal(name).Theirs),
                $"{graphs}",
                $"{agreed}"
            );
        }
        AnsiConsole.Write(rows);
        Console.WriteLine("graphs compared in which each primitive occurs:");
        Console.WriteLine(
            string.Join(", ", run.Coverage.Select(each => $"{each.Key} {each.Value}"))
        );
        foreach (string disagreement in run.Disagreements.Take(10))
            Console.WriteLine(disagreement);
        string[] rare =
        [
            .. run.Coverage.Where(each => each.Value < LeastCoverage).Select(each => each.Key),
        ];
        bool covered = run.Graphs < 1000 || rare.Length == 0;
        if (!covered)
            Console.WriteLine($"too rare: {string.Join(", ", rare)}");
        Console.WriteLine(
            $"PyTorch {version}, seed {seed}: {run.Compared} graphs compared, {run.Elements} numbers to 1e-9 relative, {run.IllConditioned} of them only as far as rounding determines them; {run.Drawn - run.Compared} graphs excluded by name; {run.Disagreements.Count} disagreements."
        );
        return run.Disagreements.Count == 0 && run.Compared >= run.Graphs && covered ? 0 : 1;
    }
}
