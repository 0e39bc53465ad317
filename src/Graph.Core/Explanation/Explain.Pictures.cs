namespace FunctionalGrad;

public static partial class Explain
{
    /// <summary>The most boxes that a picture has unless another number is given; larger graphs are collapsed.</summary>
    public const int MostBoxes = 80;

    private const int Screen = 1280;
    private const int Narrowest = 620;
    private const double Margins = 48;
    private const double HighestDrawing = 2400;
    private const int FewBoxes = 14;

    /// <summary>The graph with values and gradients in Graphviz' language: modules as clusters, gradients as dashed lines.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="mostBoxes">The most boxes: beyond that modules are collapsed, inner ones first, then neighbouring nodes; at least 2.</param>
    public static string Dot(BackwardTrace trace, int mostBoxes = MostBoxes) =>
        new DotView(trace, PictureOf(trace, mostBoxes)).Write();

    /// <summary>The graph with values and gradients in Mermaid's language, always within what Mermaid accepts: 500 edges and 50,000 characters.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="mostBoxes">The most boxes: beyond that modules are collapsed, inner ones first, then neighbouring nodes; at least 2.</param>
    public static string Mermaid(BackwardTrace trace, int mostBoxes = MostBoxes)
    {
        for (int boxes = mostBoxes; ; boxes = Math.Max(2, boxes / 2))
        {
            var picture = PictureOf(trace, boxes);
            string text = new MermaidView(trace, picture).Write();
            bool fits =
                picture.Edges.Count <= MermaidView.MostEdges && text.Length <= MermaidView.MostText;
            if (fits || boxes == 2)
                return text;
        }
    }

    /// <summary>The graph drawn: values above the wires, gradients below, forks as dots, modules as frames; a complete SVG document with title and description: what is too wide goes on below, where the names of wires say how.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="mostBoxes">The most boxes: beyond that modules are collapsed, inner ones first, then neighbouring nodes; at least 2. Unless given, as many as a screen has room for.</param>
    /// <param name="theme">Its colours.</param>
    /// <param name="widest">How wide it may be, unless a single box is wider: 1280 for a screen, about 700 for an upright page of paper; at least 620.</param>
    public static string Svg(
        BackwardTrace trace,
        int? mostBoxes = null,
        PictureTheme theme = PictureTheme.Auto,
        int widest = Screen
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(widest, Narrowest);
        double room = widest - Margins;
        var picture = PictureOf(trace, mostBoxes ?? MostBoxes);
        var drawing = new Drawing(picture, room);
        while (
            mostBoxes is null
            && picture.Nodes.Count > 2
            // What is still too wide after it was broken into bands is an open module: it is closed.
            && (
                drawing.Width > room
                || (drawing.Height > HighestDrawing && picture.Nodes.Count > FewBoxes)
            )
        )
        {
            picture = PictureOf(trace, picture.Nodes.Count * 2 / 3);
            drawing = new Drawing(picture, room);
        }
        return new SvgView(trace, picture, drawing, theme).Write();
    }

    private static Picture PictureOf(BackwardTrace trace, int mostBoxes)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostBoxes, 2);
        return Picture.Of(trace, mostBoxes);
    }
}
