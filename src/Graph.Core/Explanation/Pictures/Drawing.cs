namespace FunctionalGrad;

/// <summary>A picture laid out: boxes, module frames and wires with their places. A module is laid out by itself and then placed as one box.</summary>
internal sealed partial class Drawing
{
    private const double Padding = 16;
    private const double TitleHeight = 22;

    private readonly Picture picture;
    private readonly ILookup<int, PictureEdge> incoming;
    private readonly Dictionary<int, DrawnBox> boxes = [];
    private IReadOnlyList<(double Left, double Right)> columns = [];

    public Drawing(Picture picture, double widest)
    {
        this.picture = picture;
        incoming = picture.Edges.ToLookup(edge => edge.To);
        // A bundle goes to several places too, but it is no copy gate: its wires are different ones.
        var forks = picture
            .Edges.Where(edge => edge.Outlet.Node is not null)
            .GroupBy(edge => edge.Outlet.Key)
            // Twice into one box, as x enters x * x, is one wire and two paths.
            .Where(wires => wires.Count() > 1 || wires.First().Contributions.Count > 1)
            .Select(wires => wires.Key)
            .ToHashSet();
        Labelled = picture
            .Edges.Where(edge =>
                forks.Contains(edge.Outlet.Key)
                || edge.Contributions.Count > 1
                || edge.IsPartial
                || edge.Sources.Count < edge.Outlet.Nodes.Count
            )
            .ToDictionary(edge => (edge.Outlet.Key, edge.To), Arriving);
        foreach (var node in picture.Nodes)
            boxes[node.Id] = new DrawnBox(
                node,
                incoming[node.Id].Count(),
                incoming[node.Id]
                    .Select(edge => Labelled.GetValueOrDefault((edge.Outlet.Key, edge.To), [])),
                forks
            );
        var whole = Level(null);
        if (whole.Width > widest)
            whole = InBands(whole, widest);
        (Width, Height) = (whole.Width, whole.Height);
        Nodes = whole.Nodes;
        Frames = whole.Frames;
        Wires = whole.Wires;
    }

    public double Width { get; }

    public double Height { get; }

    public IReadOnlyList<(DrawnBox Box, double X, double Y)> Nodes { get; }

    public IReadOnlyList<(
        PictureGroup Group,
        double X,
        double Y,
        double Width,
        double Height
    )> Frames { get; }

    public IReadOnlyList<DrawnWire> Wires { get; }

    /// <summary>What stands where a wire arrives, for those that bring back less than all of the gradient that stands where they leave, or more than one path's.</summary>
    public IReadOnlyDictionary<(int Outlet, int To), IReadOnlyList<string>> Labelled { get; }

    /// <param name="Outlet">Where it comes from, by its key.</param>
    /// <param name="Target">The box it goes to; null for a piece that ends before.</param>
    /// <param name="Points">Its bends.</param>
    public sealed record DrawnWire(
        int Outlet,
        int? Target,
        IReadOnlyList<(double X, double Y)> Points
    )
    {
        /// <summary>Whether it comes from the band above.</summary>
        public bool Enters { get; init; }

        /// <summary>Whether it goes on in the band below.</summary>
        public bool Leaves { get; init; }
    }

    /// <summary>A wire of a bundle arrives with its name, as none stands where it leaves.</summary>
    private static IReadOnlyList<string> Arriving(PictureEdge edge)
    {
        if (edge.Source is not { } source)
            return [$"{Numbers.Whole(edge.Sources.Count)} wires"];
        var lines = PictureText.ContributionLines(edge);
        return edge.Outlet.Node is null && lines.Count > 0
            ? [$"{DrawnBox.Shortened(source.Name, 12)}: {lines[0]}", .. lines.Skip(1)]
            : lines;
    }

    private sealed class Block
    {
        public double Width { get; set; }
        public double Height { get; set; }
        public List<(DrawnBox Box, double X, double Y)> Nodes { get; } = [];
        public List<(PictureGroup, double, double, double, double)> Frames { get; } = [];
        public List<DrawnWire> Wires { get; } = [];
        public Dictionary<int, double> Entries { get; } = [];
        public Dictionary<int, double> Exits { get; } = [];
    }

    private bool IsInside(PictureNode node, int? group) =>
        group is not { } id || node.Groups.Contains(id);

    private Block Level(PictureGroup? group)
    {
        int? id = group?.Id;
        var items = new List<LayoutItem>();
        var itemOf = new Dictionary<int, int>();
        var singles = new List<(int Item, DrawnBox Box)>();
        var inner = new Dictionary<int, (Block Block, PictureGroup Group)>();
        foreach (var node in picture.Nodes)
            if (IsInside(node, id) && (node.Groups.Count == 0 ? null : (int?)node.Groups[^1]) == id)
            {
                itemOf[node.Id] = items.Count;
                var box = boxes[node.Id];
                singles.Add((items.Count, box));
                items.Add(new(box.TotalWidth, box.Height) { SideHeight = box.BoxHeight });
            }
        foreach (var sub in picture.Groups)
            if (sub.Outer == id)
            {
                var block = Level(sub);
                foreach (var node in picture.Nodes)
                    if (node.Groups.Contains(sub.Id))
                        itemOf[node.Id] = items.Count;
                inner[items.Count] = (block, sub);
                items.Add(new LayoutItem(block.Width, block.Height));
            }
        var ports = new Ports(items);
        var wires = Edges(itemOf, ports, items, inner);
        var layout = new LayeredLayout(items, [.. wires.Select(wire => wire.Edge)]);
        columns = [.. layout.Columns];
        return Assemble(group, layout, items, singles, inner, wires, ports);
    }

