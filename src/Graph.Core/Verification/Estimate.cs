namespace FunctionalGrad;

/// <summary>What differences can say about one derivative.</summary>
internal abstract record Estimate
{
    private Estimate() { }

    /// <summary>The same of the function times a factor.</summary>
    public Estimate Times(double factor) =>
        this switch
        {
            Slope slope => slope with
            {
                Value = slope.Value * factor,
                Error = slope.Error * Math.Abs(factor),
            },
            Kink kink => new Kink(
                kink.Left * factor,
                kink.Right * factor,
                kink.Error * Math.Abs(factor)
            ),
            _ => this,
        };

    /// <summary>There is a derivative.</summary>
    /// <param name="Value">The derivative.</param>
    /// <param name="Error">By how much it may be wrong.</param>
    /// <param name="OneSided">Whether only one side was looked at, as beside a kink or the edge of a domain.</param>
    /// <param name="OnEdge">Whether the point itself lies on the edge, where rules follow their conventions.</param>
    public sealed record Slope(double Value, double Error, bool OneSided, bool OnEdge = false)
        : Estimate;

    /// <summary>The point lies on a kink: the derivatives from the left and from the right.</summary>
    public sealed record Kink(double Left, double Right, double Error) : Estimate;

    /// <summary>The slope grows without bound as the step shrinks, as that of sqrt at 0; its sign.</summary>
    public sealed record Vertical(int Sign) : Estimate;

    /// <summary>The value jumps at the point.</summary>
    public sealed record Jump : Estimate;

    /// <summary>There are no values beside the point.</summary>
    public sealed record Nothing(string Reason) : Estimate;

    /// <summary>Differences do not settle.</summary>
    public sealed record Rough : Estimate;
}
