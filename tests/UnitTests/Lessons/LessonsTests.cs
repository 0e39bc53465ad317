using System.Text.RegularExpressions;
using FunctionalGrad.UnitTests.House;

namespace FunctionalGrad.UnitTests.Lessons;

/// <summary>The lessons say what the lecture says, and print the numbers that were computed elsewhere. That they print what their golden files say, the gate checks.</summary>
public class LessonsTests
{
    private static readonly (string Path, string Text)[] Scripts =
    [
        .. Repository
            .Files("examples/lessons", "*.fsx")
            .Where(file => char.IsDigit(Path.GetFileName(file.Path)[0])),
    ];

    private static readonly string[][] Numbers = Rows("numbers.txt", columns: 2);

    [Fact]
    public void Every_heading_and_formula_of_the_lecture_has_a_lesson()
    {
        var rows = Rows("lecture.txt", columns: 3);
        Assert.True(rows.Length > 100, $"{rows.Length} rows");
        Assert.Empty(Missing(rows, Scripts));
    }

    private static IEnumerable<string> Missing(
        string[][] rows,
        (string Path, string Text)[] scripts
    ) =>
        from row in rows
        where !scripts.Any(script => IsLesson(row[0], script.Path) && Says(script.Text, row[2]))
        select $"lesson {row[0]} does not say \"{row[2]}\" ({row[1]})";

    /// <summary>A row is owed by its lesson: without it, or where the lesson no longer says it, the row is missing.</summary>
    [Fact]
    public void A_lesson_that_loses_a_heading_or_a_formula_is_noticed()
    {
        foreach (var row in Rows("lecture.txt", columns: 3))
        {
            (string, string)[] poorer =
            [
                .. Scripts.Select(script =>
                    (
                        script.Path,
                        IsLesson(row[0], script.Path)
                            ? OneLine(script.Text).Replace(OneLine(row[2]), "")
                            : script.Text
                    )
                ),
            ];
            Assert.NotEmpty(Missing([row], poorer));
        }
    }

    /// <summary>All that the lecture writes as a formula stands in the list, whose order is ours: so many, and each kind of heading.</summary>
    [Fact]
    public void The_list_has_the_headings_and_formulas_of_the_lecture()
    {
        string list = string.Join('\n', Rows("lecture.txt", columns: 3).Select(row => row[1]));
        var formulas = Regex.Matches(list, @"\$([^$]+)\$").Select(match => match.Groups[1].Value);
        Assert.Equal(59, formulas.Distinct().Count());
        string[] headings =
        [
            "Multi-Layer Perceptron",
            "Activation Functions",
            "Network architecture",
            "Backpropagation",
            "Computation Patterns",
            "Add gate",
            "Mul gate",
            "Copy gate",
            "Max gate",
            "Vector Backprop",
            "Scalar to Scalar",
            "Vector to Scalar",
            "Vector to Vector",
            "choose size of network",
            "feed-forward computation",
            "full implementation",
            "brain analogies",
        ];
        Assert.All(headings, heading => Assert.Contains(heading, list));
    }

    /// <summary>A mention is no lesson: what the reading list adds has a part of its own in the output, and numbers in it that are owed.</summary>
    [Fact]
    public void What_the_reading_list_adds_is_a_part_with_numbers()
    {
        var rows = Rows("lecture.txt", columns: 3)
            .Where(row => row[1].StartsWith("reading list", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(8, rows.Length);
        foreach (var row in rows)
        {
            string[] part = Part(Golden(row[0]), row[2]);
            Assert.True(part.Length >= 3, $"lesson {row[0]}: {row[2]} has {part.Length} lines");
            Assert.True(
                Numbers.Any(owed => owed[0] == row[0] && part.Any(line => Prints(line, owed[1]))),
                $"lesson {row[0]} owes no number under {row[2]}"
            );
        }
    }

    /// <summary>The indented lines below a heading of the output.</summary>
    private static string[] Part(string golden, string heading) =>
        [
            .. golden
                .Split('\n')
                .SkipWhile(line => line != heading)
                .Skip(1)
                .TakeWhile(line => line.StartsWith(' ')),
        ];

    [Fact]
    public void The_lessons_print_the_numbers_that_they_owe()
    {
        Assert.True(Numbers.Length > 100, $"{Numbers.Length} rows");
        var missing =
            from row in Numbers
            where !Prints(Golden(row[0]), row[1])
            select $"lesson {row[0]} does not print \"{row[1]}\"";
        Assert.Empty(missing);
    }

    [Fact]
    public void One_wrong_digit_in_a_golden_file_is_noticed()
    {
        var unnoticed =
            from row in Numbers
            from digit in Regex.Matches(row[1], @"\d")
            let wrong = (char)('0' + (digit.Value[0] - '0' + 1) % 10)
            let changed = row[1][..digit.Index] + wrong + row[1][(digit.Index + 1)..]
            where Prints(Golden(row[0]).Replace(row[1], changed), row[1])
            select $"lesson {row[0]}: {changed} in place of {row[1]}";
        Assert.Empty(unnoticed);
    }

    [Fact]
    public void Each_lesson_has_an_exercise_a_gradient_check_and_a_law()
    {
        Assert.NotEmpty(Scripts);
        Assert.All(
            Scripts,
            script =>
            {
                string golden = Golden(Number(script.Path));
                Assert.Contains("Predict it first: ", golden);
                Assert.Contains("gradient check: pass", golden);
                Assert.Matches("law: .* holds in 100 cases", golden);
                Assert.DoesNotContain("NaN", golden);
            }
        );
    }

    [Fact]
    public void The_index_leads_to_each_lesson()
    {
        string index = Repository.Read("docs/lessons.md");
        Assert.All(Scripts, script => Assert.Contains($"](../{script.Path})", index));
        Assert.Equal(Scripts.Length, Regex.Count(index, @"\]\(\.\./examples/lessons/\d"));
    }

    private static string[][] Rows(string file, int columns)
    {
        var rows = Repository
            .Read($"tests/UnitTests/Lessons/{file}")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(" | "))
            .ToArray();
        Assert.All(rows, row => Assert.Equal(columns, row.Length));
        return rows;
    }

    private static string Number(string path) => Path.GetFileName(path)[..2].TrimStart('0');

    private static bool IsLesson(string number, string path) => Number(path) == number;

    /// <summary>Whether a script says a phrase, which may run on from one line of a comment to the next.</summary>
    private static bool Says(string script, string phrase) =>
        OneLine(script).Contains(OneLine(phrase), StringComparison.Ordinal);

    private static string OneLine(string text) =>
        Regex.Replace(Regex.Replace(text, @"\n//", "\n"), @"\s+", " ");

    /// <summary>Whether the text stands there, and not as a part of a longer number.</summary>
    private static bool Prints(string golden, string text) =>
        Regex.IsMatch(golden, $@"(?<![\w.-]){Regex.Escape(text)}(?![\w]|\.\d)");

    private static string Golden(string number) =>
        Repository
            .Files("examples/expected/lessons", "*.txt")
            .Single(file => IsLesson(number, file.Path))
            .Text;
}
