namespace FunctionalGrad;

/// <summary>A gradient check failed; the message is its report.</summary>
/// <param name="report">The report.</param>
public sealed class GradientCheckException(GradientReport report) : Exception(report?.ToString())
{
    /// <summary>The report.</summary>
    public GradientReport Report { get; } =
        report ?? throw new ArgumentNullException(nameof(report));
}
