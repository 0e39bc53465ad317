namespace FunctionalGrad;

/// <summary>Numbers the parts of a module whose nodes are not neighbours, which is therefore drawn more than once.</summary>
/// <param name="paths">The module of each part, in order.</param>
internal sealed class PartNames(IEnumerable<string> paths)
{
    private readonly Dictionary<string, int> counts = paths
        .GroupBy(path => path)
        .ToDictionary(part => part.Key, part => part.Count());

    private readonly Dictionary<string, int> seen = [];

    /// <summary>The name of the next part of a module: the module's own if it has only one.</summary>
    public string Next(string path, string name)
    {
        if (counts[path] == 1)
            return name;
        seen[path] = seen.GetValueOrDefault(path) + 1;
        return $"{name} (part {Numbers.Whole(seen[path])})";
    }
}
