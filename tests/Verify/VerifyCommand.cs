using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using FunctionalGrad.Checking.Mutants;
using FunctionalGrad.Checking.TrueRules;
using Spectre.Console;

namespace FunctionalGrad.Checking;

/// <summary>The root command: every mutant must be killed and blamed, no right rule accused.</summary>
internal static class VerifyCommand
{
    private const double MostInconclusive = 0.05;
    private const double MostVacuous = 0.05;

    public static RootCommand Create()
    {
        var graphs = new Option<int>("--graphs")
        {
            Description = "How many random graphs of right rules to check.",
            DefaultValueFactory = _ => 10_000,
        };
        var seed = new Option<int>("--seed")
        {
            Description = "The seed of the graphs.",
            DefaultValueFactory = _ => 2026,
        };
        var root = new RootCommand(
            "Checks the gradient check: wrong rules must be found and blamed, right rules must pass."
        )
        {
            graphs,
            seed,
        };
        root.SetAction(parsed => Run(parsed.GetValue(graphs), parsed.GetValue(seed)));
        return root;
    }

    private static int Run(int graphs, int seed)
    {
        var clock = Stopwatch.StartNew();
        IReadOnlyList<Kill> kills = [];
        var right = new TrueRun(graphs, seed);
        Progressing.Over(progress =>
        {
            kills = Kills(seed, progress);
            right.Run(progress);
        });
        Print(kills);
        foreach (var (reason, count) in right.Reasons.Take(10))
            Console.WriteLine($"inconclusive {count} times: {reason}");
        foreach (var (reason, count) in right.Vacuities.Take(5))
            Console.WriteLine($"vacuous {count} times: {reason}");
        foreach (string alarm in right.FalseAlarms.Take(5))
            Console.WriteLine(alarm);
        int killed = kills.Count(kill => kill.Graphs is not null),
            blamed = kills.Count(kill => kill.IsBlamedRight);
        Console.WriteLine(
            $"mutants: {killed}/{kills.Count} killed, {blamed}/{kills.Count} blamed on the right node"
        );
        Console.WriteLine(
            $"right rules, {graphs} random graphs: {right.FalseAlarms.Count} false alarms, {right.Inconclusive} inconclusive ({right.InconclusiveRate:P2}), {right.Vacuous} vacuous ({right.VacuousRate:P2})"
        );
        Console.WriteLine($"seed {seed}, {clock.Elapsed.TotalSeconds:F0} s");
        return
            blamed == kills.Count
            && right.FalseAlarms.Count == 0
            && right.InconclusiveRate < MostInconclusive
            && right.VacuousRate < MostVacuous
            ? 0
            : 1;
    }

    private static IReadOnlyList<Kill> Kills(int seed, Action<string, int, int> progress)
    {
        var trial = new Trial(seed);
        Func<Kill>[] trials =
        [
            .. MutantTable.Rules.Select(mutant => (Func<Kill>)(() => trial.Of(mutant))),
            .. MutantTable.Passes.Select(pass => (Func<Kill>)(() => trial.Of(pass))),
        ];
        var kills = new Kill[trials.Length];
        int done = 0;
        Parallel.ForEach(
            Partitioner.Create(0, trials.Length, 1),
            range =>
            {
                kills[range.Item1] = trials[range.Item1]();
                progress("mutants", Interlocked.Increment(ref done), trials.Length);
            }
        );
        return kills;
    }

    private static void Print(IReadOnlyList<Kill> kills)
    {
        var table = new Table().AddColumns(
            "mutant",
            "breaks",
            "graphs",
            "blamed",
            "smallest expression"
        );
        foreach (var kill in kills)
            table.AddRow(
                Markup.Escape(kill.Mutant),
                Markup.Escape(kill.Breaks),
                kill.Graphs is { } graphs ? $"{graphs}" : "[red]survived[/]",
                (kill.IsBlamedRight ? "" : "[red]wrongly[/] ") + Markup.Escape(Last(kill.Blamed)),
                Markup.Escape(Last(kill.Smallest))
            );
        AnsiConsole.Write(table);
    }

    /// <summary>The last line of let-bound source: the node itself.</summary>
    private static string Last(string source) => source.Trim().Split('\n')[^1];
}
