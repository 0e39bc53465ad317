using static FunctionalGrad.Expr;
using P = FunctionalGrad.Primitives;

namespace FunctionalGrad.Checking.Mutants;

/// <summary>Wrong rules of elementwise primitives.</summary>
internal static class ElementwiseMutants
{
    public static IEnumerable<Mutant> All =>
        [
            .. DroppedTerms,
            .. WrongSigns,
            .. WrongOperands,
            .. WrongFactors,
            .. WrongAttributes,
            .. WrongForSomeOrders,
        ];

    private static IEnumerable<Mutant> DroppedTerms =>
        [
            One("tanh: 1 - y", "dropped square", P.Tanh, (x, y) => 1 - y),
            One("gelu: Phi(x)", "dropped term", P.Gelu, (x, y) => NormalCdf(x)),
            One("silu: s(x)", "dropped term", P.Silu, (x, y) => Expr.Sigmoid(x)),
            One("sigmoid: y", "dropped factor", P.Sigmoid, (x, y) => y),
            One("reciprocal: -y", "dropped square", P.Reciprocal, (x, y) => -y),
            Many(
                "add: nothing to its last term",
                "dropped term",
                P.Add,
                y => [.. Enumerable.Repeat<Partial>(1, y.Inputs.Length - 1), Partial.Zero]
            ),
            new Mutant(
                "mul: nothing to its second operand",
                "forgotten operand",
                P.Mul,
                P.Mul.With(Derivative.Custom((y, g) => [g * y.Inputs[1], null]))
            ),
            Two("div: a / b for a / b^2", "dropped square", P.Div, (a, b, y) => (1 / b, -y)),
            Many(
                "powDerivative: nothing to the exponent and the factors",
                "dropped term",
                P.PowDerivative,
                y => [PowDerivativeInBase(y), .. new Partial[y.Inputs.Length - 1]]
            ),
        ];

    private static IEnumerable<Mutant> WrongSigns =>
        [
            One("cos: sin x", "wrong sign", P.Cos, (x, y) => Expr.Sin(x)),
            One("neg: 1", "wrong sign", P.Neg, (x, y) => 1),
            One("normalPdf: x y", "wrong sign", P.NormalPdf, (x, y) => x * y),
            One("softplus: s(-x)", "wrong sign", P.Softplus, (x, y) => Expr.Sigmoid(-x)),
            Two("sub: (1, 1)", "wrong sign", P.Sub, (a, b, y) => (1, 1)),
            Two("div: (1 / b, y / b)", "wrong sign", P.Div, (a, b, y) => (1 / b, y / b)),
        ];

    private static IEnumerable<Mutant> WrongOperands =>
        [
            Two("mul: (a, b)", "swapped operands", P.Mul, (a, b, y) => (a, b)),
            Two("strongMul: (a, b)", "swapped operands", P.StrongMul, (a, b, y) => (a, b)),
            One("expm1: y", "output for input", P.ExpM1, (x, y) => y),
            One("exp: x", "input for output", P.Exp, (x, y) => x),
            One("log: 1 / y", "output for input", P.Log, (x, y) => 1 / y),
            One("log1p: 1 / x", "another function's rule", P.Log1P, (x, y) => 1 / x),
            Two(
                "pow: x^y log y in the exponent",
                "swapped operands",
                P.Pow,
                (x, y, z) => (y * Expr.Pow(x, y - 1), z * Expr.Log(Expr.Abs(y) + 0.01))
            ),
            Two(
                "pow: y x^y in the base",
                "exponent not lowered",
                P.Pow,
                (x, y, z) => (y * z, z * Expr.Log(x))
            ),
            One("abs: x", "input for its sign", P.Abs, (x, y) => x),
            One("floor: 1", "straight through", P.Floor, (x, y) => 1),
            One("sign: 1 - y^2", "a smooth stand-in's rule", P.Sign, (x, y) => 1 - Expr.Square(x)),
        ];

