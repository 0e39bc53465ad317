namespace FunctionalGrad;

/// <summary>Gives every box a column: behind all that feed it, and boxes that nothing feeds right before what they feed.</summary>
internal static class Ranking
{
    public static void Assign(IReadOnlyList<LayoutItem> items, IReadOnlyList<LayoutEdge> edges)
    {
        var outgoing = edges.ToLookup(edge => edge.From);
        var waiting = new int[items.Count];
        foreach (var edge in edges)
            waiting[edge.To]++;
        var fed = Array.ConvertAll(waiting, count => count > 0);
        int first = items.Any(item => item.IsEntry) ? 1 : 0;
        foreach (var item in items)
            item.Rank = item.IsEntry ? 0 : first;
        var order = new List<int>();
        var ready = new Queue<int>(
            Enumerable.Range(0, items.Count).Where(item => waiting[item] == 0)
        );
        while (ready.TryDequeue(out int item))
        {
            order.Add(item);
            foreach (var edge in outgoing[item])
            {
                var to = items[edge.To];
                to.Rank = Math.Max(to.Rank, items[item].Rank + 1);
                if (--waiting[edge.To] == 0)
                    ready.Enqueue(edge.To);
            }
        }
        if (items.Any(item => item.IsExit))
        {
            int inner = items.Where(item => !item.IsExit).Select(item => item.Rank).Append(0).Max();
            foreach (var item in items)
                if (item.IsExit)
                    item.Rank = inner + 1;
        }
        for (int i = order.Count - 1; i >= 0; i--)
        {
            var item = items[order[i]];
            if (!fed[order[i]] && !item.IsEntry && outgoing[order[i]].Any())
                item.Rank = outgoing[order[i]].Min(edge => items[edge.To].Rank) - 1;
        }
        // Pulling boxes to the right may leave the first columns empty.
        int[] used = [.. items.Select(item => item.Rank).Distinct().Order()];
        foreach (var item in items)
            item.Rank = Array.BinarySearch(used, item.Rank);
    }
}
