namespace FunctionalGrad;

/// <summary>Orders each column so that few wires cross: by the mean place of the neighbours, column after column, to and fro; the best order found is kept.</summary>
internal sealed class ColumnOrdering
{
    private const int Sweeps = 12;
    private const int MostCompared = 3000;

    private readonly List<LayoutItem>[] columns;
    private readonly Dictionary<LayoutItem, List<LayoutItem>> before = [];
    private readonly Dictionary<LayoutItem, List<LayoutItem>> behind = [];
    private readonly Dictionary<LayoutItem, int> place = [];

    public ColumnOrdering(
        List<LayoutItem>[] columns,
        IReadOnlyList<LayoutItem> items,
        IReadOnlyList<LayoutEdge> edges
    )
    {
        this.columns = columns;
        foreach (var item in columns.SelectMany(column => column))
            (before[item], behind[item]) = ([], []);
        foreach (var edge in edges)
        {
            var from = items[edge.From];
            foreach (var to in edge.Bends.Append(items[edge.To]))
            {
                if (!behind[from].Contains(to) || to == items[edge.To])
                {
                    behind[from].Add(to);
                    before[to].Add(from);
                }
                from = to;
            }
        }
        Number();
    }

    public void Run()
    {
        var best = Snapshot();
        long fewest = Crossings();
        for (int sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            bool forward = sweep % 2 == 0;
            for (int i = 1; i < columns.Length; i++)
                Sort(
                    forward ? columns[i] : columns[columns.Length - 1 - i],
                    forward ? before : behind
                );
            long crossings = Crossings();
            if (crossings < fewest)
                (best, fewest) = (Snapshot(), crossings);
        }
        for (int i = 0; i < columns.Length; i++)
            columns[i] = [.. best[i]];
        Number();
    }

    private void Sort(List<LayoutItem> column, Dictionary<LayoutItem, List<LayoutItem>> neighbours)
    {
        var sorted = column
            .OrderBy(item =>
                neighbours[item].Count == 0
                    ? place[item]
                    : neighbours[item].Average(each => place[each])
            )
            .ToArray();
        column.Clear();
        column.AddRange(sorted);
        for (int i = 0; i < sorted.Length; i++)
            place[sorted[i]] = i;
    }

    private long Crossings()
    {
        long crossings = 0;
        foreach (var column in columns)
        {
            (int From, int To)[] wires =
            [
                .. column.SelectMany(item =>
                    behind[item].Select(to => (From: place[item], To: place[to]))
                ),
            ];
            if (wires.Length > MostCompared)
                return long.MaxValue;
            for (int i = 0; i < wires.Length; i++)
            for (int j = i + 1; j < wires.Length; j++)
                if (
                    Math.Sign(wires[i].From - wires[j].From) * Math.Sign(wires[i].To - wires[j].To)
                    < 0
                )
                    crossings++;
        }
        return crossings;
    }

    private LayoutItem[][] Snapshot() => [.. columns.Select(column => column.ToArray())];

    private void Number()
    {
        foreach (var column in columns)
            for (int i = 0; i < column.Count; i++)
                place[column[i]] = i;
    }
}
