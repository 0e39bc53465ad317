using static System.Double;
using static FunctionalGrad.UnitTests.ConventionRow;

namespace FunctionalGrad.UnitTests;

/// <summary>What happens at ties, kinks and edges, one row per promise.</summary>
internal static class ElementwiseConventions
{
    private const double Inf = PositiveInfinity;

    public static IReadOnlyList<ConventionRow> Rows { get; } =
    [
        .. Ties(),
        .. Kinks(),
        .. StrongZeros(),
        .. Powers(),
        .. Saturation(),
        .. SmoothAtZero(),
        .. Division(),
        .. NotANumber(),
    ];

    private static IEnumerable<ConventionRow> Ties() =>
        [
            Of("max at a tie", (a, b) => Max(a, b), (2, 2), 2, (0.5, 0.5)),
            Of("min at a tie", (a, b) => Min(a, b), (2, 2), 2, (0.5, 0.5)),
            Of("max at a tie of zeros", (a, b) => Max(a, b), (0.0, -0.0), 0, (0.5, 0.5)),
            Of("max at a tie of infinities", (a, b) => Max(a, b), (Inf, Inf), Inf, (0.5, 0.5)),
            Of("max of different ones", (a, b) => Max(a, b), (3, 2), 3, (1, 0)),
            Of("min of different ones", (a, b) => Min(a, b), (3, 2), 2, (0, 1)),
            Of("max(x, x)", x => Max(x, x), 2, 2, 1),
            Of("min(x, x)", x => Min(x, x), 2, 2, 1),
            Of("max + min at a tie", (a, b) => Max(a, b) + Min(a, b), (2, 2), 4, (1, 1)),
            Of("max, first", (a, b) => Max(a, b, TiePolicy.First), (2, 2), 2, (1, 0)),
            Of("max, second", (a, b) => Max(a, b, TiePolicy.Second), (2, 2), 2, (0, 1)),
            Of("min, first", (a, b) => Min(a, b, TiePolicy.First), (2, 2), 2, (1, 0)),
            Of("min, second", (a, b) => Min(a, b, TiePolicy.Second), (2, 2), 2, (0, 1)),
            Of("max, first, no tie", (a, b) => Max(a, b, TiePolicy.First), (1, 2), 2, (0, 1)),
            Of("min, second, no tie", (a, b) => Min(a, b, TiePolicy.Second), (1, 2), 1, (1, 0)),
            Of("max, error, no tie", (a, b) => Max(a, b, TiePolicy.Error), (1, 2), 2, (0, 1)),
            Of("clip at the lower bound", x => Clip(x, -1, 1), -1, -1, 0),
            Of("clip at the upper bound", x => Clip(x, -1, 1), 1, 1, 0),
            Of("clip inside", x => Clip(x, -1, 1), 0.5, 0.5, 1),
            Of("clip below", x => Clip(x, -1, 1), -3, -1, 0),
            Of("clip above", x => Clip(x, -1, 1), 3, 1, 0),
            Of("clip between equal bounds", x => Clip(x, 1, 1), 1, 1, 0),
        ];

