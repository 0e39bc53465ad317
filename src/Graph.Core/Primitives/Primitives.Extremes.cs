using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

public static partial class Primitives
{
    /// <summary>The larger of a and b.</summary>
    /// <remarks>Where either is NaN so are the shares of the gradient, but a share of an upstream or tangent that is 0 is 0.</remarks>
    public static Primitive Max { get; } =
        Declare(
            new("max")
            {
                Arity = Arity.Two,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Zip<Arithmetic.Larger<double>, Arithmetic.Larger<float>>(),
                Derivative = Elementwise(y => Shares(y.Get<Ties>(), y.Inputs[0], y.Inputs[1])),
                Notation = Notation.Function("max", @"\max\left({*}\right)"),
                Convention = "a tie is shared as the tie policy says, 1/2 to each by default",
                SpecialConvention = Ties.Told,
                Branch = Branches.ComparisonOfInputs,
                Algebra = new() { Exact = true },
                Role = GateRole.Router,
                ReadAttributes = Ties.Read,
                Samples = Ties.Each,
            }
        );

    /// <summary>The smaller of a and b.</summary>
    /// <remarks>NaN as in <see cref="Max"/>.</remarks>
    public static Primitive Min { get; } =
        Declare(
            new("min")
            {
                Arity = Arity.Two,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Zip<Arithmetic.Smaller<double>, Arithmetic.Smaller<float>>(),
                Derivative = Elementwise(y => Shares(y.Get<Ties>(), y.Inputs[1], y.Inputs[0])),
                Notation = Notation.Function("min", @"\min\left({*}\right)"),
                Convention = "a tie is shared as the tie policy says, 1/2 to each by default",
                SpecialConvention = Ties.Told,
                Branch = Branches.ComparisonOfInputs,
                Algebra = new() { Exact = true },
                Role = GateRole.Router,
                ReadAttributes = Ties.Read,
                Samples = Ties.Each,
            }
        );

    /// <summary>The share of the gradient that a wins against b: 1 where a > b, 0 where a &lt; b; at a tie 1/2, or 1 (First), or 0 (Second).</summary>
    /// <remarks>
    /// The derivative of max in one node: max(a, b) has (wins(a, b), wins(b, a)). Comparisons and selects would take six,
    /// and could not refuse a tie.
    /// </remarks>
    public static Primitive Wins { get; } =
        Declare(
            new("wins")
            {
                Arity = Arity.Two,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Elementwise(Piecewise.Wins, Piecewise.Wins),
                Derivative = LocallyConstant,
                Notation = Notation.Function("wins") with
                {
                    Special = Ties.Share,
                    Called = "share of the winner",
                },
                Convention = "1/2 at a tie, or as the tie policy says; NaN where either is NaN",
                Branch = Branches.ComparisonOfInputs,
                Role = GateRole.Vanishing,
                ReadAttributes = Ties.Read,
                Samples = Ties.Each,
            }
        );

    /// <summary>The shares of the first and the second input when the first wins by a > b; the loser's share is a strong zero.</summary>
    private static Partial[] Shares(Ties ties, Expr a, Expr b) =>
        Partial.Shares(Wins.Apply(ties, a, b), Wins.Apply(ties.Swapped, b, a));
}
