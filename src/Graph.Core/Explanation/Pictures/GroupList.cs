namespace FunctionalGrad;

/// <summary>The modules of a picture that are drawn open: one for each run of neighbours, so that none runs in a circle with another.</summary>
internal sealed class GroupList
{
    private readonly List<PictureGroup> groups = [];
    private readonly List<int> open = [];

    public IReadOnlyList<PictureGroup> All => groups;

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