    private static IEnumerable<Mutant> WrongFactors =>
        [
            One("sqrt: 1 / y", "dropped factor 1/2", P.Sqrt, (x, y) => 1 / y),
            One("square: x", "dropped factor 2", P.Square, (x, y) => x),
            One("erf: 2 e^(-x^2)", "normalisation lost", P.Erf, (x, y) => 2 * Expr.Exp(-x * x)),
            One("sin: 1.0001 cos x", "factor 1 + 1e-4", P.Sin, (x, y) => 1.0001 * Expr.Cos(x)),
            One("exp: (1 + 1e-6) y", "factor 1 + 1e-6", P.Exp, (x, y) => 1.000001 * y),
            One(
                "normalCdf: phi(x) + 1e-5",
                "constant offset",
                P.NormalCdf,
                (x, y) => Expr.NormalPdf(x) + 1e-5
            ),
        ];

    private static IEnumerable<Mutant> WrongAttributes =>
        [
            Many(
                "powConstant: c x^c",
                "exponent not lowered",
                P.PowConstant,
                y => [y.Get<Coefficient>().Value * (Expr)y]
            ),
            Many(
                "powConstant: sign lost where c < 0",
                "wrong for some attributes",
                P.PowConstant,
                y =>
                    [
                        Math.Abs(y.Get<Coefficient>().Value)
                            * Expr.Pow(y.Inputs[0], y.Get<Coefficient>().Value - 1),
                    ]
            ),
            Many(
                "leakyRelu: 0 on the left",
                "attribute ignored",
                P.LeakyRelu,
                y => [Partial.Where(y.Inputs[0] > 0, 1)]
            ),
            Many(
                "elu: e^x on the left",
                "attribute ignored",
                P.Elu,
                y => [Expr.EluSlope(y.Inputs[0], 1)]
            ),
            One("eluSlope: y on both sides", "wrong mask", P.EluSlope, (x, y) => y),
        ];

    private static IEnumerable<Mutant> WrongForSomeOrders =>
        [
            One(
                "sin: its slope behind stopGradient",
                "wrong in second order",
                P.Sin,
                (x, y) => StopGradient(Expr.Cos(x))
            ) with
            {
                Options = new(),
            },
            One(
                "tanh: y behind stopGradient",
                "wrong in second order",
                P.Tanh,
                (x, y) => 1 - Expr.Square(StopGradient(y))
            ) with
            {
                Options = new(),
            },
            One("exp: (y + 1e6) - 1e6", "wrong in float", P.Exp, (x, y) => y + 1e6 - 1e6) with
            {
                Options = Float,
            },
            new Mutant(
                "cos: in float 1 - x^2 / 2",
                "wrong value in float",
                P.Cos,
                P.Cos.With(
                    Kernel.Map(
                        (x, y) => System.Numerics.Tensors.TensorPrimitives.Cos(x, y),
                        (x, y) =>
                        {
                            for (int i = 0; i < x.Length; i++)
                                y[i] = 1 - x[i] * x[i] / 2;
                        }
                    )
                )
            )
            {
                Options = Float,
            },
        ];

    private static GradientCheckOptions Float { get; } =
        new() { SecondOrder = false, ElementType = ElementType.Single };

    private static Partial PowDerivativeInBase(Apply y)
    {
        var (inBase, inExponent) = y.Get<PowerOrder>();
        return Expr.PowDerivative([.. y.Inputs], inBase + 1, inExponent);
    }

    private static Mutant One(
        string name,
        string kind,
        Primitive original,
        Func<Expr, Expr, Partial> rule
    ) => new(name, kind, original, original.With(Derivative.Elementwise(rule)));

    private static Mutant Two(
        string name,
        string kind,
        Primitive original,
        Func<Expr, Expr, Expr, (Partial, Partial)> rule
    ) => new(name, kind, original, original.With(Derivative.Elementwise(rule)));

    private static Mutant Many(
        string name,
        string kind,
        Primitive original,
        Func<Apply, IReadOnlyList<Partial>> rule
    ) => new(name, kind, original, original.With(Derivative.Elementwise(rule)));
}