    private static IEnumerable<ConventionRow> Kinks() =>
        [
            Of("relu at 0", x => Relu(x), 0, 0, 0),
            Of("relu at -0", x => Relu(x), -0.0, 0, 0),
            Of("relu on the right", x => Relu(x), 3, 3, 1),
            Of("relu on the left", x => Relu(x), -3, 0, 0),
            Of("relu(x) - relu(-x) at 0", x => Relu(x) - Relu(-x), 0, 0, 0),
            Of("relu(x) - relu(-x) elsewhere", x => Relu(x) - Relu(-x), -2, -2, 1),
            Of("abs at 0", x => Abs(x), 0, 0, 0),
            Of("abs at -0", x => Abs(x), -0.0, 0, 0),
            Of("sign at 0", x => Sign(x), 0, 0, 0),
            Of("sign elsewhere", x => Sign(x), -2, -1, 0),
            Of("floor on an integer", x => Floor(x), 2, 2, 0),
            Of("floor between integers", x => Floor(x), -0.5, -1, 0),
            Of("leakyRelu at 0", x => LeakyRelu(x), 0, 0, 0.1),
            Of("leakyRelu on the left", x => LeakyRelu(x), -2, -0.2, 0.1),
            Of("leakyRelu at 0, slope 0", x => LeakyRelu(x, 0), 0, 0, 0),
            Of("leakyRelu at 0, slope 2", x => LeakyRelu(x, 2), 0, 0, 1),
            Of("leakyRelu at 0, slope -1/2", x => LeakyRelu(x, -0.5), 0, -0.0, 0),
            Of("leakyRelu on the left, slope -1/2", x => LeakyRelu(x, -0.5), -2, 1, -0.5),
            Of("elu at 0", x => Elu(x), 0, 0, 1),
            Of("elu at 0, alpha 1/2", x => Elu(x, 0.5), 0, 0, 0.5),
            Of("elu at 0, alpha 2", x => Elu(x, 2), 0, 0, 1),
            Of("elu at 0, alpha 0", x => Elu(x, 0), 0, 0, 0),
            Of("elu at 0, alpha -1/2", x => Elu(x, -0.5), 0, -0.0, 0),
            Of("elu' at 0", x => Gradient(Elu(x), x)[0], 0, 1, 0),
        ];

    private static IEnumerable<ConventionRow> StrongZeros() =>
        [
            Of("sqrt at 0", x => Sqrt(x), 0, 0, Inf),
            Of("sqrt at -0", x => Sqrt(x), -0.0, -0.0, Inf),
            Of("sqrt below 0", x => Sqrt(x), -1, NaN, NaN),
            Of("log at 0", x => Log(x), 0, -Inf, Inf),
            Of("log at -0", x => Log(x), -0.0, -Inf, Inf),
            Of("log1p at -1", x => Log1P(x), -1, -Inf, Inf),
            Of("where(x > 0, sqrt x, 0) at 0", x => Where(x > 0, Sqrt(x), 0), 0, 0, 0),
            Of("where(x > 0, log x, 0) at 0", x => Where(x > 0, Log(x), 0), 0, 0, 0),
            Of("where(x > 0, sqrt(x^2), 0) at 0", x => Where(x > 0, Sqrt(Square(x)), 0), 0, 0, 0),
            Of("where(x > 0, 3 log x + x, x) at 0", x => Where(x > 0, 3 * Log(x) + x, x), 0, 0, 1),
            Of("where(x = 0, 0, 1/x) at 0", x => Where(EqualTo(x, 0), 0, 1 / x), 0, 0, 0),
            Of("max(1, sqrt x) at 0", x => Max(Sqrt(x), 1), 0, 1, 0),
            Of("min(1, 1/x) at 0", x => Min(1 / x, 1), 0, 1, 0),
            Of("relu(log x) at 0", x => Relu(Log(x)), 0, 0, 0),
            Of("clip(log x, -1, 1) at 0", x => Clip(Log(x), -1, 1), 0, -1, 0),
            Of("where takes the first", (a, b) => Where(a - a + 1, a, b), (2, 3), 2, (1, 0)),
            Of("where takes the second", (a, b) => Where(a - a, a, b), (2, 3), 3, (0, 1)),
            Of("the condition of where", (c, a) => Where(c, a, a), (2, 3), 3, (0, 1)),
        ];

