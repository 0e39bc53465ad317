using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

// Softmax and log-softmax are primitives, not exp(x - logSumExp x): in float that difference loses four digits at x = 1000.
public static partial class Primitives
{
    /// <summary>log sum e^x over axes, shifted by each row's largest element.</summary>
    public static Primitive LogSumExpOver { get; } =
        Declare(
            new("logSumExpOver")
            {
                Arity = Arity.One,
                Shape = Axes.Removed,
                Kernel = Kernel.Of(ShiftedExp.LogSumOver, ShiftedExp.LogSumOver),
                Derivative = Reduction((x, y, axes) => Expr.Softmax(x, axes.Values)),
                Notation = Notation.Over("logSumExp", null, "log of sum of exp") with
                {
                    WrittenOut = y =>
                        Expr.Log(Expr.Sum(Expr.Exp(y.Inputs[0]), y.Get<Axes>().Values)),
                },
                Convention = "all -inf, or empty: -inf with gradient 0; a single -inf has weight 0",
                ReadAttributes = Axes.Read,
                Samples = Axes.Each,
                Role = GateRole.Mixer,
            }
        );

    /// <summary>e^x / sum e^x over axes, shifted by each row's largest element.</summary>
    /// <remarks>With s = softmax x: ds = s (dx - sum s dx).</remarks>
    public static Primitive SoftmaxOver { get; } =
        Declare(
            new("softmaxOver")
            {
                Arity = Arity.One,
                Shape = Axes.Kept,
                Kernel = Kernel.Of(ShiftedExp.WeightsOver, ShiftedExp.WeightsOver),
                Derivative = Custom((s, g) => [s * (g - Expr.DotOver(s, g, s.Get<Axes>().Values))]),
                Notation = Notation.Over("softmax") with { IsLookedUp = true },
                Convention = "-inf has weight 0, also where all are; k times +inf share 1/k each",
                ReadAttributes = Axes.Read,
                Samples = Axes.Each,
                Role = GateRole.Mixer,
            }
        );

    /// <summary>x - log sum e^x over axes, shifted by each row's largest element.</summary>
    /// <remarks>With s = softmax x: dy = dx - sum s dx.</remarks>
    public static Primitive LogSoftmaxOver { get; } =
        Declare(
            new("logSoftmaxOver")
            {
                Arity = Arity.One,
                Shape = Axes.Kept,
                Kernel = Kernel.Of(ShiftedExp.LogWeightsOver, ShiftedExp.LogWeightsOver),
                Derivative = Custom(
                    (y, g) =>
                    {
                        var axes = y.Get<Axes>().Values;
                        return
                        [
                            g
                                - Expr.Softmax(y.Inputs[0], axes)
                                    * Expr.DotOver(g, Expr.Ones(g.Shape), axes),
                        ];
                    }
                ),
                Notation = Notation.Over("logSoftmax", null, "log of softmax") with
                {
                    WrittenOut = y => Expr.Log(Expr.Softmax(y.Inputs[0], y.Get<Axes>().Values)),
                },
                Convention = "the logarithm of softmax: -inf where its weight is 0",
                ReadAttributes = Axes.Read,
                Samples = Axes.Each,
                Role = GateRole.Mixer,
            }
        );

    /// <summary>The sum over axes of a b, copied back along them: what softmax takes from every cotangent.</summary>
    public static Primitive DotOver { get; } =
        Declare(
            new("dotOver")
            {
                Arity = Arity.Two,
                Shape = (x, attributes) =>
                {
                    ShapeRules.Elementwise(x, attributes);
                    return Axes.Kept(x, attributes);
                },
                Kernel = Kernel.Of(CopiesOfDot, CopiesOfDot),
                Derivative = Bilinear(
                    (y, g) =>
                        y.Inputs[1] * Expr.DotOver(g, Expr.Ones(g.Shape), y.Get<Axes>().Values),
                    (y, g) =>
                        y.Inputs[0] * Expr.DotOver(g, Expr.Ones(g.Shape), y.Get<Axes>().Values)
                ),
                Notation = SumOfProducts(Notation.Over("dot", null, "sum of products")),
                ReadAttributes = Axes.Read,
                Samples = Axes.Each,
                Role = GateRole.SwapMultiplier,
            }
        );

    /// <summary>Products with ones are a sum to a reader.</summary>
    private static Notation SumOfProducts(Notation dot) =>
        dot with
        {
            Special = y =>
                y.Inputs[1] is Constant ones && ones.Is(1)
                    ? Sum.Notation.For(y).OfFirst
                    : dot.For(y),
        };

    private static void CopiesOfDot<T>(Operands<T> x, Span<T> y)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        Rows.Zip(x, y, Summation.CopiesOfDot);
}
