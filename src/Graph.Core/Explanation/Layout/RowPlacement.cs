namespace FunctionalGrad;

/// <summary>Chooses heights: each box as near to its neighbours as the order of its column and the gaps between boxes allow.</summary>
internal sealed class RowPlacement(
    List<LayoutItem>[] columns,
    IReadOnlyList<LayoutItem> items,
    IReadOnlyList<LayoutEdge> edges
)
{
    private const int Sweeps = 10;

    /// <summary>For each box, where it would have to be for each of its wires to be level: another box, and the difference of the tops.</summary>
    private readonly Dictionary<LayoutItem, List<(LayoutItem Other, double Shift)>> before = [];
    private readonly Dictionary<LayoutItem, List<(LayoutItem Other, double Shift)>> behind = [];

    public void Run()
    {
        foreach (var item in columns.SelectMany(column => column))
            (before[item], behind[item]) = ([], []);
        foreach (var edge in edges)
        {
            var from = items[edge.From];
            double offset = edge.FromOffset;
            foreach (var bend in edge.Bends)
            {
                Tie(from, offset, bend, bend.Height / 2);
                (from, offset) = (bend, bend.Height / 2);
            }
            Tie(from, offset, items[edge.To], edge.ToOffset!.Value);
        }
        foreach (var column in columns)
            Settle(column, _ => null);
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var column in columns)
                Settle(
                    column,
                    item => Wish(item, sweep == Sweeps - 1 ? [before, behind] : [before])
                );
            foreach (var column in columns.Reverse())
                Settle(column, item => Wish(item, [behind]));
        }
        foreach (var column in columns)
            Settle(column, item => Wish(item, [before, behind]));
    }

    private void Tie(LayoutItem from, double fromOffset, LayoutItem to, double toOffset)
    {
        behind[from].Add((to, toOffset - fromOffset));
        before[to].Add((from, fromOffset - toOffset));
    }

    private static double? Wish(
        LayoutItem item,
        Dictionary<LayoutItem, List<(LayoutItem Other, double Shift)>>[] sides
    )
    {
        double sum = 0;
        int count = 0;
        foreach (var side in sides)
        foreach (var (other, shift) in side[item])
        {
            sum += other.Y + shift;
            count++;
        }
        return count == 0 ? null : sum / count;
    }

    /// <summary>The nearest to all wishes, in the sense of least squares, that keeps order and gaps: neighbours that push one another move as one block.</summary>
    private static void Settle(List<LayoutItem> column, Func<LayoutItem, double?> wish)
    {
        var blocks = new List<(double Sum, int Count)>();
        double offset = 0;
        var offsets = new double[column.Count];
        for (int i = 0; i < column.Count; i++)
        {
            offsets[i] = offset;
            blocks.Add(((wish(column[i]) ?? column[i].Y) - offset, 1));
            offset += column[i].Height + LayeredLayout.RowGap;
            while (
                blocks.Count > 1
                && blocks[^2].Sum / blocks[^2].Count >= blocks[^1].Sum / blocks[^1].Count
            )
            {
                var pushed = blocks[^1];
                blocks.RemoveAt(blocks.Count - 1);
                blocks[^1] = (blocks[^1].Sum + pushed.Sum, blocks[^1].Count + pushed.Count);
            }
        }
        int next = 0;
        foreach (var (sum, count) in blocks)
            for (int i = 0; i < count; i++, next++)
                column[next].Y = sum / count + offsets[next];
    }
}
