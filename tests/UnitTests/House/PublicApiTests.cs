using System.Reflection;

namespace FunctionalGrad.UnitTests.House;

/// <summary>The public surface is a checked-in file, so that no change of it goes unseen.</summary>
public class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_what_the_checked_in_file_says()
    {
        string[] actual = [.. Surface(typeof(Expr).Assembly)];
        string path = Path.Combine(Repository.Root, "tests/UnitTests/PublicApi.txt");
        if (Environment.GetEnvironmentVariable("FUNCTIONALGRAD_ACCEPT_API") == "1")
            File.WriteAllLines(path, actual);
        string[] approved = File.ReadAllLines(path);
        Assert.Equal([], approved.Except(actual).Select(line => "gone: " + line));
        Assert.Equal([], actual.Except(approved).Select(line => "new: " + line));
    }

    private static IEnumerable<string> Surface(Assembly assembly) =>
        assembly.GetExportedTypes().SelectMany(Lines).Order(StringComparer.Ordinal).Distinct();

    private static IEnumerable<string> Lines(Type type)
    {
        const BindingFlags declared =
            BindingFlags.Public
            | BindingFlags.NonPublic
            | BindingFlags.Instance
            | BindingFlags.Static
            | BindingFlags.DeclaredOnly;
        yield return $"type {type}";
        if (type.IsEnum || type.IsSubclassOf(typeof(Delegate)))
            yield break;
        foreach (var member in type.GetMembers(declared))
            if (member is MethodBase { IsPublic: true } or MethodBase { IsFamily: true } or FieldInfo { IsPublic: true })
                if (!member.Name.Contains('<'))
                    yield return $"{type}: {member}";
    }
}
