using System.Text;

namespace FunctionalGrad;

/// <summary>A picture in Mermaid's language, as GitHub renders it.</summary>
internal sealed class MermaidView(BackwardTrace trace, Picture picture)
{
    /// <summary>More edges Mermaid refuses.</summary>
    public const int MostEdges = 500;

    /// <summary>Longer texts Mermaid refuses.</summary>
    public const int MostText = 50_000;

    private readonly StringBuilder text = new();

    public string Write()
    {
        string output = OneLine(trace.Output.Name);
        text.Append("flowchart LR\n");
        text.Append($"  accTitle: {OneLine(PictureText.Title(trace))}\n");
        text.Append(
            $"  accDescr: {Numbers.Whole(picture.Nodes.Count)} boxes with value and gradient of {OneLine(trace.Differentiated)}, from the inputs to {output}{string.Concat(trace.NotFinite.Lines().Select(line => $", {OneLine(line)}"))}\n"
        );
        foreach (var node in picture.Nodes)
            if (node.Groups.Count == 0)
                Node(node, "  ");
        foreach (var group in picture.Groups)
            if (group.Outer is null)
                Group(group, "  ");
        foreach (var edge in picture.Edges)
        {
            string label = PictureText.OnWire(picture.Nodes[edge.From], edge)
                is { Length: > 0 } told
                ? $"|{Quoted(told)}|"
                : "";
            text.Append($"  n{Id(edge.From)} -->{label} n{Id(edge.To)}\n");
        }
        return text.ToString();
    }

    private void Group(PictureGroup group, string indent)
    {
        text.Append($"{indent}subgraph g{Id(group.Id)} [{Quoted(group.Name)}]\n");
        foreach (var node in picture.Nodes)
            if (node.Groups.Count > 0 && node.Groups[^1] == group.Id)
                Node(node, indent + "  ");
        foreach (var inner in picture.Groups)
            if (inner.Outer == group.Id)
                Group(inner, indent + "  ");
        text.Append($"{indent}end\n");
    }

    private void Node(PictureNode node, string indent)
    {
        string head = node.Caption.Length == 0 ? node.Label : $"{node.Label}  {node.Caption}";
        string below = node.Leaving is { } leaving
            ? $"value {Escaped(PictureText.Line(leaving.Value))}<br/>grad {Escaped(PictureText.Gradient(leaving))}"
            : PictureText.Leaving(node.Outlets);
        string begins = node.IsNotFinite ? $"<br/>{PictureText.Begins}" : "";
        string label = $"\"{Escaped(head)}<br/>{below}{begins}\"";
        text.Append(
            node.IsInput
                ? $"{indent}n{Id(node.Id)}([{label}])\n"
                : $"{indent}n{Id(node.Id)}[{label}]\n"
        );
    }

    private static string Id(int id) => Numbers.Whole(id);

    private static string OneLine(string name) =>
        string.Concat(
            PlainText.Visible(name).Where(letter => letter is not (';' or '#' or '{' or '}' or '%'))
        );

    private static string Quoted(string text) => $"\"{Escaped(text)}\"";

    /// <summary>Mermaid writes entities with # in place of &amp;.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char letter in PlainText.Visible(text))
            if (
                letter
                is '"'
                    or '#'
                    or '&'
                    or '<'
                    or '>'
                    or '`'
                    or '\\'
                    or ';'
                    or '|'
                    or '*'
                    or '_'
                    or '~'
                    or '%'
            )
                escaped.Append('#').Append(Numbers.Whole(letter)).Append(';');
            else
                escaped.Append(letter);
        return escaped.ToString();
    }
}
