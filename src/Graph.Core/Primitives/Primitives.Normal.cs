using static FunctionalGrad.Derivative;

namespace FunctionalGrad;

public static partial class Primitives
{
    /// <summary>The error function.</summary>
    public static Primitive Erf { get; } =
        Declare(
            new("erf")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(Normal.Erf, Normal.Erf),
                // 2 / sqrt(pi) e^(-x^2)
                Derivative = Elementwise(
                    (x, y) => 2 * Math.Sqrt(2) * Expr.NormalPdf(Math.Sqrt(2) * x)
                ),
                Notation = Notation.Function("erf") with { IsLookedUp = true },
            }
        );

    /// <summary>Phi(x) = (1 + erf(x / sqrt 2)) / 2: the distribution function of the normal distribution.</summary>
    public static Primitive NormalCdf { get; } =
        Declare(
            new("normalCdf")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(Normal.Cdf, Normal.Cdf),
                Derivative = Elementwise((x, y) => Expr.NormalPdf(x)),
                Notation = Notation.Function("Phi", @"\Phi\left({0}\right)") with
                {
                    Called = "Phi",
                    IsLookedUp = true,
                },
            }
        );

    /// <summary>phi(x) = e^(-x^2/2) / sqrt(2 pi): the density of the normal distribution.</summary>
    public static Primitive NormalPdf { get; } =
        Declare(
            new("normalPdf")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(Density.Write, Density.Write),
                // The mask keeps the limit 0 at the ends, where -x * y is infinity times 0.
                Derivative = Elementwise((x, y) => Partial.Where(y, -x * y)),
                Notation = Notation.Function("phi", @"\varphi\left({0}\right)") with
                {
                    Called = "phi",
                    IsLookedUp = true,
                },
            }
        );
}
