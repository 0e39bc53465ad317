using System.Text.RegularExpressions;

namespace FunctionalGrad.UnitTests.House;

/// <summary>The tutorial's code stands in test projects that the gate runs, and its messages are what they print.</summary>
public class TutorialTests
{
    private static readonly string Tutorial = Repository.Read("docs/verification.md");

    [Theory]
    [InlineData("csharp", "examples/verification/CSharp/VerificationTests.cs")]
    [InlineData("fsharp", "examples/verification/FSharp/VerificationTests.fs")]
    public void Every_fence_stands_in_a_file_that_is_run(string language, string file)
    {
        string code = Repository.Read(file);
        var fences = Fences(language);
        Assert.NotEmpty(fences);
        Assert.All(fences, fence => Assert.Contains(fence, code));
    }

    [Fact]
    public void Every_message_is_one_that_was_printed()
    {
        string printed =
            Repository.Read("examples/expected/verification-csharp.txt")
            + Repository.Read("examples/expected/verification-fsharp.txt");
        var messages = Fences("text");
        Assert.Equal(2, messages.Length);
        Assert.All(messages, message => Assert.Contains(message, printed));
    }

    [Fact]
    public void A_verification_takes_at_most_five_lines() =>
        Assert.All(
            Fences("csharp").Concat(Fences("fsharp")).Where(fence => fence.Contains("Verify.")),
            fence => Assert.InRange(Lines(fence), 1, 5)
        );

    /// <summary>The lines with words in them, attributes left out.</summary>
    private static int Lines(string fence) =>
        fence.Split('\n').Count(line => line.Any(char.IsLetter) && !line.Trim().StartsWith('['));

    private static string[] Fences(string language) =>
        [
            .. Regex
                .Matches(Tutorial, $"```{language}\n(.*?)```", RegexOptions.Singleline)
                .Select(match => match.Groups[1].Value),
        ];
}
