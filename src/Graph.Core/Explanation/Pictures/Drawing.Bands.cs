namespace FunctionalGrad;

internal sealed partial class Drawing
{
    /// <summary>The room for the longest name that a wire between bands can have.</summary>
    private double PortWidth() =>
        16
        + picture.Nodes.Max(node =>
            node.Outlets.Max(outlet =>
                DrawnBox.Width(DrawnBox.Clipped(node.NameOf(outlet)), DrawnBox.SmallLetter)
            )
        );

    private Block InBands(Block whole, double widest)
    {
        var bands = new Bands(columns, widest, PortWidth());
        var extents = new (double Top, double Bottom)[bands.Count];
        Array.Fill(extents, (double.MaxValue, double.MinValue));
        void Reach(double x, double top, double bottom)
        {
            ref var extent = ref extents[bands.Of(x)];
            extent = (Math.Min(extent.Top, top), Math.Max(extent.Bottom, bottom));
        }
        foreach (var (box, x, y) in whole.Nodes)
            Reach(x, y, y + box.Height);
        foreach (var (_, x, y, _, height) in whole.Frames)
            Reach(x, y, y + height);
        foreach (var wire in whole.Wires)
        foreach (var (x, y) in wire.Points)
            Reach(x, y - 8, y + 8);
        bands.Place(extents);
        var block = new Block { Width = bands.Width, Height = bands.Height };
        foreach (var (box, x, y) in whole.Nodes)
            block.Nodes.Add((box, bands.Moved(x, y).X, bands.Moved(x, y).Y));
        foreach (var (group, x, y, width, height) in whole.Frames)
            block.Frames.Add((group, bands.Moved(x, y).X, bands.Moved(x, y).Y, width, height));
        foreach (var wire in whole.Wires)
        {
            var pieces = bands.Pieces(wire.Points).ToArray();
            for (int i = 0; i < pieces.Length; i++)
                block.Wires.Add(
                    new(wire.Outlet, i == pieces.Length - 1 ? wire.Target : null, pieces[i])
                    {
                        Enters = i > 0,
                        Leaves = i < pieces.Length - 1,
                    }
                );
        }
        return block;
    }
}