    private sealed class Ports(List<LayoutItem> items)
    {
        public SortedDictionary<int, int> Entries { get; } = [];
        public SortedDictionary<int, int> Exits { get; } = [];

        public int Entry(int source) => Port(Entries, source, new(0, 6) { IsEntry = true });

        public int Exit(int source) => Port(Exits, source, new(0, 6) { IsExit = true });

        private int Port(SortedDictionary<int, int> ports, int source, LayoutItem item)
        {
            if (ports.TryGetValue(source, out int port))
                return port;
            items.Add(item);
            return ports[source] = items.Count - 1;
        }
    }

    private List<(int Source, int? Target, LayoutEdge Edge)> Edges(
        Dictionary<int, int> itemOf,
        Ports ports,
        List<LayoutItem> items,
        Dictionary<int, (Block Block, PictureGroup Group)> inner
    )
    {
        var wires = new List<(int, int?, LayoutEdge)>();
        var seen = new HashSet<(int, int, int)>();
        foreach (var edge in picture.Edges)
        {
            bool starts = itemOf.TryGetValue(edge.From, out int from),
                ends = itemOf.TryGetValue(edge.To, out int to);
            if ((!starts && !ends) || (starts && ends && from == to))
                continue;
            int outlet = edge.Outlet.Key;
            from = starts ? from : ports.Entry(outlet);
            to = ends ? to : ports.Exit(outlet);
            if (!seen.Add((outlet, from, to)))
                continue;
            double fromOffset =
                !starts ? 3
                : inner.TryGetValue(from, out var source) ? source.Block.Exits[outlet]
                : boxes[edge.From].OffsetOf(outlet);
            double? toOffset =
                !ends ? 3
                : inner.TryGetValue(to, out var target) ? target.Block.Entries[outlet]
                : null;
            int? arrives = ends && !inner.ContainsKey(to) ? edge.To : null;
            wires.Add(
                (
                    outlet,
                    arrives,
                    new LayoutEdge(from, to) { FromOffset = fromOffset, ToOffset = toOffset }
                )
            );
        }
        return wires;
    }

    private static Block Assemble(
        PictureGroup? group,
        LayeredLayout layout,
        List<LayoutItem> items,
        List<(int Item, DrawnBox Box)> singles,
        Dictionary<int, (Block Block, PictureGroup Group)> inner,
        List<(int Source, int? Target, LayoutEdge Edge)> wires,
        Ports ports
    )
    {
        double left = group is null ? 0 : Padding,
            top = group is null ? 0 : Padding + TitleHeight;
        double title = group is null
            ? 0
            : DrawnBox.Width(DrawnBox.Clipped(group.Name), DrawnBox.Letter) + 24;
        var block = new Block
        {
            Width = Math.Max(layout.Width + 2 * left, title),
            Height = layout.Height + top + (group is null ? 0 : Padding),
        };
        // Ports lie on the frame itself.
        double Across(double x) =>
            group is null ? x
            : x <= 0 && ports.Entries.Count > 0 ? 0
            : x >= layout.Width && ports.Exits.Count > 0 ? block.Width
            : x + left;
        foreach (var (item, box) in singles)
            block.Nodes.Add((box, items[item].X + left, items[item].Y + top));
        foreach (var (item, (sub, subGroup)) in inner)
        {
            double x = items[item].X + left,
                y = items[item].Y + top;
            block.Frames.Add((subGroup, x, y, sub.Width, sub.Height));
            block.Nodes.AddRange(sub.Nodes.Select(each => (each.Box, each.X + x, each.Y + y)));
            block.Frames.AddRange(
                sub.Frames.Select(each =>
                    (each.Item1, each.Item2 + x, each.Item3 + y, each.Item4, each.Item5)
                )
            );
            block.Wires.AddRange(
                sub.Wires.Select(wire =>
                    wire with
                    {
                        Points = [.. wire.Points.Select(point => (point.X + x, point.Y + y))],
                    }
                )
            );
        }
        foreach (var (source, target, edge) in wires)
            block.Wires.Add(
                new(
                    source,
                    target,
                    [.. edge.Points.Select(point => (Across(point.X), point.Y + top))]
                )
            );
        foreach (var (source, port) in ports.Entries)
            block.Entries[source] = items[port].Y + 3 + top;
        foreach (var (source, port) in ports.Exits)
            block.Exits[source] = items[port].Y + 3 + top;
        return block;
    }
}
