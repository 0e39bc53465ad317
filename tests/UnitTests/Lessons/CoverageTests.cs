namespace FunctionalGrad.UnitTests.Lessons;

/// <summary>Each heading, formula and line of the lecture has a lesson that says it; what is taken away is named.</summary>
public class CoverageTests
{
    [Fact]
    public void Each_heading_and_formula_of_the_lecture_has_a_row() =>
        Assert.Empty(LectureList.Differences(LectureList.Rows));

    [Fact]
    public void Each_row_is_said_by_its_lesson_once() =>
        Assert.Empty(LectureList.Missing(LectureList.Rows, LectureList.Scripts));

    [Fact]
    public void A_row_that_is_taken_away_is_named()
    {
        Assert.True(LectureList.Rows.Length > 110, $"{LectureList.Rows.Length} rows");
        foreach (var row in LectureList.Rows)
        {
            string[] told =
            [
                .. LectureList.Differences([.. LectureList.Rows.Where(other => other != row)]),
            ];
            Assert.NotEmpty(told);
            Assert.All(
                told,
                line =>
                {
                    Assert.StartsWith("no row has the ", line);
                    string named = line[line.IndexOf('"')..].Trim('"');
                    Assert.True(
                        LectureList.Claim(row) == named
                            || row.Entry.Contains(named, StringComparison.OrdinalIgnoreCase),
                        $"{row.Entry}: {line}"
                    );
                }
            );
        }
    }

    [Fact]
    public void A_formula_that_is_written_otherwise_is_named_on_both_sides()
    {
        var rows = LectureList.Rows.ToArray();
        int at = Array.FindIndex(rows, row => row.Entry == "$f = Wx$");
        rows[at] = rows[at] with { Entry = "$f = xW$" };
        Assert.Equal(
            ["no row has the formula \"f = Wx\"", "the lecture has no formula \"f = xW\""],
            LectureList.Differences(rows)
        );
    }

    /// <summary>Without its phrase, or with the phrase twice, a row is told; also without a part of the phrase.</summary>
    [Fact]
    public void A_lesson_that_loses_a_phrase_is_named()
    {
        foreach (var row in LectureList.Rows)
        {
            string phrase = LectureList.OneLine(row.Phrase),
                script = LectureList.OneLine(
                    LectureList
                        .Scripts.Single(each => LectureList.IsLesson(row.Lesson, each.Path))
                        .Text
                );
            int half = phrase.Length / 2;
            foreach (string left in new[] { "", phrase[..half], phrase[half..] })
            {
                (string, string)[] poorer =
                [
                    ($"{row.Lesson.PadLeft(2, '0')}-.fsx", script.Replace(phrase, left)),
                ];
                Assert.Equal(
                    [$"lesson {row.Lesson} does not say \"{row.Phrase}\" ({row.Entry})"],
                    LectureList.Missing([row], poorer)
                );
            }
        }
    }
}
