namespace FunctionalGrad;

/// <summary>The gradients of a trace compared with central differences.</summary>
/// <remarks>
/// The difference quotient is (8 (f(x+h) - f(x-h)) - (f(x+2h) - f(x-2h))) / 12h with an error of order h^4; what lies behind a gate that lets no gradient
/// pass is held fixed. An entry is left out where a branch changes within its step: on both sides of a kink no difference quotient is the derivative.
/// </remarks>
/// <param name="Entries">How many entries were compared.</param>
/// <param name="Kinks">How many were left out because a branch changed within the step, or a value was not finite.</param>
/// <param name="Unchecked">How many were not looked at because there were too many.</param>
/// <param name="LargestError">The largest of |difference - gradient| / max(1, |difference|, |gradient|).</param>
public sealed record TraceCheck(int Entries, int Kinks, int Unchecked, double LargestError)
{
    /// <summary>Whether the gradients agree with the differences to five digits.</summary>
    public bool IsOk => LargestError < 1e-5;

    /// <summary>One line for people: <c>max rel err &lt; 1e-9 ok</c>.</summary>
    public override string ToString()
    {
        if (Entries == 0)
            return Kinks > 0 ? "every entry is on a kink" : "nothing to compare";
        string[] bounds = ["1e-9", "1e-7", "1e-5"];
        int bound = Array.FindIndex(bounds, each => LargestError < Numbers.Parse(each));
        string verdict =
            bound < 0
                ? $"max rel err {Numbers.Short(LargestError)} WRONG"
                : $"max rel err < {bounds[bound]} ok";
        string kinks = Kinks == 0 ? "" : $", {Kinks} on a kink";
        return verdict + kinks + (Unchecked == 0 ? "" : $", {Unchecked} not looked at");
    }
}
