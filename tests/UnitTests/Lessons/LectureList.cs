using System.Text.RegularExpressions;
using FunctionalGrad.UnitTests.House;

namespace FunctionalGrad.UnitTests.Lessons;

/// <summary>What the lecture has, what the lessons owe of it, and the scripts that must say it.</summary>
internal static class LectureList
{
    /// <param name="Lesson">The lesson that owes it.</param>
    /// <param name="Entry">What of the lecture it is, formulas between $ and lines of programs between backquotes.</param>
    /// <param name="Phrase">What the lesson says of it.</param>
    public sealed record Row(string Lesson, string Entry, string Phrase);

    public static Row[] Rows { get; } =
    [
        .. Lines("lecture.txt")
            .Select(line => line.Split(" | "))
            .Select(at => new Row(at[0], at[1], at[2])),
    ];

    /// <summary>Kind and text of all that the lecture has.</summary>
    public static (string Kind, string Text)[] Contents { get; } =
    [
        .. Lines("lecture-contents.txt")
            .Select(line => line.Split(" | ", 2))
            .Select(at => (at[0], at[1])),
    ];

    public static (string Path, string Text)[] Scripts { get; } =
    [
        .. Repository
            .Files("examples/lessons", "*.fsx")
            .Where(file => char.IsDigit(Path.GetFileName(file.Path)[0])),
    ];

    public static bool IsLesson(string number, string path) =>
        Path.GetFileName(path)[..2].TrimStart('0') == number;

    /// <summary>Where the rows and what the lecture has differ: what no row has, what the lecture does not have, and what two rows have.</summary>
    public static IEnumerable<string> Differences(IReadOnlyList<Row> rows)
    {
        foreach (var (kind, text) in Contents)
            if (!rows.Any(row => Has(row, kind, text)))
                yield return $"no row has the {kind} \"{text}\"";
        foreach (var row in rows)
        foreach (var (kind, text) in Parts(row))
            if (!Contents.Contains((kind, text)))
                yield return $"the lecture has no {kind} \"{text}\"";
    }

    /// <summary>What lessons do not say, or say twice, so that nobody would miss one of them.</summary>
    public static IEnumerable<string> Missing(
        IEnumerable<Row> rows,
        IEnumerable<(string Path, string Text)> scripts
    ) =>
        from row in rows
        let script = OneLine(scripts.Single(each => IsLesson(row.Lesson, each.Path)).Text)
        let times = script.Split(OneLine(row.Phrase)).Length - 1
        where times != 1
        select times == 0
            ? $"lesson {row.Lesson} does not say \"{row.Phrase}\" ({row.Entry})"
            : $"lesson {row.Lesson} says {times} times \"{row.Phrase}\" ({row.Entry})";

    /// <summary>Text without line breaks and the marks of comments.</summary>
    public static string OneLine(string text) =>
        Regex.Replace(Regex.Replace(text, @"\n//", "\n"), @"\s+", " ");

    private static bool Has(Row row, string kind, string text) =>
        kind == "heading"
            ? row.Entry.Contains(text, StringComparison.OrdinalIgnoreCase)
            : Parts(row).Contains((kind, text));

    private static IEnumerable<(string Kind, string Text)> Parts(Row row)
    {
        foreach (Match formula in Regex.Matches(row.Entry, @"\$([^$]+)\$"))
            yield return ("formula", formula.Groups[1].Value);
        foreach (Match code in Regex.Matches(row.Entry, "`([^`]+)`"))
            yield return ("code", code.Groups[1].Value);
        string claim = Claim(row);
        if (claim.Any(char.IsLetter))
            yield return ("claim", claim);
    }

    /// <summary>What a row says beside formulas and lines of programs.</summary>
    public static string Claim(Row row) =>
        Regex.Replace(Regex.Replace(row.Entry, @"\$[^$]+\$", "$$"), "`[^`]+`", "`");

    private static IEnumerable<string> Lines(string file) =>
        Repository
            .Read($"tests/UnitTests/Lessons/{file}")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'));
}
