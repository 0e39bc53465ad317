using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace FunctionalGrad.Checking.TrueRules;

/// <summary>Random graphs of right rules, on which every failure is a false alarm.</summary>
internal sealed partial class TrueRun(int graphs, int seed)
{
    private readonly ConcurrentBag<(int Number, string Text)> alarms = [];
    private readonly ConcurrentDictionary<string, int> reasons = [];
    private readonly ConcurrentDictionary<string, int> vacuities = [];
    private int checkedGraphs;
    private int inconclusive;
    private int vacuous;

    public int Graphs { get; } = graphs;

    public int Inconclusive => inconclusive;

    public int Vacuous => vacuous;

    /// <summary>Reports that should not have failed, in the order of the graphs.</summary>
    public IReadOnlyList<string> FalseAlarms =>
        [.. alarms.OrderBy(alarm => alarm.Number).Select(alarm => alarm.Text)];

    /// <summary>Why nothing could be said, most frequent first.</summary>
    public IEnumerable<(string Reason, int Graphs)> Reasons =>
        reasons.OrderByDescending(pair => pair.Value).Select(pair => (pair.Key, pair.Value));

    /// <summary>Why passing meant little, most frequent first.</summary>
    public IEnumerable<(string Reason, int Graphs)> Vacuities =>
        vacuities.OrderByDescending(pair => pair.Value).Select(pair => (pair.Key, pair.Value));

    public double VacuousRate => (double)Vacuous / Math.Max(1, Graphs);

    public double InconclusiveRate => (double)Inconclusive / Math.Max(1, Graphs);

    public void Run(Action<string, int, int> progress) =>
        Parallel.For(
            0,
            Graphs,
            number =>
            {
                Check(number);
                progress("random graphs", Interlocked.Increment(ref checkedGraphs), Graphs);
            }
        );

    private void Check(int number)
    {
        var (recipe, circuit) = RandomGraphs.OfInputs(seed, number);
        var report = GradientCheck.Of(circuit.Scalar, circuit.Bindings, new() { Seed = number });
        switch (report.Verdict)
        {
            case Verdict.Fail:
                alarms.Add((number, $"graph {number} of seed {seed}:\n{report}\n{recipe}"));
                break;
            case Verdict.Inconclusive { Reason: var reason }:
                Interlocked.Increment(ref inconclusive);
                reasons.AddOrUpdate(Kind(reason), 1, (_, count) => count + 1);
                break;
            case Verdict.Pass { Vacuity: { } vacuity }:
                Interlocked.Increment(ref vacuous);
                vacuities.AddOrUpdate(Kind(vacuity), 1, (_, count) => count + 1);
                break;
        }
    }

    /// <summary>The reason without its numbers and places, so that like reasons are counted together.</summary>
    private static string Kind(string reason) => Particulars().Replace(reason, "_");

    [GeneratedRegex(@"x\d(\[[^\]]*\])?|-?\d[\d.]*(E[-+]?\d+)?")]
    private static partial Regex Particulars();
}
