using System.Numerics.Tensors;
using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

public static partial class Primitives
{
    /// <summary>x^y, both variable; for a constant exponent see <see cref="PowConstant"/>.</summary>
    public static Primitive Pow { get; } =
        Declare(
            new("pow")
            {
                Arity = Arity.Two,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Zip(Powers.Of),
                Derivative = Elementwise(
                    (x, y, z) =>
                        (
                            // Only at 0^0: for other x the factor y is 0 by itself, and its derivative in y is not.
                            Partial.Where(
                                Expr.Where(x, 1, Expr.NotEqualTo(y, 0)),
                                y * Expr.Pow(x, y - 1)
                            ),
                            Partial.Where(Expr.Where(x, 1, y < 0), z * Expr.Log(x))
                        )
                ),
                Notation = Notation.Infix("**", 4, "{0}^{{{1}}}"),
                Domain = Domain.Of(Interval.Positive, Interval.Reals),
                Convention =
                    "0^0 = 1; d/dx = 0 where y = 0; d/dy = 0 where x = 0 and y >= 0; NaN for negative x unless y is an integer, and where x or y is NaN",
            }
        );

    /// <summary>x to a constant power: whole exponents are exact for every x, to every order of derivative.</summary>
    public static Primitive PowConstant { get; } =
        Declare(
            new("powConstant")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Of(Powers.Constant, Powers.Constant),
                Derivative = Elementwise(z =>
                    [PowConstantPartial(z.Inputs[0], z.Get<Coefficient>())]
                ),
                Notation = new("{0}^{a}", "{0}^{{{a}}}", 4),
                Domain = Domain.Of(Interval.Positive),
                Convention =
                    "x^0 = 1 with derivative 0; whole exponents hold for negative x and 0; other exponents are NaN for negative x",
                ReadAttributes = Coefficient.Read,
                Samples = Coefficient.Each(3, 2, 1, 0, -1, -2, 0.5, 2.5, -1.5),
            }
        );

    private static Partial PowConstantPartial(Expr x, Coefficient exponent) =>
        exponent.Value switch
        {
            0 => 0,
            1 => 1,
            2 => 2 * x,
            var c => c * Expr.Pow(x, c - 1),
        };

    /// <summary>The square root.</summary>
    public static Primitive Sqrt { get; } =
        Declare(
            new("sqrt")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(TensorPrimitives.Sqrt, TensorPrimitives.Sqrt),
                // -0 + 0 is 0: the derivative is +inf there too.
                Derivative = Elementwise((x, y) => 0.5 / (y + 0)),
                Notation = Notation.Function("sqrt", @"\sqrt{{{0}}}"),
                Domain = Domain.Of(Interval.Positive),
                Convention = "derivative +inf at 0; NaN below 0",
            }
        );

    /// <summary>x x.</summary>
    public static Primitive Square { get; } =
        Declare(
            new("square")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(
                    (x, y) => TensorPrimitives.Multiply(x, x, y),
                    (x, y) => TensorPrimitives.Multiply(x, x, y)
                ),
                Derivative = Elementwise((x, y) => 2 * x),
                Notation = new("square({0})", "{0}^2", 4),
            }
        );

    /// <summary>1 / x.</summary>
    public static Primitive Reciprocal { get; } =
        Declare(
            new("reciprocal")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(
                    (x, y) => TensorPrimitives.Divide(1, x, y),
                    (x, y) => TensorPrimitives.Divide(1, x, y)
                ),
                Derivative = Elementwise((x, y) => -Expr.Square(y)),
                Notation = Notation.Function("reciprocal", @"\frac{{1}}{{{0}}}"),
                Domain = Domain.RealsExcept(0),
                Convention = "1 / 0 and 1 / -0 as in IEEE 754, with derivative -inf",
            }
        );
}
