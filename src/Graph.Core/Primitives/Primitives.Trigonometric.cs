using System.Numerics.Tensors;
using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

public static partial class Primitives
{
    /// <summary>The sine.</summary>
    public static Primitive Sin { get; } =
        Declare(
            new("sin")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(Trigonometric.Sin, Trigonometric.Sin),
                Derivative = Elementwise((x, y) => Expr.Cos(x)),
                Notation = Notation.Function("sin", @"\sin\left({0}\right)"),
            }
        );

    /// <summary>The cosine.</summary>
    public static Primitive Cos { get; } =
        Declare(
            new("cos")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(Trigonometric.Cos, Trigonometric.Cos),
                Derivative = Elementwise((x, y) => -Expr.Sin(x)),
                Notation = Notation.Function("cos", @"\cos\left({0}\right)"),
            }
        );

    /// <summary>The hyperbolic tangent.</summary>
    public static Primitive Tanh { get; } =
        Declare(
            new("tanh")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(Exponentials.Tanh, Exponentials.Tanh),
                Derivative = Elementwise((x, y) => 1 - Expr.Square(y)),
                Notation = Notation.Function("tanh", @"\tanh\left({0}\right)"),
            }
        );
}
