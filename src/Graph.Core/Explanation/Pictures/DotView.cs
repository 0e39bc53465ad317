using System.Text;

namespace FunctionalGrad;

/// <summary>A picture in Graphviz' language: solid lines forward, dashed ones back.</summary>
internal sealed class DotView(BackwardTrace trace, Picture picture)
{
    private readonly StringBuilder text = new();

    public string Write()
    {
        // Without a limit Graphviz straightens the wires of a node that hundreds read for minutes.
        text.Append("digraph trace {\n  rankdir=LR;\n  nslimit=2;\n");
        text.Append("  node [shape=box, style=rounded, fontname=\"monospace\"];\n");
        text.Append("  edge [fontname=\"monospace\", fontsize=10];\n");
        text.Append($"  label={Quoted(PictureText.Title(trace))};\n");
        foreach (var node in picture.Nodes)
            if (node.Groups.Count == 0)
                Node(node, "  ");
        foreach (var group in picture.Groups)
            if (group.Outer is null)
                Group(group, "  ");
        foreach (var edge in picture.Edges)
        {
            string carried = PictureText.Carried(picture.Nodes[edge.From], edge);
            string label = carried.Length == 0 ? "" : $" [label={Quoted(carried)}]";
            text.Append($"  n{Id(edge.From)} -> n{Id(edge.To)}{label};\n");
            if (edge.Contributions.Count > 0)
                text.Append(
                    $"  n{Id(edge.To)} -> n{Id(edge.From)} [constraint=false, style=dashed, color=\"#b2182b\", fontcolor=\"#b2182b\", label={Quoted(PictureText.Back(picture.Nodes[edge.From], edge))}];\n"
                );
        }
        return text.Append("}\n").ToString();
    }

    /// <summary>Groups nest as deep as eight modules.</summary>
    private void Group(PictureGroup group, string indent)
    {
        text.Append(
            $"{indent}subgraph cluster_{Id(group.Id)} {{\n{indent}  label={Quoted(group.Name)};\n"
        );
        foreach (var node in picture.Nodes)
            if (node.Groups.Count > 0 && node.Groups[^1] == group.Id)
                Node(node, indent + "  ");
        foreach (var inner in picture.Groups)
            if (inner.Outer == group.Id)
                Group(inner, indent + "  ");
        text.Append($"{indent}}}\n");
    }

    private void Node(PictureNode node, string indent)
    {
        string[] lines =
        [
            node.Caption.Length == 0 ? node.Label : $"{node.Label}  {node.Caption}",
            .. node.Leaving is { } leaving
                ? new[]
                {
                    $"value {PictureText.Line(leaving.Value)}",
                    $"grad {PictureText.Gradient(leaving)}",
                    $"shape {leaving.Shape}",
                }
                : [PictureText.Leaving(node.Outlets)],
            .. node.IsNotFinite ? new[] { PictureText.Begins } : [],
        ];
        string shape =
            (node.IsInput ? ", shape=plain" : "")
            + (node.IsNotFinite ? ", color=\"#b2182b\", fontcolor=\"#b2182b\"" : "");
        text.Append(
            $"{indent}n{Id(node.Id)} [label={Quoted(string.Join('\n', lines))}, tooltip={Quoted(node.Description)}{shape}];\n"
        );
    }

    private static string Id(int id) => Numbers.Whole(id);

    /// <summary>Graphviz reads backslashes as escapes, and entities as HTML does.</summary>
    private static string Quoted(string text)
    {
        var lines = text.Split('\n')
            .Select(line =>
                PlainText
                    .Visible(line)
                    .Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("\"", "\\\"", StringComparison.Ordinal)
                    .Replace("&", "&amp;", StringComparison.Ordinal)
                    .Replace("<", "&lt;", StringComparison.Ordinal)
                    .Replace(">", "&gt;", StringComparison.Ordinal)
            );
        return $"\"{string.Join("\\n", lines)}\"";
    }
}