    private static IEnumerable<ConventionRow> Powers() =>
        [
            Of("0^0", (x, y) => Pow(x, y), (0, 0), 1, (0, 0)),
            Of("0^1", (x, y) => Pow(x, y), (0, 1), 0, (1, 0)),
            Of("0^2", (x, y) => Pow(x, y), (0, 2), 0, (0, 0)),
            Of("0^(1/2)", (x, y) => Pow(x, y), (0, 0.5), 0, (Inf, 0)),
            Of("0^-1", (x, y) => Pow(x, y), (0, -1), Inf, (-Inf, -Inf)),
            Of("2^0", (x, y) => Pow(x, y), (2, 0), 1, (0, Math.Log(2))),
            Of("2^3", (x, y) => Pow(x, y), (2, 3), 8, (12, 8 * Math.Log(2))),
            Of("(-2)^3", (x, y) => Pow(x, y), (-2, 3), -8, (12, NaN)),
            Of("(-2)^0", (x, y) => Pow(x, y), (-2, 0), 1, (0, NaN)),
            Of("(-2)^(1/2)", (x, y) => Pow(x, y), (-2, 0.5), NaN, (NaN, NaN)),
            Of("x^x at 0", x => Pow(x, x), 0, 1, 0),
            Of("d/dx x^y at (2, 0)", (x, y) => Gradient(Pow(x, y), x)[0], (2, 0), 0, (0, 0.5)),
            Of(
                "d/dy x^y at (2, 0)",
                (x, y) => Gradient(Pow(x, y), y)[0],
                (2, 0),
                Math.Log(2),
                (0.5, Math.Log(2) * Math.Log(2))
            ),
            .. Smooth("x^3 at 0", x => Pow(x, 3), 0, 0, 0, 0, 6, 0, 0),
            .. Smooth("x^3 at -2", x => Pow(x, 3), -2, -8, 12, -12, 6, 0, 0),
            .. Smooth("x^2 at 0", x => Pow(x, 2), 0, 0, 0, 2, 0),
            .. Smooth("square at -3", x => Square(x), -3, 9, -6, 2, 0),
            .. Smooth("x^1 at 0", x => Pow(x, 1), 0, 0, 1, 0),
            .. Smooth("x^0 at 0", x => Pow(x, 0), 0, 1, 0),
            .. Smooth("x^-1 at -2", x => Pow(x, -1), -2, -0.5, -0.25, -0.25, -0.375),
            .. Smooth("x^4 at -1", x => Pow(x, 4), -1, 1, -4, 12, -24, 24, 0),
            Of("x^(1/2) at 0", x => Pow(x, 0.5), 0, 0, Inf),
            Of("x^(1/3) below 0", x => Pow(x, 1.0 / 3), -8, NaN, NaN),
            Of("x^-1 at 0", x => Pow(x, -1), 0, Inf, -Inf),
        ];

    private static IEnumerable<ConventionRow> Saturation()
    {
        foreach (double x in new[] { 50, 750, 1000, 1e6, 1e300 })
        {
            yield return Of($"tanh at {x}", v => Tanh(v), x, 1, 0);
            yield return Of($"tanh at {-x}", v => Tanh(v), -x, -1, 0);
            yield return Of($"sigmoid at {x}", v => Sigmoid(v), x, 1, Math.Exp(-x));
            yield return Of($"sigmoid at {-x}", v => Sigmoid(v), -x, Math.Exp(-x), Math.Exp(-x));
            yield return Of($"softplus at {x}", v => Softplus(v), x, x, 1);
            yield return Of($"softplus at {-x}", v => Softplus(v), -x, Math.Exp(-x), Math.Exp(-x));
            yield return Of($"silu at {x}", v => Silu(v), x, x, 1);
            yield return Of(
                $"silu at {-x}",
                v => Silu(v),
                -x,
                -x * Math.Exp(-x),
                (1 - x) * Math.Exp(-x)
            );
            yield return Of($"gelu at {x}", v => Gelu(v), x, x, 1);
            yield return Of($"gelu at {-x}", v => Gelu(v), -x, -0.0, 0);
            yield return Of($"elu at {x}", v => Elu(v), x, x, 1);
            yield return Of($"elu at {-x}", v => Elu(v), -x, -1, Math.Exp(-x));
            yield return Of($"erf at {x}", v => Erf(v), x, 1, 0);
            yield return Of($"erf at {-x}", v => Erf(v), -x, -1, 0);
        }
        yield return Of("silu at infinity", v => Silu(v), Inf, Inf, 1);
        yield return Of("silu at -infinity", v => Silu(v), -Inf, -0.0, 0);
        yield return Of("gelu at infinity", v => Gelu(v), Inf, Inf, 1);
        yield return Of("gelu at -infinity", v => Gelu(v), -Inf, -0.0, 0);
        foreach (double x in new[] { 50, 750, 1000 })
        {
            yield return Of($"geluTanh at {x}", v => GeluTanh(v), x, x, 1);
            yield return Of($"geluTanh at {-x}", v => GeluTanh(v), -x, -0.0, 0);
            yield return Of(
                $"log(sigmoid) through softplus at {-x}",
                v => -Softplus(-v),
                -x,
                -x,
                1
            );
        }
    }

