using System.Text.RegularExpressions;

namespace FunctionalGrad.UnitTests.House;

/// <summary>The README's code is code that the gate compiles and runs.</summary>
public class ReadmeTests
{
    private static readonly string Readme = Repository.Read("README.md");

    [Theory]
    [InlineData("fsharp", "examples/readme.fsx")]
    [InlineData("csharp", "examples/readme.cs")]
    public void Every_fence_stands_in_a_file_that_is_run(string language, string file)
    {
        var fences = Regex.Matches(Readme, $"```{language}\n(.*?)```", RegexOptions.Singleline);
        string code = Repository.Read(file);
        Assert.NotEmpty(fences);
        Assert.All(fences, fence => Assert.Contains(fence.Groups[1].Value, code));
    }

    [Fact]
    public void What_the_comments_promise_is_what_the_script_prints()
    {
        string printed = Repository.Read("examples/expected/readme.txt");
        var promised = Regex
            .Matches(
                Repository.Read("examples/readme.fsx"),
                @"printfn .* // (.*?)(:.*)?$",
                RegexOptions.Multiline
            )
            .Select(match => match.Groups[1].Value);
        Assert.Equal(promised, printed.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Every_path_that_is_named_exists()
    {
        var paths = Regex
            .Matches(Readme, @"`((?:examples|src|tests)/[\w./-]+|[A-Z]+\.md)`")
            .Select(match => match.Groups[1].Value)
            .ToArray();
        Assert.True(paths.Length > 8, $"{paths.Length} paths");
        Assert.All(
            paths,
            path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path)
        );
    }

    [Fact]
    public void It_is_read_in_one_sitting() => Assert.InRange(Readme.Split('\n').Length, 80, 140);
}
