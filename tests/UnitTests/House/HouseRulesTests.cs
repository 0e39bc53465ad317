using System.Text.RegularExpressions;

namespace FunctionalGrad.UnitTests.House;

/// <summary>What ARCHITECTURE.md promises of the code and can be read off its text.</summary>
public class HouseRulesTests
{
    private static readonly string[] Passes =
    [
        "Tape",
        "Evaluation",
        "Differentiation",
        "Rewriting",
        "Compilation",
        "Printing",
        "Reading",
        "Verification",
        "Explanation",
    ];

    [Fact]
    public void No_pass_asks_which_primitive_it_has()
    {
        var offenders =
            from pass in Passes
            from file in Repository.Files($"src/Graph.Core/{pass}", "*.cs")
            from Match use in Regex.Matches(
                file.Text,
                @"\bPrimitives\.(?!All\b)\w+|Primitive\.Name\s*=="
            )
            select $"{file.Path}: {use.Value}";
        Assert.Empty(offenders);
    }

    [Fact]
    public void Layers_refer_downwards_only()
    {
        (string Folder, string Above)[] rules =
        [
            ("Values", "Expr|Tape|Evaluate|Differentiate|Simplify|Source|Primitive"),
            (
                "Primitives",
                "Tape|Evaluate|Compile|Differentiate|ReverseMode|ForwardMode|Simplify|Source"
            ),
            ("Operations", "Tape|Evaluate|Differentiate|ReverseMode|ForwardMode|Simplify"),
            ("Tape", "Evaluate|Differentiate|ReverseMode|ForwardMode|Simplify|Source"),
            ("Evaluation", "Differentiate|ReverseMode|ForwardMode|Simplify|Source"),
            ("Differentiation", "Evaluate|Simplify|Source|TrainingStep|Layer|Loss"),
            ("Rewriting", "Differentiate|ReverseMode|ForwardMode|TrainingStep|Layer|Loss"),
            ("Compilation", "Differentiate|ReverseMode|ForwardMode|Source|TrainingStep|Layer|Loss"),
            (
                "Explanation",
                "Differentiate|ReverseMode|ForwardMode|Simplify|TrainingStep|Layer|Loss"
            ),
            ("Printing", "Differentiate|ReverseMode|ForwardMode|TrainingStep|Layer|Loss"),
        ];
        var offenders =
            from rule in rules
            from file in Repository.Files($"src/Graph.Core/{rule.Folder}", "*.cs")
            from Match use in Regex.Matches(WithoutComments(file.Text), $@"\b({rule.Above})\.\w+")
            select $"{file.Path}: {use.Value}";
        Assert.Empty(offenders);
    }

    [Fact]
    public void Files_are_short_enough_to_be_read_in_one_sitting()
    {
        var long_ =
            from folder in new[] { "src", "tests", "examples" }
            from pattern in new[] { "*.cs", "*.fs", "*.fsx" }
            from file in Repository.Files(folder, pattern)
            let lines = file.Text.Count(c => c == '\n')
            where lines > 400
            select $"{file.Path}: {lines} lines";
        Assert.Empty(long_);
    }

    [Fact]
    public void A_public_type_has_a_file_named_like_it()
    {
        var names = Repository
            .Files("src", "*.cs")
            .Select(file => Path.GetFileName(file.Path))
            .ToHashSet();
        var homeless =
            from type in typeof(Expr)
                .Assembly.GetExportedTypes()
                .Concat(typeof(Properties.Recipe).Assembly.GetExportedTypes())
            where !type.IsNested && !type.IsSubclassOf(typeof(Delegate))
            let name = type.Name.Split('`')[0]
            where !names.Any(file => file == $"{name}.cs" || file.StartsWith($"{name}."))
            select name;
        // The origins of an input are one closed family and stand together.
        Assert.Equal(["NoiseOrigin", "ParameterOrigin"], homeless.Order());
    }

    [Fact]
    public void The_table_is_complete()
    {
        Assert.True(Primitives.All.Count >= 45, $"{Primitives.All.Count} primitives");
        Assert.Equal(Primitives.All.Count, Primitives.All.Select(p => p.Name).Distinct().Count());
        var silent =
            from primitive in Primitives.All
            where primitive.Notation.Text.Length == 0 || primitive.Notation.Latex.Length == 0
            select primitive.Name;
        Assert.Empty(silent);
        var kinked =
            from p in Primitives.All
            where p.Branch is not null && p.Convention is null
            select p.Name;
        Assert.Empty(kinked);
    }

    private static string WithoutComments(string text) => Regex.Replace(text, "//.*", "");
}
