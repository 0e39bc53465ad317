using System.Globalization;

namespace FunctionalGrad;

/// <summary>What of a trace is written out: all of it, or of a long one the beginning and the end.</summary>
internal sealed class Excerpt
{
    public Excerpt(BackwardTrace trace, int most)
    {
        (Trace, Most) = (trace, most);
        Nodes = Ends(trace.Nodes);
        Events = Ends(trace.Events);
    }

    public BackwardTrace Trace { get; }

    public int Most { get; }

    public IReadOnlyList<TraceNode> Nodes { get; }

    public IReadOnlyList<BackwardEvent> Events { get; }

    /// <summary>Whether something is left out before this node or step, of so many in all.</summary>
    public bool IsGapBefore(int index, int all) => index == Gap && all > Most;

    private int Gap => Most - Most / 2;

    public bool IsWhole => Nodes.Count == Trace.Nodes.Count && Events.Count == Trace.Events.Count;

    /// <summary>What is missing, as a sentence.</summary>
    public string Sentence(string remedy) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"the trace has {Trace.Nodes.Count:N0} nodes and {Trace.Events.Count:N0} steps; only the first and the last, {Most:N0} of each, are written here. {remedy}"
        );

    private IReadOnlyList<T> Ends<T>(IReadOnlyList<T> all) =>
        all.Count <= Most
            ? all
            :
            [
                .. all.Take(Gap),
                .. Enumerable.Range(all.Count - Most / 2, Most / 2).Select(i => all[i]),
            ];
}
