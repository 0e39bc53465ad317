using System.Numerics;
using static System.Double;

namespace FunctionalGrad.UnitTests;

/// <summary>Values at 0, -0, the infinities and NaN, bit for bit, in both element types.</summary>
public class SpecialValuesTests
{
    private const double Inf = PositiveInfinity;

    private static readonly Dictionary<
        string,
        (Func<Expr, Expr> Of, (double X, double Y)[] At)
    > Rows = new()
    {
        ["neg"] = (x => -x, [(0, -0.0), (-0.0, 0), (Inf, -Inf), (NaN, NaN)]),
        ["abs"] = (Abs, [(0, 0), (-0.0, 0), (Inf, Inf), (-Inf, Inf), (NaN, NaN)]),
        ["sign"] = (Sign, [(0, 0), (-0.0, -0.0), (Inf, 1), (-Inf, -1), (1e-30, 1), (NaN, NaN)]),
        ["floor"] = (
            Floor,
            [(0, 0), (-0.0, -0.0), (-0.5, -1), (0.5, 0), (Inf, Inf), (-Inf, -Inf), (NaN, NaN)]
        ),
        ["exp"] = (
            Exp,
            [(0, 1), (-0.0, 1), (Inf, Inf), (-Inf, 0), (800, Inf), (-800, 0), (NaN, NaN)]
        ),
        ["expm1"] = (
            ExpM1,
            [(0, 0), (-0.0, -0.0), (Inf, Inf), (-Inf, -1), (800, Inf), (-800, -1), (NaN, NaN)]
        ),
        ["log"] = (
            Log,
            [(1, 0), (0, -Inf), (-0.0, -Inf), (Inf, Inf), (-1, NaN), (-Inf, NaN), (NaN, NaN)]
        ),
        ["log1p"] = (
            Log1P,
            [(0, 0), (-0.0, -0.0), (-1, -Inf), (Inf, Inf), (-2, NaN), (-Inf, NaN), (NaN, NaN)]
        ),
        ["sqrt"] = (
            Sqrt,
            [(0, 0), (-0.0, -0.0), (4, 2), (Inf, Inf), (-1, NaN), (-Inf, NaN), (NaN, NaN)]
        ),
        ["square"] = (Square, [(0, 0), (-0.0, 0), (-3, 9), (-Inf, Inf), (NaN, NaN)]),
        ["reciprocal"] = (Reciprocal, [(0, Inf), (-0.0, -Inf), (Inf, 0), (-Inf, -0.0), (NaN, NaN)]),
        ["sin"] = (Sin, [(0, 0), (-0.0, -0.0), (Inf, NaN), (-Inf, NaN), (NaN, NaN)]),
        ["cos"] = (Cos, [(0, 1), (-0.0, 1), (Inf, NaN), (-Inf, NaN), (NaN, NaN)]),
        ["tanh"] = (
            Tanh,
            [(0, 0), (-0.0, -0.0), (1000, 1), (-1000, -1), (Inf, 1), (-Inf, -1), (NaN, NaN)]
        ),
        ["relu"] = (Relu, [(0, 0), (-0.0, 0), (Inf, Inf), (-Inf, 0), (NaN, NaN)]),
        ["leakyRelu"] = (
            x => LeakyRelu(x, 0.5),
            [(0, 0), (-0.0, -0.0), (-2, -1), (Inf, Inf), (-Inf, -Inf), (NaN, NaN)]
        ),
        ["elu"] = (
            x => Elu(x),
            [(0, 0), (-0.0, -0.0), (-800, -1), (Inf, Inf), (-Inf, -1), (NaN, NaN)]
        ),
        ["sigmoid"] = (
            Sigmoid,
            [(0, 0.5), (-0.0, 0.5), (800, 1), (-800, 0), (Inf, 1), (-Inf, 0), (NaN, NaN)]
        ),
        ["softplus"] = (Softplus, [(800, 800), (-800, 0), (Inf, Inf), (-Inf, 0), (NaN, NaN)]),
        ["silu"] = (
            Silu,
            [(0, 0), (-0.0, -0.0), (800, 800), (-800, -0.0), (Inf, Inf), (-Inf, -0.0), (NaN, NaN)]
        ),
        ["gelu"] = (
            Gelu,
            [(0, 0), (-0.0, -0.0), (800, 800), (-800, -0.0), (Inf, Inf), (-Inf, -0.0), (NaN, NaN)]
        ),
        ["erf"] = (Erf, [(0, 0), (-0.0, -0.0), (Inf, 1), (-Inf, -1), (NaN, NaN)]),
        ["normalCdf"] = (
            NormalCdf,
            [(0, 0.5), (Inf, 1), (-Inf, 0), (800, 1), (-800, 0), (NaN, NaN)]
        ),
        ["normalPdf"] = (NormalPdf, [(Inf, 0), (-Inf, 0), (1e30, 0), (-800, 0), (NaN, NaN)]),
        ["x^3"] = (
            x => Pow(x, 3),
            [(0, 0), (-0.0, -0.0), (-2, -8), (Inf, Inf), (-Inf, -Inf), (NaN, NaN)]
        ),
        ["x^0"] = (x => Pow(x, 0), [(0, 1), (-0.0, 1), (Inf, 1), (-Inf, 1), (NaN, NaN)]),
        ["x^-1"] = (x => Pow(x, -1), [(0, Inf), (-0.0, -Inf), (Inf, 0), (-Inf, -0.0), (NaN, NaN)]),
        ["x^0.5"] = (x => Pow(x, 0.5), [(0, 0), (4, 2), (-1, NaN), (Inf, Inf), (NaN, NaN)]),
        ["max(x, 0)"] = (x => Max(x, 0), [(-0.0, 0), (Inf, Inf), (-Inf, 0), (NaN, NaN)]),
        ["min(x, 0)"] = (x => Min(x, 0), [(-0.0, -0.0), (Inf, 0), (-Inf, -Inf), (NaN, NaN)]),
        ["clip(x, -1, 1)"] = (
            x => Clip(x, -1, 1),
            [(Inf, 1), (-Inf, -1), (-0.0, -0.0), (NaN, NaN)]
        ),
        ["x > 0"] = (x => x > 0, [(0, 0), (-0.0, 0), (1e-30, 1), (Inf, 1), (-Inf, 0), (NaN, 0)]),
        ["x >= 0"] = (x => x >= 0, [(0, 1), (-0.0, 1), (-1e-30, 0), (NaN, 0)]),
        ["x < 0"] = (x => x < 0, [(0, 0), (-0.0, 0), (-1e-30, 1), (NaN, 0)]),
        ["x <= 0"] = (x => x <= 0, [(0, 1), (-0.0, 1), (1e-30, 0), (NaN, 0)]),
        ["x = 0"] = (x => EqualTo(x, 0), [(0, 1), (-0.0, 1), (1e-30, 0), (NaN, 0)]),
        ["x <> 0"] = (x => NotEqualTo(x, 0), [(0, 0), (-0.0, 0), (1e-30, 1), (NaN, 1)]),
        ["where(x, 2, 3)"] = (
            x => Where(x, 2, 3),
            [(0, 3), (-0.0, 3), (-1, 2), (Inf, 2), (NaN, NaN)]
        ),
        ["wins(x, 0)"] = (
            x => Wins(x, Zeros(x.Shape)),
            [(0, 0.5), (-0.0, 0.5), (Inf, 1), (-1, 0), (NaN, NaN)]
        ),
    };

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_value_is_right_to_the_bit_in_double(string name) => Check<double>(name);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_value_is_right_to_the_bit_in_float(string name) => Check<float>(name);

    private static void Check<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (function, points) = Rows[name];
        var x = Input("x", points.Length);
        var at = NDArray<T>.Of(x.Shape, [.. points.Select(point => T.CreateChecked(point.X))]);
        var y = Evaluate.Value<T>(function(x), (x, at)).Span;
        for (int i = 0; i < points.Length; i++)
        {
            var expected = T.CreateChecked(points[i].Y);
            Assert.True(
                y[i].Equals(expected)
                    && (T.IsNaN(expected) || T.IsNegative(y[i]) == T.IsNegative(expected)),
                $"{name} at {points[i].X}: {y[i]}, but {expected} was expected"
            );
        }
    }
}
