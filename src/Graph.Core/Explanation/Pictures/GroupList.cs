namespace FunctionalGrad;

/// <summary>The modules of a picture that are drawn open: one for each run of neighbours, so that none runs in a circle with another.</summary>
internal sealed class GroupList
{
    private readonly List<PictureGroup> groups = [];
    private readonly List<int> open = [];

    /// <summary>All of them; the parts of a module whose nodes are not neighbours are numbered.</summary>
    public IReadOnlyList<PictureGroup> Named()
    {
        var paths = new string[groups.Count];
        foreach (var group in groups)
            paths[group.Id] = group.Outer is { } outer
                ? $"{paths[outer]}.{group.Name}"
                : group.Name;
        var parts = new PartNames(paths);
        return
        [
            .. groups.Select(group =>
                group with
                {
                    Name = parts.Next(paths[group.Id], group.Name),
                }
            ),
        ];
    }

    /// <summary>The groups around a box; boxes are given in order.</summary>
    public IReadOnlyList<int> Around(Cluster cluster)
    {
        int same = 0;
        while (
            same < open.Count
            && same < cluster.Path.Count
            && groups[open[same]].Name == PictureText.Clipped(cluster.Path[same])
        )
            same++;
        open.RemoveRange(same, open.Count - same);
        for (int level = same; level < cluster.Path.Count; level++)
        {
            groups.Add(
                new(
                    groups.Count,
                    PictureText.Clipped(cluster.Path[level]),
                    open.Count == 0 ? null : open[^1]
                )
            );
            open.Add(groups.Count - 1);
        }
        return [.. open];
    }
}
