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
                Kernel = Kernel.Zip(Powers.Variable, Powers.Variable),
                Derivative = Elementwise(z => PowPartials(z, new(0, 0))),
                Notation = Notation.Infix("**", 4, "{0}^{{{1}}}") with { Text = "{0}^{1}" },
                Domain = Domain.Of(Interval.Positive, Interval.Reals),
                Convention =
                    "0^0 = 1; d/dx is a strong zero where y = 0, and an ordinary 0 where x is: pow(sqrt x, 2) has derivative NaN at x = 0, as the constant exponent has; d/dy = 0 where x = 0 and y >= 0; NaN for negative x unless y is an integer, and where x or y is NaN",
            }
        );

    /// <summary>x^y differentiated so often in x and so often in y, times all other inputs; its partials are the next orders.</summary>
    /// <remarks>
    /// The i-th derivative in x is y (y-1) ... (y-i+1) x^(y-i), and Leibniz' rule gives those in y: in one node, for written out
    /// pow's own would take seven. With the factors among its inputs it can tell a coefficient that is 0, whatever they are, from a power that is.
    /// </remarks>
    public static Primitive PowDerivative { get; } =
        Declare(
            new("powDerivative")
            {
                Arity = Arity.AtLeast(2),
                Shape = PowerOrder.Counted,
                Kernel = Kernel.Elementwise(Powers.Derivative, Powers.Derivative),
                Derivative = Elementwise(z => PowPartials(z, z.Get<PowerOrder>())),
                Notation = Notation.Over("powDerivative", @"\partial") with
                {
                    WrittenOut = PowerOrder.WrittenOut,
                    Called = "derivative of a power",
                },
                Domain = Domain.Of(Interval.Positive, Interval.Reals),
                Convention =
                    "a strong zero where y (y-1) ... is 0, whatever the factors are; 0 times them at 0^0; terms whose whole coefficient is 0 are left out; log x counts as 0 where x = 0 and the power beside it is not infinite; NaN where x < 0 and it is differentiated in y",
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

    private static IReadOnlyList<Partial> PowPartials(Apply z, PowerOrder order)
    {
        Expr[] factors = [.. z.Inputs[2..]];
        return
        [
            PowPartial(z, order with { InBase = order.InBase + 1 }, factors),
            PowPartial(z, order with { InExponent = order.InExponent + 1 }, factors),
            .. factors.Select(
                (_, i) => PowPartial(z, order, [.. factors[..i], .. factors[(i + 1)..]])
            ),
        ];
    }

    private static Partial PowPartial(Apply z, PowerOrder order, Expr[] factors)
    {
        Expr x = z.Inputs[0],
            y = z.Inputs[1];
        Expr Times(Expr g) =>
            PowDerivative.Apply(
                order,
                g is Constant one && one.Is(1) ? [x, y, .. factors] : [x, y, .. factors, g]
            );
        if (order is not { InBase: > 0, InExponent: 0 })
            return Partial.Of(Times, null);
        var coefficient = order.InBase == 1 ? y : PowDerivative.Apply(order, Expr.Ones(y.Shape), y);
        return Partial.Of(Times, Expr.NotEqualTo(coefficient, 0));
    }

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
                Notation = new("{0}^{a}", "{0}^{{{a}}}", 4) { Called = "power {a}" },
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
                Kernel = Kernel.Map<Arithmetic.Root<double>, Arithmetic.Root<float>>(),
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
                    .Map<Arithmetic.SquareOf<double>, Arithmetic.SquareOf<float>>()
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
                Kernel = Kernel.Map<Arithmetic.Inverse<double>, Arithmetic.Inverse<float>>(),
                Derivative = Elementwise((x, y) => -Expr.Square(y)),
                Notation = Notation.Function("reciprocal", @"\frac{{1}}{{{0}}}") with
                {
                    LatexPrecedence = 3,
                },
                Domain = Domain.RealsExcept(0),
                Convention = "1 / 0 and 1 / -0 as in IEEE 754, with derivative -inf",
            }
        );
}
