using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

// The derivatives of reductions, each one node: written out in comparisons, sums and slices they would take ten and more.
public static partial class Primitives
{
    /// <summary>The share that each element gets of the gradient of the largest over axes: 1/k for each of k that tie, 0 for the others.</summary>
    public static Primitive WinsOver { get; } =
        Declare(
            new("winsOver")
            {
                Arity = Arity.One,
                Shape = Axes.Kept,
                Kernel = Kernel.Of(Winners.SharesOver, Winners.SharesOver),
                // Not elementwise, as LocallyConstant is.
                Derivative = Custom((y, g) => [null]),
                Notation = ShareOfEach,
                Convention = "1/k for each of k that tie; NaN for all where one is NaN",
                Branch = Winners.WriteAll,
                ReadAttributes = Axes.Read,
                Samples = Axes.Each,
                Role = GateRole.Vanishing,
            }
        );

    /// <summary>The product of all other elements over axes, differentiated in the directions that follow its first input.</summary>
    /// <remarks>
    /// With p the product over axes and t, u, ... the directions: the gradient of D_t D_u ... p. Derivatives commute, so its own
    /// pullbacks are of the same form: with the cotangent as one more direction in x, and in place of t in t.
    /// </remarks>
    public static Primitive ProdOthersOver { get; } =
        Declare(
            new("prodOthersOver")
            {
                Arity = Arity.AtLeast(1),
                Shape = (x, attributes) =>
                {
                    ShapeRules.Elementwise(x, attributes);
                    return Axes.Kept(x, attributes);
                },
                Kernel = Kernel.Of(ProductsOfOthers.Write, ProductsOfOthers.Write),
                Derivative = Custom(
                    (y, g) =>
                    {
                        var axes = y.Get<Axes>().Values;
                        Expr[] x = [.. y.Inputs];
                        return
                        [
                            Expr.ProdOthers([.. x, g], axes),
                            .. x.Skip(1)
                                .Select(
                                    (_, i) =>
                                        Expr.ProdOthers([.. x[..(i + 1)], .. x[(i + 2)..], g], axes)
                                ),
                        ];
                    }
                ),
                Notation = Notation.Over(
                    "productOfOthers",
                    @"\prod^{{\text{{others}}}}",
                    "product of the other factors"
                ),
                Convention = "no division: exact where factors are 0, to any order",
                ReadAttributes = Axes.Read,
                Samples = Axes.Each,
                Role = GateRole.SwapMultiplier,
            }
        );

    private static Notation ShareOfEach =>
        Share("largest", "") with
        {
            Called = "shares of the winners",
            IsLookedUp = true,
            Special = apply => Share("largest", Along(apply)),
            // The gradient of a minimum asks who wins among the negatives.
            OfAnother = apply =>
                apply.Inputs[0] is Apply { Inputs: [var x] } turned
                && ReferenceEquals(turned.Primitive, Neg)
                    ? (Share("smallest", Along(apply)), x)
                    : null,
        };

    private static string Along(Apply apply) =>
        apply.Get<Axes>() is var axes && axes.Values.Count == apply.Inputs[0].Shape.Rank
            ? ""
            : $" along {axes.Words}";

    private static Notation Share(string most, string along) =>
        new(
            $"1/k for each of the k {most} of {{0}}{along}, else 0",
            $@"\frac{{{{1}}}}{{{{k}}}} \text{{{{ for each of the }}}} k \text{{{{ {most} of }}}} {{0}} \text{{{{{along}, else }}}} 0",
            -1
        );
}