    /// <summary>A smooth function is smooth at 0, to the third derivative, whatever it is made of.</summary>
    private static IEnumerable<ConventionRow> SmoothAtZero() =>
        [
            .. Smooth("sigmoid at 0", x => Sigmoid(x), 0, 0.5, 0.25, 0, -0.125),
            .. Smooth("tanh at 0", x => Tanh(x), 0, 0, 1, 0, -2),
            .. Smooth("softplus at 0", x => Softplus(x), 0, Math.Log(2), 0.5, 0.25, 0),
            .. Smooth("silu at 0", x => Silu(x), 0, 0, 0.5, 0.5, 0),
            .. Smooth("gelu at 0", x => Gelu(x), 0, 0, 0.5, Math.Sqrt(2 / Math.PI), 0),
            .. Smooth("geluTanh at 0", x => GeluTanh(x), 0, 0, 0.5, Math.Sqrt(2 / Math.PI), 0),
            .. Smooth(
                "erf at 0",
                x => Erf(x),
                0,
                0,
                2 / Math.Sqrt(Math.PI),
                0,
                -4 / Math.Sqrt(Math.PI)
            ),
            .. Smooth("expm1 at 0", x => ExpM1(x), 0, 0, 1, 1, 1),
            .. Smooth("log1p at 0", x => Log1P(x), 0, 0, 1, -1, 2),
            .. Smooth("sin at 0", x => Sin(x), 0, 0, 1, 0, -1),
            .. Smooth("cos at 0", x => Cos(x), 0, 1, 0, -1, 0),
            Of("gelu is exact", x => Gelu(x), 1, 0.8413447460685429, 1.0833154705876863),
            Of("geluTanh is not", x => GeluTanh(x), 1, 0.8411919906082768, 1.0829640838457826),
        ];

    private static IEnumerable<ConventionRow> Division() =>
        [
            Of("1 / 0", (a, b) => a / b, (1, 0), Inf, (Inf, -Inf)),
            Of("-1 / 0", (a, b) => a / b, (-1, 0), -Inf, (Inf, Inf)),
            Of("1 / -0", (a, b) => a / b, (1, -0.0), -Inf, (-Inf, -Inf)),
            Of("0 / 0", (a, b) => a / b, (0, 0), NaN, (Inf, NaN)),
            Of("1 / inf", (a, b) => a / b, (1, Inf), 0, (0, -0.0)),
            Of("reciprocal at 0", x => Reciprocal(x), 0, Inf, -Inf),
            Of("reciprocal at -0", x => Reciprocal(x), -0.0, -Inf, -Inf),
        ];

    /// <summary>Comparisons are false of NaN, so the gradients of relu and leakyRelu are those on the left.</summary>
    private static IEnumerable<ConventionRow> NotANumber() =>
        [
            Of("relu at NaN", x => Relu(x), NaN, NaN, 0),
            Of("leakyRelu at NaN", x => LeakyRelu(x), NaN, NaN, NaN),
            Of("abs at NaN", x => Abs(x), NaN, NaN, NaN),
            Of("sign at NaN", x => Sign(x), NaN, NaN, 0),
            Of("max at NaN", (a, b) => Max(a, b), (NaN, 1), NaN, (NaN, NaN)),
            Of("min at NaN", (a, b) => Min(a, b), (1, NaN), NaN, (NaN, NaN)),
            Of("NaN^0", (x, y) => Pow(x, y), (NaN, 0), NaN, (NaN, NaN)),
            Of("1^NaN", (x, y) => Pow(x, y), (1, NaN), NaN, (NaN, NaN)),
            Of("clip at NaN", x => Clip(x, -1, 1), NaN, NaN, NaN),
        ];
}
