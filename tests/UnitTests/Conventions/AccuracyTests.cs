namespace FunctionalGrad.UnitTests;

/// <summary>Kernels against the series, in units in the last place of the result.</summary>
public class AccuracyTests
{
    private static readonly double[] Reals =
    [
        .. from magnitude in new[] { 1e-300, 1e-17, 1e-9, 1e-4, 0.011, 0.13, 0.31, 0.55, 0.69, 0.9 }
        from sign in new[] { 1, -1 }
        select sign * magnitude,
        .. from magnitude in new[] { 1, 1.3, 1.9, 2.6, 3.7, 5.1, 8.3, 12.7, 19, 26.5, 33, 50 }
        from sign in new[] { 1, -1 }
        select sign * magnitude,
    ];

    private static readonly double[] Positives =
    [
        .. Reals.Where(x => x > 0),
        0.999,
        1.001,
        1e10,
        1e300,
        5e-324,
    ];

    private static Precise One => Precise.One;

    private static Precise Logistic(Precise x) => One / (One + Precise.Exp(-x));

    private static Precise Phi(Precise x) =>
        (One + Precise.Erf(x / Precise.Sqrt(Precise.Of(2)))) / 2;

    private static Precise Hyperbolic(Precise x)
    {
        var square = Precise.Exp(x + x);
        return (square - One) / (square + One);
    }

    private sealed record Row(
        string Name,
        Func<Expr, Expr> Function,
        Func<Precise, Precise> Reference,
        double[] Points
    );

    private static readonly Row[] Rows =
    [
        new("exp", Exp, Precise.Exp, [.. Reals, 700, -700]),
        new("expm1", ExpM1, x => Precise.Exp(x) - One, [.. Reals, 700]),
        new("log", Log, Precise.Log, Positives),
        new("log1p", Log1P, x => Precise.Log(One + x), [.. Reals.Where(x => x > -1), -0.999, 1e10]),
        new("sqrt", Sqrt, Precise.Sqrt, Positives),
        new("sin", Sin, Precise.Sin, [.. Reals, 1e4]),
        new("cos", Cos, Precise.Cos, [.. Reals, 1e4]),
        new("tanh", Tanh, Hyperbolic, Reals),
        new("sigmoid", Sigmoid, Logistic, [.. Reals, -700]),
        new("softplus", Softplus, x => Precise.Log(One + Precise.Exp(x)), [.. Reals, -700]),
        new("silu", Silu, x => x * Logistic(x), [.. Reals, -700]),
        new("elu", x => Elu(x), x => x.IsPositive ? x : Precise.Exp(x) - One, Reals),
        new("erf", Erf, Precise.Erf, [.. Reals.Where(x => Math.Abs(x) < 7)]),
        new("normalCdf", NormalCdf, Phi, Moderate),
        new("normalPdf", NormalPdf, Density, Moderate),
        new("gelu", Gelu, x => x * Phi(x), Moderate),
        new("erf in tails", Erf, Precise.Erf, Tails(0, 6)),
        new("normalCdf in tails", NormalCdf, Phi, Tails(-37, 9)),
        new("gelu in tails", Gelu, x => x * Phi(x), Tails(-37, 9)),
        new("exp near underflow", Exp, Precise.Exp, Vanishing),
        new("sigmoid near underflow", Sigmoid, Logistic, Vanishing),
        new("softplus near underflow", Softplus, x => Precise.Log(One + Precise.Exp(x)), Vanishing),
        new("silu near underflow", Silu, x => x * Logistic(x), Vanishing),
        new("normalCdf near underflow", NormalCdf, Phi, [-37.6, -37.9, -38.2, -38.45]),
        new("normalPdf near underflow", NormalPdf, Density, [-37.7, 38.1, -38.4, 38.55]),
        new("gelu near underflow", Gelu, x => x * Phi(x), [-37.6, -37.9, -38.2, -38.45, -38.56]),
        new("log near one", Log, Precise.Log, [.. Tails(0.6, 1.6).Where(x => x > 0)]),
        new(
            "x^y in y",
            x => Pow(x, Fill(x.Shape, 20.75)),
            x => Precise.Exp(Precise.Log(x) * Precise.Of(20.75)),
            [.. Tails(0.01, 90).Where(x => x > 0)]
        ),
        new("x^3", x => Pow(x, 3), x => x * x * x, Ordinary(Reals)),
        new("x^-2", x => Pow(x, -2), x => One / (x * x), Ordinary(Reals)),
        new("x^1.5", x => Pow(x, 1.5), x => x * Precise.Sqrt(x), Ordinary(Positives)),
        new("x^y", x => Pow(x, Fill(x.Shape, 0.75)), FourthRootCubed, Ordinary(Positives)),
    ];

    private static double[] Moderate => [.. Reals.Where(x => Math.Abs(x) < 34), -34.7, -36.1];

    /// <summary>Points evenly spread, and about the ends of the intervals on which kernels take other polynomials.</summary>
    private static double[] Tails(double low, double high) =>
        [
            .. Enumerable.Range(1, 40).Select(i => low + (high - low) * i / 41.3),
            .. from end in new[] { 0.84375, 1.25, 1 / 0.35, 1.1932427, 1.7677669, 4.0406101 }
            from x in new[] { end, Math.BitDecrement(end), -end, -Math.BitIncrement(end) }
            where x > low && x < high
            select x,
        ];

    /// <summary>Where e^x has ever fewer digits.</summary>
    private static double[] Vanishing => [-708.3, -709.9, -720.7, -738.4, -744.9];

    private static double[] Ordinary(double[] points) =>
        [.. points.Where(x => Math.Abs(x) is > 1e-100 and < 1e100)];

    private static Precise Density(Precise x) =>
        Precise.Exp(-(x * x) / 2) / Precise.Sqrt(Precise.Pi + Precise.Pi);

    private static Precise FourthRootCubed(Precise x) => x / Precise.Sqrt(Precise.Sqrt(x));

    public static TheoryData<string> Functions => [.. Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_kernel_is_within_three_units_in_the_last_place(string name)
    {
        var row = Rows.Single(row => row.Name == name);
        var x = Input("x", row.Points.Length);
        var doubles = Evaluate.Value(row.Function(x), (x, NDArray<double>.Of(x.Shape, row.Points)));
        var points = Array.ConvertAll(row.Points, point => (float)point);
        var singles = Evaluate.Value<float>(
            row.Function(x),
            (x, NDArray<float>.Of(x.Shape, points))
        );
        for (int i = 0; i < row.Points.Length; i++)
        {
            double y = doubles.Span[i];
            double apart = row.Reference(Precise.Of(row.Points[i])).Apart(y, Ulp(y));
            Assert.True(apart <= 3, $"{name}({row.Points[i]:R}) = {y:R} is {apart} ulp away");

            float z = singles.Span[i];
            if (points[i] == 0 || !float.IsNormal(z))
                continue;
            apart = row.Reference(Precise.Of(points[i])).Apart(z, Ulp(z));
            Assert.True(apart <= 3, $"{name}({points[i]:R}f) = {z:R} is {apart} ulp away");
        }
    }

    private static double Ulp(double y) => Math.BitIncrement(Math.Abs(y)) - Math.Abs(y);

    private static double Ulp(float y) => (double)MathF.BitIncrement(Math.Abs(y)) - Math.Abs(y);
}
