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
                Around = slope.Around * Math.Abs(factor),
                Unseen = slope.Unseen * Math.Abs(factor),
            },
            Kink kink => kink with
            {
                Left = kink.Left * factor,
                Right = kink.Right * factor,
                Error = kink.Error * Math.Abs(factor),
            },
            Vertical steep => steep with { Seen = steep.Seen * factor },
            _ => this,
        };

    /// <summary>There is a derivative.</summary>
    /// <param name="Value">The derivative.</param>
    /// <param name="Error">By how much it may be wrong.</param>
    /// <param name="OneSided">Whether only one side was looked at, as beside a kink or the edge of a domain.</param>
    /// <param name="OnEdge">Whether the point itself lies on the edge, where rules follow their conventions.</param>
    public sealed record Slope(double Value, double Error, bool OneSided, bool OnEdge = false)
        : Estimate
    {
        /// <summary>The steepest that the function was seen to be beside the point; 0 where no change stands out from rounding.</summary>
        public double Around { get; init; }

        /// <summary>The steepest that it may be without standing out from rounding at the widest step; not a number where nothing beside the point was looked at.</summary>
        public double Unseen { get; init; } = double.NaN;
    }

    /// <summary>The point lies on a kink: the derivatives from the left and from the right.</summary>
    public sealed record Kink(double Left, double Right, double Error) : Estimate
    {
        /// <summary>Whether no primitive told that a branch ends there: either its declaration is silent, or the function bends within the finest step.</summary>
        public bool IsUndeclared { get; init; }
    }

    /// <summary>The slope grows as the step shrinks, as that of sqrt at 0.</summary>
    /// <param name="Seen">The slope at the finest step.</param>
    /// <param name="ToTheLast">Whether it grows down to the last digits of the point; else the point may lie just beside the edge.</param>
    public sealed record Vertical(double Seen, bool ToTheLast) : Estimate;

    /// <summary>The value jumps at the point.</summary>
    public sealed record Jump : Estimate;

    /// <summary>There are no values beside the point.</summary>
    public sealed record Nothing(string Reason) : Estimate;

    /// <summary>Differences do not settle.</summary>
    public sealed record Rough : Estimate;
}
