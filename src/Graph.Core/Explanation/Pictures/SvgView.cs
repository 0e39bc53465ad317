using System.Globalization;
using System.Text;

namespace FunctionalGrad;

/// <summary>A laid-out picture as SVG: values above the wires in green, gradients below in red, forks as dots, modules as frames.</summary>
internal sealed class SvgView(
    BackwardTrace trace,
    Picture picture,
    Drawing drawing,
    PictureTheme theme
)
{
    private const double LeastWidth = 620;

    private readonly Dictionary<int, (PictureNode Box, PictureOutlet Wire)> sources = (
        from box in picture.Nodes
        from outlet in box.Outlets
        select (box, outlet)
    ).ToDictionary(each => each.outlet.Key);

    private readonly StringBuilder text = new();
    private readonly HashSet<(bool Leaves, double X, double Y)> connections = [];

    public string Write()
    {
        double width = Math.Max(LeastWidth, drawing.Width + 2 * SvgHeading.Margin);
        var heading = new SvgHeading(trace, picture, width, HasDots);
        double height = heading.Height + drawing.Height + SvgHeading.Margin;
        text.Append(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{N(width)}\" height=\"{N(height)}\" viewBox=\"0 0 {N(width)} {N(height)}\" class=\"trace\" role=\"img\">\n"
        );
        text.Append($"<title>{Xml(PictureText.Title(trace))}</title>\n");
        text.Append($"<desc>{Xml(Told())}</desc>\n");
        text.Append($"<style>{SvgStyle.Of(theme)}</style>\n");
        text.Append($"<rect class=\"page\" width=\"{N(width)}\" height=\"{N(height)}\"/>\n");
        heading.WriteTo(text);
        text.Append($"<g transform=\"translate({N(SvgHeading.Margin)} {N(heading.Height)})\">\n");
        foreach (var (group, x, y, w, h) in drawing.Frames)
            Frame(group, x, y, w, h);
        foreach (var wire in drawing.Wires)
            Wire(wire);
        foreach (var (box, x, y) in drawing.Nodes)
            Node(box, x, y);
        foreach (var (x, y) in Forks())
            text.Append($"<circle class=\"fork\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"2.5\"/>\n");
        foreach (var wire in drawing.Wires)
            Contribution(wire);
        foreach (var wire in drawing.Wires)
            Connection(wire);
        return text.Append("</g>\n</svg>\n").ToString();
    }

    private bool HasDots =>
        Forks().Any() || drawing.Nodes.Any(node => node.Box.Outlets.Any(outlet => outlet.Forks));

    /// <summary>For those who cannot see the picture: inputs, output and gradients in words.</summary>
    private string Told()
    {
        var inputs = trace.Inputs.ToArray();
        var gradients = inputs
            .Take(12)
            .Select(input =>
                $"{input.Name} has value {PictureText.Line(input.Value)} and gradient {(input.Gradient is { } g ? PictureText.Line(g) : "none, as it is not differentiated")}"
            );
        string more = inputs.Length > 12 ? $"; and {inputs.Length - 12} more inputs" : "";
        string start = trace.IsPart
            ? $"; gradients are those of {trace.Differentiated}, of which d{trace.Differentiated}/d{trace.Output.Name} = {PictureText.Line(trace.Seed)} is given"
            : "";
        return $"{trace.Output.Name} has value {PictureText.Line(trace.Output.Value)}{start}{string.Concat(gradients.Select(told => $"; {told}"))}{more}{string.Concat(trace.NotFinite.Lines().Select(line => $"; {line}"))}.";
    }

    private void Frame(PictureGroup group, double x, double y, double width, double height) =>
        text.Append(
            $"<g><title>{Xml(group.Name)}</title><rect class=\"module\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" rx=\"8\"/><text class=\"title\" x=\"{N(x + 12)}\" y=\"{N(y + 18)}\">{Xml(DrawnBox.Clipped(group.Name))}</text></g>\n"
        );

    private void Wire(Drawing.DrawnWire wire)
    {
        var path = new StringBuilder();
        var points = wire.Points.ToList();
        // The wire ends at the box, not at the text that stands before it.
        if (wire.Target is { } target && Box(target).InWidth is var inWidth and > 0)
            points.Add((points[^1].X + inWidth, points[^1].Y));
        path.Append(CultureInfo.InvariantCulture, $"M{N(points[0].X)} {N(points[0].Y)}");
        for (int i = 1; i < points.Count; i++)
        {
            var (x0, y0) = points[i - 1];
            var (x, y) = points[i];
            if (x <= x0 && Math.Abs(y - y0) < 0.005)
                continue;
            double middle = (x0 + x) / 2;
            path.Append(
                Math.Abs(y - y0) < 0.005
                    ? $"H{N(x)}"
                    : $"C{N(middle)} {N(y0)} {N(middle)} {N(y)} {N(x)} {N(y)}"
            );
        }
        string to = wire.Target is { } end ? $" data-to=\"n{Numbers.Whole(end)}\"" : "";
        text.Append(
            $"<path class=\"wire\" data-from=\"n{Numbers.Whole(sources[wire.Outlet].Box.Id)}\"{to} d=\"{path}\"/>\n"
        );
    }

    /// <summary>Where wires that run together part, but for the dot that stands where they leave their box.</summary>
    private IEnumerable<(double X, double Y)> Forks()
    {
        foreach (var outlet in drawing.Wires.GroupBy(wire => wire.Outlet))
        {
            var next = new Dictionary<(double, double), (double, double)>();
            var forks = new HashSet<(double, double)>();
            foreach (var wire in outlet)
                for (int i = 0; i + 1 < wire.Points.Count; i++)
                    if (!next.TryAdd(wire.Points[i], wire.Points[i + 1]))
                        if (next[wire.Points[i]] != wire.Points[i + 1] && (i > 1 || wire.Enters))
                            if (forks.Add(wire.Points[i]))
                                yield return wire.Points[i];
        }
    }

    private void Contribution(Drawing.DrawnWire wire)
    {
        if (
            wire.Target is not { } target
            || !drawing.Labelled.TryGetValue((wire.Outlet, target), out var lines)
        )
            return;
        var (x, y) = wire.Points[^1];
        string ends =
            $"data-from=\"n{Numbers.Whole(sources[wire.Outlet].Box.Id)}\" data-to=\"n{Numbers.Whole(target)}\"";
        for (int i = 0; i < lines.Count; i++)
            text.Append(
                $"<text class=\"small gradient\" {ends} x=\"{N(x + 4)}\" y=\"{N(y + 11 + i * DrawnBox.SmallLineHeight)}\">{Xml(lines[i])}</text>\n"
            );
    }

    /// <summary>A wire that goes on in another band is named at both ends.</summary>
    private void Connection(Drawing.DrawnWire wire)
    {
        var (box, outlet) = sources[wire.Outlet];
        string name = DrawnBox.Clipped(box.NameOf(outlet));
        if (wire.Enters && connections.Add((false, wire.Points[0].X, wire.Points[0].Y)))
            text.Append(
                $"<text class=\"small title\" text-anchor=\"end\" x=\"{N(wire.Points[0].X - 4)}\" y=\"{N(wire.Points[0].Y + 4)}\">{Xml(name)}</text>\n"
            );
        if (wire.Leaves && connections.Add((true, wire.Points[^1].X, wire.Points[^1].Y)))
            text.Append(
                $"<text class=\"small title\" x=\"{N(wire.Points[^1].X + 4)}\" y=\"{N(wire.Points[^1].Y + 4)}\">{Xml(name)}</text>\n"
            );
    }

    private DrawnBox Box(int id) => drawing.Nodes.First(each => each.Box.Node.Id == id).Box;

    private void Node(DrawnBox box, double x, double y)
    {
        double middle = y + box.Height / 2,
            left = x + box.InWidth,
            right = left + box.BoxWidth,
            end = x + box.TotalWidth,
            centre = left + box.BoxWidth / 2;
        string kind =
            box.Node.IsInput ? "input"
            : box.Node.Members > 1 ? "collapsed"
            : "gate";
        string kink =
            (box.Node.IsOnKink ? " kink" : "") + (box.Node.IsNotFinite ? " notfinite" : "");
        text.Append(
            $"<g data-box=\"n{Numbers.Whole(box.Node.Id)}\"><title>{Xml(box.Node.Description)}</title>"
        );
        foreach (var outlet in box.Outlets)
            text.Append(
                $"<path class=\"wire\" d=\"M{N(right)} {N(y + outlet.Offset)}H{N(end)}\"/>"
            );
        text.Append(
            $"<rect class=\"{kind}{kink}\" x=\"{N(left)}\" y=\"{N(middle - box.BoxHeight / 2)}\" width=\"{N(box.BoxWidth)}\" height=\"{N(box.BoxHeight)}\" rx=\"{(box.Node.IsInput ? "4" : "14")}\"/>"
        );
        bool two = box.Caption.Length > 0;
        text.Append(
            $"<text class=\"label\" x=\"{N(centre)}\" y=\"{N(middle + (two ? 0 : 5))}\">{Xml(box.Label)}</text>"
        );
        if (two)
            text.Append(
                $"<text class=\"small caption\" x=\"{N(centre)}\" y=\"{N(middle + 12)}\">{Xml(box.Caption)}</text>"
            );
        foreach (var outlet in box.Outlets)
            Outlet(outlet, right, end, y + outlet.Offset);
        text.Append("</g>\n");
    }

    private void Outlet(DrawnOutlet outlet, double left, double end, double y)
    {
        for (int i = 0; i < outlet.Values.Count; i++)
            text.Append(
                $"<text class=\"value\" x=\"{N(left + 6)}\" y=\"{N(y - 6 - (outlet.Values.Count - 1 - i) * DrawnBox.LineHeight)}\">{Xml(outlet.Values[i])}</text>"
            );
        for (int i = 0; i < outlet.Gradients.Count; i++)
            text.Append(
                $"<text class=\"gradient\" x=\"{N(left + 6)}\" y=\"{N(y + 14 + i * DrawnBox.LineHeight)}\">{Xml(outlet.Gradients[i])}</text>"
            );
        if (outlet.Forks)
            text.Append($"<circle class=\"fork\" cx=\"{N(end)}\" cy=\"{N(y)}\" r=\"3.5\"/>");
    }

    /// <summary>A length in pixels: two digits are enough.</summary>
    public static string N(double value) =>
        (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Text as XML, spaces kept; what XML cannot hold was written by its number.</summary>
    public static string Xml(string text) =>
        PlainText
            .Visible(text)
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);
}
