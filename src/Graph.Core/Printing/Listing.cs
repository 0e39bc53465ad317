using System.Globalization;
using System.Text;

namespace FunctionalGrad;

/// <summary>A graph laid out as lines of source: which nodes get a line of their own, and what they are called.</summary>
/// <remarks>A node used once is written where it is used, as long as that stays short; so nesting is bounded whatever the graph's depth.</remarks>
internal sealed class Listing
{
    private const int HeaviestInline = 8;
    private const int LinesAtEachEnd = 10;
    private const int LongestLine = 160;

    private readonly Tape tape;
    private readonly string?[] names;
    private readonly List<int> inputs = [];
    private readonly List<int> steps = [];
    private readonly NodeText text;

    public Listing(IReadOnlyList<Expr> exprs, bool abridged = false)
    {
        tape = Tape.OfAny(exprs);
        names = new string?[tape.Nodes.Count];
        var identifiers = new Identifiers(tape);
        var bound = Bound();
        for (int position = 0; position < names.Length; position++)
            if (tape.Nodes[position] is Input input)
            {
                names[position] = identifiers.For(input.Name);
                inputs.Add(position);
            }
        for (int position = 0; position < names.Length; position++)
            if (bound[position])
            {
                names[position] = identifiers.Next();
                steps.Add(position);
            }
        text = new NodeText(tape, names, abridged);
    }

    /// <summary>All lines.</summary>
    public string Whole(bool asList)
    {
        var lines = new StringBuilder();
        foreach (int position in inputs)
            lines.Append(Line(position)).Append('\n');
        foreach (int position in steps)
            lines.Append(Line(position)).Append('\n');
        var results = tape.Outputs.Select(output => text.Of(output));
        return lines
            .Append(asList ? $"[{string.Join("; ", results)}]" : results.First())
            .ToString();
    }

    /// <summary>The first and last lines, without inputs.</summary>
    public string Short()
    {
        var lines = new List<string>();
        int elided = steps.Count - 2 * LinesAtEachEnd;
        foreach (int position in steps.Take(LinesAtEachEnd))
            lines.Add(Line(position));
        if (elided > 0)
            lines.Add($"... {elided.ToString("N0", CultureInfo.InvariantCulture)} more ...");
        foreach (int position in steps.Skip(Math.Max(LinesAtEachEnd, steps.Count - LinesAtEachEnd)))
            lines.Add(Line(position));
        lines.Add(text.Of(tape.Outputs[0]));
        return string.Join('\n', lines.Select(Cut));
    }

    private static string Cut(string line) =>
        line.Length <= LongestLine ? line : $"{line[..LongestLine]} ...";

    private string Line(int position) => $"let {names[position]} = {text.Definition(position)}";

    /// <summary>What gets a line: what is used more than once, and what would make the line of its user too long.</summary>
    private bool[] Bound()
    {
        var uses = new int[names.Length];
        var isOperand = new bool[names.Length];
        for (int position = 0; position < uses.Length; position++)
            foreach (int input in tape.InputsOf(position))
            {
                uses[input]++;
                isOperand[input] = true;
            }
        foreach (int output in tape.Outputs)
            uses[output]++;
        var bound = new bool[names.Length];
        var weights = new long[names.Length];
        for (int position = 0; position < bound.Length; position++)
        {
            weights[position] = tape.Nodes[position] switch
            {
                Constant { Uniform: null } array => 1 + array.Shape.Size,
                _ => 1,
            };
            foreach (int input in tape.InputsOf(position))
                weights[position] += bound[input] ? 1 : weights[input];
            bool many = uses[position] > 1 && weights[position] > 1;
            bool heavy = weights[position] > HeaviestInline && isOperand[position];
            bound[position] = tape.Nodes[position] is not Input && (many || heavy);
        }
        return bound;
    }
}
