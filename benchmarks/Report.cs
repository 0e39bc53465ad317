using System.Globalization;
using System.Text.Json;

namespace Benchmarks;

/// <summary>Comparisons as a table to read and as lines of JSON.</summary>
internal static class Report
{
    public static readonly string[] Columns =
    [
        "case",
        "target",
        "ours",
        "rate",
        "spread",
        "bytes/step",
        "memory",
        "cores",
        "peer",
        "theirs",
        "ratio",
        "spread",
    ];

    /// <summary>One row for each peer; a case without one has a single row.</summary>
    public static IEnumerable<string[]> Rows(Comparison c)
    {
        string[] ours =
        [
            c.Case.Name,
            c.Case.Target,
            Time(c.Ours.Median),
            Rate(c),
            Percent(c.Ours.Spread),
            c.Allocated is { } bytes ? Invariant($"{bytes:0}") : "",
            Memory(c.Program),
            double.IsNaN(c.Distance.Median) ? "" : Time(c.Distance.Median),
        ];
        var rows = c.Peers.Select<Figure, string[]>(peer =>
        {
            var ratio = c.Ratio(peer);
            return
            [
                .. ours,
                peer.Name,
                Time(peer.Median),
                ratio.Median.ToString("0.00", CultureInfo.InvariantCulture),
                Percent(ratio.Spread),
            ];
        });
        return rows.DefaultIfEmpty([.. ours, "", "", "", ""]);
    }

    public static string Json(Comparison c) =>
        JsonSerializer.Serialize(
            new
            {
                machine = Machine.Description,
                @case = c.Case.Name,
                work = c.Case.Work,
                target = c.Case.Target,
                seconds = c.Ours.Median,
                spread = c.Ours.Spread,
                units = c.Case.Units?.Count,
                unit = c.Case.Units?.Unit,
                allocated = c.Allocated,
                arena = c.Program?.ArenaLength,
                live = c.Program?.LiveLength,
                cores = c.Distance.Median,
                peers = c.Peers.Select(peer => new
                {
                    name = peer.Name,
                    seconds = peer.Median,
                    ratio = c.Ratio(peer).Median,
                    spread = c.Ratio(peer).Spread,
                }),
            }
        );

    /// <summary>The whole table as a page.</summary>
    public static string Markdown(string command, IEnumerable<Comparison> all, Peers peers)
    {
        var lines = new List<string>
        {
            "# Results",
            "",
            $"Printed by `{command}` on {Machine.Description}.",
            $"Peers: {string.Join(", ", peers.Present)}"
                + (
                    peers.Missing.Count == 0
                        ? "."
                        : $"; not installed: {string.Join(", ", peers.Missing)}."
                ),
            "",
            "A ratio says how many times as long the peer took: the median over rounds in which all took turns, with half the width of the middle",
            "half of the rounds as spread. A peer runs with one thread and with two, and its better setting is quoted. Of our programs is said how many bytes a",
            "step allocates, and how large the arena is against what must be held at one time, which no arena can be smaller than. Under cores stands how long",
            "a cache line took from one thread to another in those rounds: a virtual machine's processors may share a cache (below 100 ns here) or not (near 200 ns).",
            "",
            $"| {string.Join(" | ", Columns)} |",
            $"|{string.Concat(Columns.Select(_ => "---|"))}",
        };
        lines.AddRange(all.SelectMany(Rows).Select(row => $"| {string.Join(" | ", row)} |"));
        lines.Add("");
        lines.AddRange(all.Select(c => $"- `{c.Case.Name}`: {c.Case.Work}"));
        return string.Join("\n", lines) + "\n";
    }

    private static string Memory(CompiledProgram? program) =>
        program is null ? ""
        : program.LiveLength == 0 ? "none"
        : Invariant($"{(double)program.ArenaLength / program.LiveLength:0.00} x");

    private static string Rate(Comparison c) =>
        c.Case.Units is not var (count, unit) ? ""
        : unit == "node" ? Invariant($"{c.Ours.Median / count * 1e9:0.00} ns/node")
        : unit == "byte" ? Invariant($"{count / c.Ours.Median / 1e9:0.0} GB/s")
        : Invariant($"{count / c.Ours.Median / 1e9:0.0} G{unit}/s");

    private static string Time(double seconds) =>
        seconds < 1e-6 ? Invariant($"{seconds * 1e9:0.0} ns")
        : seconds < 1e-3 ? Invariant($"{seconds * 1e6:0.0} us")
        : seconds < 1 ? Invariant($"{seconds * 1e3:0.00} ms")
        : Invariant($"{seconds:0.00} s");

    private static string Percent(double spread) => Invariant($"{100 * spread:0} %");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
