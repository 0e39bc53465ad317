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
                Kernel = Kernel.Map(Exponentials.Exp, Exponentials.Exp),
                Derivative = Elementwise((x, y) => y),
                Notation = new("exp({0})", "e^{{{0}}}", 4),
            }
        );

    /// <summary>The natural logarithm.</summary>
    public static Primitive Log { get; } =
        Declare(
            new("log")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(Exponentials.Log, Exponentials.Log),
                // -0 + 0 is 0: the derivative is +inf there too.
                Derivative = Elementwise((x, y) => Partial.Quotient(1, x + 0)),
                Notation = Notation.Function("log", @"\log\left({0}\right)"),
                Domain = Domain.Of(Interval.Positive),
                Convention =
                    "log 0 = -inf with derivative +inf; below 0 NaN, with the derivative 1 / x still",
            }
        );

    /// <summary>e^x - 1, accurate near 0.</summary>
    public static Primitive ExpM1 { get; } =
        Declare(
            new("expm1")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(Exponentials.ExpM1, Exponentials.ExpM1),
                Derivative = Elementwise((x, y) => Expr.Exp(x)),
                Notation = Notation.Function("expm1", @"\left(e^{{{0}}} - 1\right)") with
                {
                    WrittenOut = y => Expr.Exp(y.Inputs[0]) - 1,
                    Called = "exp(x) - 1",
                },
            }
        );

    /// <summary>log(1 + x), accurate near 0.</summary>
    public static Primitive Log1P { get; } =
        Declare(
            new("log1p")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(Exponentials.Log1P, Exponentials.Log1P),
                Derivative = Elementwise((x, y) => Partial.Quotient(1, 1 + x)),
                Notation = Notation.Function("log1p", @"\log\left(1 + {0}\right)") with
                {
                    WrittenOut = y => Expr.Log(1 + y.Inputs[0]),
                    Called = "log(1 + x)",
                },
                Domain = Domain.Of(new Interval(-1, double.PositiveInfinity)),
                Convention =
                    "log1p -1 = -inf with derivative +inf; below -1 NaN, with the derivative 1 / (1 + x) still",
            }
        );
}
