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
                Derivative = Elementwise(z => PowPartials(z.Inputs[0], z.Inputs[1], new(0, 0))),
                Notation = Notation.Infix("**", 4, "{0}^{{{1}}}"),
                Domain = Domain.Of(Interval.Positive, Interval.Reals),
                Convention =
                    "0^0 = 1; d/dx = 0 where y = 0; d/dy = 0 where x = 0 and y >= 0; NaN for negative x unless y is an integer, and where x or y is NaN; a partial that is 0 is a strong zero, so pow(sqrt x, 2) has derivative 0 at x = 0",
            }
        );

    /// <summary>x^y differentiated so often in x and so often in y; its partials are the next orders.</summary>
    /// <remarks>
    /// The i-th derivative in x is y (y-1) ... (y-i+1) x^(y-i), and Leibniz' rule gives those in y: in one node, for written out
    /// pow's own would take seven, and hide which of its zeros are strong.
    /// </remarks>
    public static Primitive PowDerivative { get; } =
        Declare(
            new("powDerivative")
            {
                Arity = Arity.Two,
                Shape = PowerOrder.Counted,
                Kernel = Kernel.Elementwise(Powers.Derivative, Powers.Derivative),
                Derivative = Elementwise(z =>
                    PowPartials(z.Inputs[0], z.Inputs[1], z.Get<PowerOrder>())
                ),
                Notation = Notation.Over("powDerivative", @"\partial"),
                Domain = Domain.Of(Interval.Positive, Interval.Reals),
                Convention =
                    "0 at 0^0, and so are terms whose whole coefficient is 0; log x counts as 0 where x = 0 and the power beside it is not infinite; NaN where x < 0 and it is differentiated in y",
                ReadAttributes = PowerOrder.Read,
                Samples =
                [
                    new PowerOrder(1, 0),
                    new PowerOrder(0, 1),
                    new PowerOrder(1, 1),
                    new PowerOrder(2, 1),
                ],
            }
        );

    private static Partial[] PowPartials(Expr x, Expr y, PowerOrder order) =>
        [
            Partial.Strong(PowDerivative.Apply(order with { InBase = order.InBase + 1 }, x, y)),
            Partial.Strong(
                PowDerivative.Apply(order with { InExponent = order.InExponent + 1 }, x, y)
            ),
        ];

    /// <summary>x to a constant power: whole exponents are exact for every x, to every order of derivative.</summary>
    public static Primitive PowConstant { get; } =
        Declare(
            new("powConstant")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel
                    .Elementwise(Powers.Constant, Powers.Constant)
                    .As(Powers.ConstantCode),
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
                Derivative = Elementwise((x, y) => Partial.Quotient(0.5, y + 0)),
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
                Kernel = Kernel
                    .Map(
                        (x, y) => TensorPrimitives.Multiply(x, x, y),
                        (x, y) => TensorPrimitives.Multiply(x, x, y)
                    )
                    .As(ScalarCode.Square),
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
