namespace FunctionalGrad;

/// <summary>Places boxes in columns from left to right, so that wires run forward, cross seldom and pass no box.</summary>
/// <remarks>The layered method of Sugiyama, Tagawa and Toda (1981): ranks, bends, ordering by barycentres, positions. Ties go by number, so the result is always the same.</remarks>
internal sealed class LayeredLayout
{
    public const double ColumnGap = 32;
    public const double RowGap = 18;
    private const double BendHeight = 6;

    private readonly IReadOnlyList<LayoutItem> items;
    private readonly IReadOnlyList<LayoutEdge> edges;
    private readonly List<LayoutItem>[] columns;

    public LayeredLayout(IReadOnlyList<LayoutItem> items, IReadOnlyList<LayoutEdge> edges)
    {
        (this.items, this.edges) = (items, edges);
        Ranking.Assign(items, edges);
        int last = items.Count == 0 ? -1 : items.Max(item => item.Rank);
        columns = Array.ConvertAll(new int[last + 1], _ => new List<LayoutItem>());
        foreach (var item in items)
            columns[item.Rank].Add(item);
        // Wires that leave at one place run together as far as they go: a wire that forks.
        var bends = new Dictionary<(int From, double Offset, int Rank), LayoutItem>();
        foreach (var edge in edges)
            for (int rank = items[edge.From].Rank + 1; rank < items[edge.To].Rank; rank++)
            {
                var place = (edge.From, edge.FromOffset, rank);
                if (!bends.TryGetValue(place, out var bend))
                {
                    bends[place] = bend = new LayoutItem(0, BendHeight) { Rank = rank };
                    columns[rank].Add(bend);
                }
                edge.Bends.Add(bend);
            }
        new ColumnOrdering(columns, items, edges).Run();
        ChoosePorts();
        new RowPlacement(columns, items, edges).Run();
        PlaceColumns();
        Route();
    }

    public double Width { get; private set; }

    public double Height { get; private set; }

    /// <summary>Where each column begins and ends.</summary>
    public IEnumerable<(double Left, double Right)> Columns =>
        columns.Select(column => (column[0].X, column[0].X + column.Max(item => item.Width)));

    /// <summary>Wires arrive in the order in which they come from the column before.</summary>
    private void ChoosePorts()
    {
        var place = new Dictionary<LayoutItem, int>();
        foreach (var column in columns)
            for (int i = 0; i < column.Count; i++)
                place[column[i]] = i;
        var arriving = edges.Where(edge => edge.ToOffset is null).GroupBy(edge => edge.To);
        foreach (var group in arriving)
        {
            LayoutEdge[] sorted =
            [
                .. group
                    .OrderBy(edge =>
                        place[edge.Bends.Count > 0 ? edge.Bends[^1] : items[edge.From]]
                    )
                    .ThenBy(edge => edge.FromOffset),
            ];
            var target = items[group.Key];
            double top = (target.Height - target.SideHeight) / 2;
            for (int i = 0; i < sorted.Length; i++)
                sorted[i].ToOffset = top + target.SideHeight * (i + 0.5) / sorted.Length;
        }
    }

    private void PlaceColumns()
    {
        double x = 0;
        foreach (var column in columns)
        {
            double width = column.Max(item => item.Width);
            foreach (var item in column)
                item.X = x;
            x += width + ColumnGap;
        }
        Width = Math.Max(0, x - ColumnGap);
        var all = columns.SelectMany(column => column).ToArray();
        double top = all.Length == 0 ? 0 : all.Min(item => item.Y);
        foreach (var item in all)
            item.Y -= top;
        Height = all.Length == 0 ? 0 : all.Max(item => item.Y + item.Height);
    }

    private void Route()
    {
        double[] right = [.. Columns.Select(column => column.Right)];
        foreach (var edge in edges)
        {
            LayoutItem from = items[edge.From],
                to = items[edge.To];
            double y = from.Y + edge.FromOffset;
            edge.Points.Add((from.X + from.Width, y));
            // Straight to the end of the column, past wider neighbours.
            edge.Points.Add((right[from.Rank], y));
            foreach (var bend in edge.Bends)
            {
                edge.Points.Add((bend.X, bend.Y + BendHeight / 2));
                edge.Points.Add((right[bend.Rank], bend.Y + BendHeight / 2));
            }
            edge.Points.Add((to.X, to.Y + edge.ToOffset!.Value));
        }
    }
}
