namespace FunctionalGrad;

public static partial class Explain
{
    /// <summary>Everything the trace knows, as JSON of a versioned schema: see docs/trace.md and docs/trace.schema.json.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="mostElements">Arrays with more elements are summarised, and say so.</param>
    public static string Json(BackwardTrace trace, int mostElements = 10_000)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentOutOfRangeException.ThrowIfNegative(mostElements);
        return new JsonView(trace, mostElements).Write();
    }
}
