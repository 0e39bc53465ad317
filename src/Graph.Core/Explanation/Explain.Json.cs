using System.Globalization;

namespace FunctionalGrad;

public static partial class Explain
{
    private const int MostInDocument = 250_000;

    /// <summary>Everything the trace knows, as JSON of a versioned schema: see docs/trace.md and docs/trace.schema.json.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="mostElements">Arrays with more elements are summarised, and say so.</param>
    /// <exception cref="ArgumentException">The trace has more than 250,000 nodes, too many for one document.</exception>
    public static string Json(BackwardTrace trace, int mostElements = 10_000)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentOutOfRangeException.ThrowIfNegative(mostElements);
        if (trace.Nodes.Count > MostInDocument)
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"json: the trace has {trace.Nodes.Count:N0} nodes, more than the {MostInDocument:N0} that one document holds. Write JSON lines, one for each node and each step: Explain.JsonLines(trace)."
                ),
                nameof(trace)
            );
        return new JsonView(trace, mostElements).Write();
    }

    /// <summary>The same as JSON lines, for graphs of any size and for tools that read line by line: <c>{"trace": ...}</c>, then a <c>{"node": ...}</c> for each node, an <c>{"event": ...}</c> for each step, and <c>{"check": ...}</c>; lazy.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="mostElements">Arrays with more elements are summarised, and say so.</param>
    /// <returns>Lines without line feeds; what stands in them is what stands in the document.</returns>
    public static IEnumerable<string> JsonLines(BackwardTrace trace, int mostElements = 10_000)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentOutOfRangeException.ThrowIfNegative(mostElements);
        return new JsonView(trace, mostElements).Lines();
    }
}
