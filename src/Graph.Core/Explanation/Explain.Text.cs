namespace FunctionalGrad;

public static partial class Explain
{
    /// <summary>The trace as text for a terminal: tables of upstream, local and downstream for scalars, paragraphs for arrays.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="style">Width, characters and colour; <see cref="TextStyle.Default"/> unless given.</param>
    /// <returns>Lines that end in a line feed.</returns>
    public static string Text(BackwardTrace trace, TextStyle? style = null)
    {
        ArgumentNullException.ThrowIfNull(trace);
        style ??= TextStyle.Default;
        var excerpt = new Excerpt(trace, style.MostNodes);
        bool scalars = trace.Nodes.All(node => node.Shape.Rank == 0);
        var lines = scalars ? new ScalarTable(excerpt, style).Lines() : null;
        if (lines is null || (style.Width > 0 && lines.Max(line => line.End) > style.Width))
            lines = new TextBlocks(excerpt, style).Lines();
        var notes = Remarks
            .Footnotes(excerpt)
            .SelectMany(note => Wrapping.Lines($"note: {note}", style.Width));
        var head = trace.NotFinite.Lines().SelectMany(line => Wrapping.Lines(line, style.Width));
        return string.Concat(
            head.Concat(lines.Select(line => line.Render(style.Color)))
                .Concat(notes)
                .Select(line => line + "\n")
        );
    }
}
