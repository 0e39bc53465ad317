namespace FunctionalGrad;

/// <summary>How near to the ends of the numbers a check comes: there sums overflow, and what is infinite absorbs every change.</summary>
/// <param name="Largest">The largest finite magnitude on the way to the values and derivatives.</param>
/// <param name="HasInfinite">Whether a number on the way to the values is infinite or NaN, though they are not.</param>
internal readonly record struct Extremes(double Largest, bool HasInfinite)
{
    private const double NearOverflow = 1e300;

    /// <summary>Whether a derivative that is not finite may be one that overflowed.</summary>
    public bool MayOverflow => Largest > NearOverflow;

    /// <summary>Those of a graph and of its derivatives.</summary>
    public static Extremes Of(GraphFunction function, GraphFunction gradient) =>
        new(Math.Max(function.Largest, gradient.Largest), function.HasInfinite);

    /// <summary>Those of plain numbers.</summary>
    public static Extremes Of(IEnumerable<double> numbers) =>
        new(
            numbers.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max(),
            HasInfinite: false
        );
}
