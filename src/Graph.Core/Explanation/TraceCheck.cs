namespace FunctionalGrad;

/// <summary>The gradients of a trace compared with central differences.</summary>
/// <remarks>
/// Each entry is compared as <see cref="GradientCheck"/> compares it: with extrapolated differences that stay on the branch of the point, their error and the
/// rounding of the value estimated. What a decree holds, such as stopGradient, is held. An entry is left out where it lies on a kink whose slopes differ:
/// between them no difference is the derivative. Labels and positions, which cannot be moved, are not counted.
/// </remarks>
/// <param name="Entries">How many entries were compared.</param>
/// <param name="Kinks">How many were left out because slopes of both sides differ, or because the value jumps there.</param>
/// <param name="Vertical">How many were left out because the gradient is infinite and the differences grow without end: a vertical tangent.</param>
/// <param name="NotFinite">How many were left out because the value or every difference was infinite or NaN.</param>
/// <param name="Drowned">How many were left out because rounding hides the slope from the differences.</param>
/// <param name="Unchecked">How many were not looked at because there were too many.</param>
/// <param name="LargestError">The largest of |difference - gradient| / max(|difference|, |gradient|); NaN where a gradient is not finite though differences are.</param>
public sealed record TraceCheck(
    int Entries,
    int Kinks,
    int Vertical,
    int NotFinite,
    int Drowned,
    int Unchecked,
    double LargestError
)
{
    private const string Upright = "the tangent is vertical and the gradient infinite";
    private const string Absent = "the value or a difference is not finite";

    private const string Hidden = "the differences drown in rounding";

    /// <summary>Whether gradients were compared and agree with the differences to five digits.</summary>
    public bool IsOk => Entries > 0 && LargestError < 1e-5;

    /// <summary>One line for people: <c>max rel err &lt; 1e-9 ok</c>.</summary>
    public override string ToString()
    {
        if (Entries == 0)
            return Reasons() switch
            {
                [] => "nothing to compare",
                ["on a kink"] => "nothing could be compared: every entry is on a kink",
                var reasons => $"nothing could be compared: {string.Join(", or ", reasons)}",
            };
        string[] bounds = ["1e-9", "1e-7", "1e-5"];
        int bound = Array.FindIndex(bounds, each => LargestError < Numbers.Parse(each));
        string verdict =
            double.IsNaN(LargestError) ? "a gradient is not finite where the differences are: WRONG"
            : bound < 0 ? $"max rel err {Numbers.Short(LargestError)} WRONG"
            : $"max rel err < {bounds[bound]} ok";
        string kinks = Kinks == 0 ? "" : $", {Numbers.Whole(Kinks)} on a kink";
        string upright = Vertical == 0 ? "" : $", {Numbers.Whole(Vertical)} where {Upright}";
        string absent = NotFinite == 0 ? "" : $", {Numbers.Whole(NotFinite)} where {Absent}";
        string hidden = Drowned == 0 ? "" : $", {Numbers.Whole(Drowned)} where {Hidden}";
        string rest = Unchecked == 0 ? "" : $", {Numbers.Whole(Unchecked)} not looked at";
        return verdict + kinks + upright + absent + hidden + rest;
    }

    private string[] Reasons() =>
        [
            .. new[]
            {
                (Kinks, "on a kink"),
                (Vertical, Upright),
                (NotFinite, Absent),
                (Drowned, Hidden),
            }
                .Where(each => each.Item1 > 0)
                .Select(each => each.Item2),
        ];
}
