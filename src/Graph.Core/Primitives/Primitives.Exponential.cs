using System.Numerics.Tensors;
using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

public static partial class Primitives
{
    /// <summary>e^x.</summary>
    public static Primitive Exp { get; } =
        Declare(
            new("exp")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(TensorPrimitives.Exp, TensorPrimitives.Exp),
                Derivative = Elementwise((x, y) => y),
                Notation = Notation.Function("exp", "e^{{0}}"),
            }
        );

    /// <summary>The natural logarithm.</summary>
    public static Primitive Log { get; } =
        Declare(
            new("log")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(TensorPrimitives.Log, TensorPrimitives.Log),
                Derivative = Elementwise((x, y) => 1 / x),
                Notation = Notation.Function("log", @"\log {0}"),
                Domain = Domain.Of(Interval.Positive),
                Convention = "log 0 = -inf with derivative +inf; NaN below 0",
            }
        );

    /// <summary>The logistic function 1 / (1 + e^-x).</summary>
    public static Primitive Sigmoid { get; } =
        Declare(
            new("sigmoid")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(TensorPrimitives.Sigmoid, TensorPrimitives.Sigmoid),
                Derivative = Elementwise((x, y) => y * Expr.Sigmoid(-x)),
                Notation = Notation.Function("sigmoid", @"\sigma\left({0}\right)"),
            }
        );
}
