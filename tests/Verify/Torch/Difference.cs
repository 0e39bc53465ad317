namespace FunctionalGrad.Checking.Torch;

/// <summary>One row of CONVENTIONS.md where PyTorch does otherwise on purpose: when a graph stands on it, it is not compared.</summary>
/// <param name="Name">The row.</param>
/// <param name="Ours">What we promise.</param>
/// <param name="Theirs">What PyTorch does.</param>
/// <param name="Primitive">The primitive concerned.</param>
/// <param name="At">Whether an element of its operands lies there.</param>
internal sealed record Difference(
    string Name,
    string Ours,
    string Theirs,
    string Primitive,
    Func<Apply, IReadOnlyList<NDArray<double>>, bool> At
)
{
    /// <summary>Rows about one primitive at certain points.</summary>
    public static IReadOnlyList<Difference> Local { get; } =
    [
        new(
            "leakyRelu'(0), slope outside [0, 1]",
            "the subgradient nearest 0",
            "the slope",
            "leakyRelu",
            (y, x) => y.Get<Coefficient>().Value is < 0 or > 1 && Any(x[0], v => v == 0)
        ),
        new(
            "elu'(0), alpha outside [0, 1]",
            "the subgradient nearest 0",
            "alpha",
            "elu",
            (y, x) => y.Get<Coefficient>().Value is < 0 or > 1 && Any(x[0], v => v == 0)
        ),
        new(
            "sigmoid' = s(x) s(-x), x > 10",
            "s(x) s(-x)",
            "s (1 - s), which cancels",
            "sigmoid",
            (_, x) => Any(x[0], v => v > 10)
        ),
        new(
            "tanh and expm1 at their limits, x < -10",
            "e^x",
            "(e^x - 1) + 1, which cancels",
            "expm1",
            (_, x) => Any(x[0], v => v < -10)
        ),
        new(
            "gelu in its left tail, x < -3",
            "x Phi(x) by erfc",
            "1 + erf, which cancels",
            "gelu",
            (_, x) => Any(x[0], v => v < -3)
        ),
        new(
            "softplus, x > 18",
            "max(x, 0) + log1p(e^-|x|)",
            "cut off at 20",
            "softplus",
            (_, x) => Any(x[0], v => v > 18)
        ),
        new(
            "sqrt'(0)",
            "+inf, 0 where nothing flows",
            "NaN",
            "sqrt",
            (_, x) => Any(x[0], v => v == 0)
        ),
        new(
            "x^c at 0, c < 1",
            "infinite, 0 where nothing flows",
            "NaN",
            "powConstant",
            (y, x) => y.Get<Coefficient>().Value < 1 && Any(x[0], v => v == 0)
        ),
        new(
            "x^y at x = 0: partials that are 0",
            "strong zeros where y is 0",
            "zeros, NaN beside infinities",
            "pow",
            (_, x) => Any(x[0], v => v == 0)
        ),
        new(
            "derivatives of x^y at x <= 0",
            "log 0 counts as 0 beside a power that is 0",
            "NaN or infinite",
            "powDerivative",
            (_, x) => Any(x[0], v => v <= 0)
        ),
    ];

    /// <summary>The row of graphs in which something is not finite on the way to the value.</summary>
    public const string NotFinite = "NaN and infinities on the way to the value";

    /// <summary>The row of graphs in which something is not finite only on the way back.</summary>
    public const string NotFiniteBack = "infinities on the way back";

    /// <summary>The row of graphs with a tie or kink so close that rounding decides the branch.</summary>
    public const string WithinRounding = "a kink or tie within rounding error";

    /// <summary>What both do in a row that is about no single primitive.</summary>
    public static (string Ours, string Theirs) Unlocal(string name) =>
        name == WithinRounding
            ? ("this side or that", "this side or that")
            : ("strong zeros stay 0", "0 times infinity is NaN");

    private static bool Any(NDArray<double> x, Predicate<double> at)
    {
        foreach (double value in x.Span)
            if (at(value))
                return true;
        return false;
    }
}
