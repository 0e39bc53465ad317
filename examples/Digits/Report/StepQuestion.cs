using FunctionalGrad;

namespace Digits;

/// <summary>What each step of a gradient check asks, for those who have not met the words.</summary>
internal static class StepQuestion
{
    private static readonly Dictionary<string, string> Questions = new()
    {
        ["purity"] = "Do two runs on the same numbers give the same numbers?",
        ["dot product"] =
            "Forward mode and reverse mode take the chain rule from opposite ends: do they agree?",
        ["linearity"] =
            "Twice as much sent back gives twice the gradient, and sums give sums: does that hold?",
        ["differences"] =
            "Is each derivative the slope that is found when its number is changed a little?",
        ["kinks"] =
            "Do any of the numbers lie on a corner or a jump, where the slope differs by side?",
        ["domain"] = "Do any of them lie where the function has no value on one side or on both?",
        ["cost"] = "How many of all derivatives were compared, as each one takes extra runs?",
        ["second order"] = "Are derivatives of derivatives right as well?",
        ["blame"] = "If something is wrong, which operation's rule is it?",
        ["single precision"] = "Are the derivatives in float close to those in double?",
    };

    public static string Of(GradientStep step) => Questions.GetValueOrDefault(step.Name, step.Name);
}
