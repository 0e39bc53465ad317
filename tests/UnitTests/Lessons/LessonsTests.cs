using System.Text.RegularExpressions;
using FunctionalGrad.UnitTests.House;

namespace FunctionalGrad.UnitTests.Lessons;

/// <summary>The lessons say what the lecture says, and print the numbers that were computed elsewhere. That they print what their golden files say, the gate checks.</summary>
public class LessonsTests
{
    private static readonly string[][] Numbers = Rows("numbers.txt", columns: 2);

    /// <summary>A mention is no lesson: what the reading list adds has a part of its own in the output, and numbers in it that are owed.</summary>
    [Fact]
    public void What_the_reading_list_adds_is_a_part_with_numbers()
    {
        var rows = LectureList
            .Rows.Where(row => row.Entry.StartsWith("reading list", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(8, rows.Length);
        foreach (var row in rows)
        {
            string[] part = Part(Golden(row.Lesson), row.Phrase);
            Assert.True(
                part.Length >= 3,
                $"lesson {row.Lesson}: {row.Phrase} has {part.Length} lines"
            );
            Assert.True(
                Numbers.Any(owed =>
                    owed[0] == row.Lesson && part.Any(line => Prints(line, owed[1]))
                ),
                $"lesson {row.Lesson} owes no number under {row.Phrase}"
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
        Assert.NotEmpty(LectureList.Scripts);
        Assert.All(
            LectureList.Scripts,
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
        Assert.All(LectureList.Scripts, script => Assert.Contains($"](../{script.Path})", index));
        Assert.Equal(
            LectureList.Scripts.Length,
            Regex.Count(index, @"\]\(\.\./examples/lessons/\d")
        );
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

    /// <summary>Whether the text stands there, and not as a part of a longer number.</summary>
    private static bool Prints(string golden, string text) =>
        Regex.IsMatch(golden, $@"(?<![\w.-]){Regex.Escape(text)}(?![\w]|\.\d)");

    private static string Golden(string number) =>
        Repository
            .Files("examples/expected/lessons", "*.txt")
            .Single(file => LectureList.IsLesson(number, file.Path))
            .Text;
}
