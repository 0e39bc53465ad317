namespace FunctionalGrad;

/// <summary>Where a primitive is finite and smooth: an interval per input.</summary>
/// <remarks>Relations between inputs (the tie of a max) are not told here but by the branch signature.</remarks>
public sealed class Domain
{
    private readonly Interval[] intervals;

    private Domain(Interval[] intervals) => this.intervals = intervals;

    /// <summary>Smooth for all real numbers.</summary>
    public static Domain Reals { get; } = Of(Interval.Reals);

    /// <summary>One interval per input; the last also holds for all inputs after it.</summary>
    public static Domain Of(params ReadOnlySpan<Interval> intervals) => new(intervals.ToArray());

    /// <summary>Smooth for all real numbers but these.</summary>
    public static Domain RealsExcept(params double[] points) =>
        Of(Interval.Reals with { Except = Argument.NotNull(points) });

    /// <summary>The interval for one input.</summary>
    public Interval this[int input] => intervals[Math.Min(input, intervals.Length - 1)];
}
