using System.CommandLine;
using Benchmarks;
using Spectre.Console;

var names = new Argument<string[]>("name")
{
    Description =
        "Cases (the command list names them), or the beginnings of their names; all of them if none is given.",
    Arity = ArgumentArity.ZeroOrMore,
};
var json = new Option<FileInfo?>("--json")
{
    Description = "Writes the figures there too, a line of JSON for each case.",
};
var markdown = new Option<FileInfo?>("--markdown")
{
    Description = "Writes the table there too: benchmarks/RESULTS.md.",
};
var rounds = new Option<int>("--rounds")
{
    Description = "How often each contestant has its turn.",
    DefaultValueFactory = _ => 9,
};
var turn = new Option<double>("--turn")
{
    Description = "How many seconds a turn takes.",
    DefaultValueFactory = _ => 0.2,
};

var compare = new Command(
    "compare",
    "Times our work and every installed peer's in turn, and prints median ratios."
)
{
    names,
    json,
    markdown,
    rounds,
    turn,
};
compare.SetAction(parsed =>
    Compare(
        parsed.GetValue(names)!,
        parsed.GetValue(json),
        parsed.GetValue(markdown),
        parsed.GetValue(rounds),
        parsed.GetValue(turn)
    )
);
var list = new Command("list", "Lists the cases.");
list.SetAction(_ =>
{
    foreach (var work in Cases.All)
        Console.WriteLine($"{work.Name, -28}{work.Target, -8}{work.Work}");
});
return new RootCommand("FunctionalGrad's benchmarks.") { compare, list }
    .Parse(args)
    .Invoke();

int Compare(string[] names, FileInfo? json, FileInfo? markdown, int rounds, double turn)
{
    string[] unknown = [.. names.Where(name => !Cases.Named(name).Any())];
    if (unknown.Length > 0)
    {
        Console.Error.WriteLine(
            $"No case begins with {string.Join(" or ", unknown)}. There are: {string.Join(", ", Cases.All.Select(c => c.Name))}."
        );
        return 1;
    }
    Case[] chosen =
        names.Length == 0
            ? [.. Cases.All]
            : [.. Cases.All.Intersect(names.SelectMany(Cases.Named))];
    using var peers = new Peers();
    Console.WriteLine(Machine.Description);
    Console.WriteLine($"peers: {string.Join(", ", peers.Present.DefaultIfEmpty("none"))}");
    foreach (string missing in peers.Missing)
        Console.WriteLine($"not installed: {missing}");

    var done = new List<Comparison>();
    var failed = new List<string>();
    foreach (var work in chosen)
    {
        Console.Error.WriteLine($"{done.Count + failed.Count + 1}/{chosen.Length} {work.Name}");
        try
        {
            done.Add(Comparison.Of(work, peers, rounds, turn));
        }
        catch (InvalidOperationException problem)
        {
            failed.Add(problem.Message);
        }
    }

    var table = new Table().Border(TableBorder.Minimal);
    foreach (string column in Report.Columns)
        table.AddColumn(column);
    foreach (var row in done.SelectMany(Report.Rows))
        table.AddRow([.. row.Select(Markup.Escape)]);
    AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 150);
    AnsiConsole.Write(table);
    failed.ForEach(Console.WriteLine);
    if (json is not null)
        File.WriteAllLines(json.FullName, done.Select(Report.Json));
    if (markdown is not null)
        File.WriteAllText(
            markdown.FullName,
            Report.Markdown(
                $"dotnet run -c Release --project benchmarks -- compare {string.Join(' ', names)}".Trim(),
                done,
                peers
            )
        );
    return failed.Count == 0 ? 0 : 1;
}
