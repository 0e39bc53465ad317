using System.Numerics;

namespace FunctionalGrad.UnitTests.Kernels;

public class ElementwiseKernelTests
{
    private static readonly Dictionary<
        string,
        (Func<Expr, Expr> Graph, Func<double, double> Of)
    > Rows = new()
    {
        ["sin"] = (Sin, Math.Sin),
        ["cos"] = (Cos, Math.Cos),
        ["log"] = (Log, Math.Log),
        ["x^0.7"] = (x => Pow(x, 0.7), x => Math.Pow(x, 0.7)),
        ["x^-3.1"] = (x => Pow(x, -3.1), x => Math.Pow(x, -3.1)),
        ["1.5^x"] = (x => Pow(Fill(x.Shape, 1.5), x), x => Math.Pow(1.5, x)),
        ["x^4"] = (x => Pow(x, 4), x => x * x * x * x),
        ["x^-1"] = (x => Pow(x, -1), x => Math.Pow(x, -1)),
        ["x^-2"] = (x => Pow(x, -2), x => Math.Pow(x, -2)),
        ["x^0.5"] = (x => Pow(x, 0.5), x => Math.Pow(x, 0.5)),
        ["x^-0.5"] = (x => Pow(x, -0.5), x => Math.Pow(x, -0.5)),
        ["x^1.5"] = (x => Pow(x, 1.5), x => Math.Pow(x, 1.5)),
    };

    /// <summary>Small and large, whole multiples of pi/2 with their neighbours, and what is no number.</summary>
    private static readonly double[] Points =
    [
        0,
        -0.0,
        double.PositiveInfinity,
        double.NegativeInfinity,
        double.NaN,
        double.Epsilon,
        -double.Epsilon,
        double.MaxValue,
        1e154,
        1.3e154,
        1e-170,
        2.2250738585072014e-308,
        2.2250738585072011e-308,
        1.17549435e-38,
        1.1e-38,
        1.4e-45,
        0.70710678118654746,
        1.4142135623730951,
        .. Enumerable.Range(1, 40).Select(i => 1 + Math.ScaleB(i - 20, -45)),
        6381956970095103.0 * 2,
        .. from n in Enumerable.Range(-500, 1000)
        from step in new[] { -1e-9, 0, 1e-5, 0.3 }
        select n * Math.PI / 2 + step,
        .. from n in new[] { 11, 12345, 636000, 636619, 636620, 700001, 123456789 }
        from sign in new[] { 1, -1 }
        select sign * n * (Math.PI / 2),
    ];

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_vector_kernel_agrees_with_the_scalar_function(string name)
    {
        var (graph, of) = Rows[name];
        var x = Input("x", Points.Length);
        var doubles = Evaluate.Value(graph(x), (x, NDArray<double>.Of(x.Shape, Points))).Span;
        var floats = Array.ConvertAll(Points, point => (float)point);
        var singles = Evaluate.Value<float>(graph(x), (x, NDArray<float>.Of(x.Shape, floats))).Span;
        for (int i = 0; i < Points.Length; i++)
        {
            IsNear(name, Points[i], of(Points[i]), doubles[i], double.BitIncrement);
            IsNear(name, floats[i], (float)of(floats[i]), singles[i], float.BitIncrement);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_element_has_the_same_bits_wherever_it_stands(string name)
    {
        var x = Input("x", Points.Length);
        var y = Rows[name].Graph(x);
        var whole = Evaluate.Value(y, (x, NDArray<double>.Of(x.Shape, Points))).Span.ToArray();
        for (int from = 1; from < 20; from++)
        {
            var part = Input("part", 23);
            var values = NDArray<double>.Of(part.Shape, Points[from..(from + 23)]);
            var again = Evaluate.Value(Rows[name].Graph(part), (part, values));
            Assert.True(
                NDArray<double>.Of(part.Shape, whole[from..(from + 23)]).SameBits(again),
                $"{name} from {from} on"
            );
        }
    }

    /// <summary>Within two units in the last place, with the same sign of zero.</summary>
    private static void IsNear<T>(string name, T x, T expected, T y, Func<T, T> next)
        where T : IBinaryFloatingPointIeee754<T>
    {
        if (T.IsNaN(expected) && T.IsNaN(y))
            return;
        var two = T.One + T.One;
        bool near = T.IsFinite(expected)
            ? T.Abs(y - expected) <= two * (next(T.Abs(expected)) - T.Abs(expected))
                && T.IsNegative(y) == T.IsNegative(expected)
            : y == expected;
        Assert.True(near, $"{name} of {x} is {y}, and {expected} was expected");
    }
}
