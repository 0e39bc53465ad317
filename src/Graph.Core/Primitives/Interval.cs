namespace FunctionalGrad;

/// <summary>An open interval of real numbers, less the kinks inside it.</summary>
/// <param name="Low">Its lower end, outside it.</param>
/// <param name="High">Its upper end, outside it.</param>
public sealed record Interval(double Low, double High)
{
    /// <summary>All real numbers.</summary>
    public static Interval Reals { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>All positive numbers.</summary>
    public static Interval Positive { get; } = new(0, double.PositiveInfinity);

    /// <summary>Points inside where the function is defined but not smooth, or not defined.</summary>
    public IReadOnlyList<double> Except
    {
        get;
        init => field = [.. Argument.NotNull(value)];
    } = [];

    /// <summary>Whether the point lies inside and is no exception.</summary>
    public bool Contains(double point) => point > Low && point < High && !Except.Contains(point);
}
