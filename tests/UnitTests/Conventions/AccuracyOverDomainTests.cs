namespace FunctionalGrad.UnitTests;

/// <summary>Every elementwise primitive of the table that is more than one rounded operation, at thousands of points.</summary>
public class AccuracyOverDomainTests
{
    private delegate DoubleDouble Reference(double[] x, double coefficient);

    private static readonly Dictionary<string, Reference> References = new()
    {
        ["exp"] = Of(DoubleDouble.Exp),
        ["expm1"] = Of(DoubleDouble.ExpM1),
        ["log"] = Of(x => x.High > 0 ? DoubleDouble.Log(x) : double.NaN),
        ["log1p"] = Of(x => x.High > -1 ? DoubleDouble.Log1P(x) : double.NaN),
        ["sin"] = Of(DoubleDouble.Sin),
        ["cos"] = Of(DoubleDouble.Cos),
        ["tanh"] = Of(Tanh),
        ["sigmoid"] = Of(Sigmoid),
        ["softplus"] = Of(Softplus),
        ["silu"] = Of(x => x * Sigmoid(x)),
        ["erf"] = Of(DoubleDouble.Erf),
        ["normalCdf"] = Of(Phi),
        ["normalPdf"] = Of(x => DoubleDouble.Exp(-(x * x) * 0.5) * DoubleDouble.OneOverRootOfTwoPi),
        ["gelu"] = Of(x => x * Phi(x)),
        ["elu"] = (x, alpha) => x[0] > 0 ? x[0] : alpha * DoubleDouble.ExpM1(x[0]),
        ["eluSlope"] = (x, alpha) => x[0] > 0 ? 1 : alpha * DoubleDouble.Exp(x[0]),
        ["powConstant"] = (x, exponent) => DoubleDouble.Pow(x[0], exponent),
        ["pow"] = (x, _) => DoubleDouble.Pow(x[0], x[1]),
    };

    /// <summary>What the processor rounds once or not at all; and sums of powers, which may cancel, in VariableExponentTests.</summary>
    private static readonly string[] WithoutReference =
    [
        "neg add sub mul div sqrt square reciprocal abs sign floor max min relu leakyRelu leakySlope stopGradient",
        "greater less greaterEqual lessEqual equal notEqual select strongMul wins whereAny powDerivative",
    ];

    /// <summary>About where kernels change their formulas, and where they once were more than 4 units away.</summary>
    private static readonly double[] Switches =
    [
        .. from k in new[] { 0.25, 0.5, 1, 1.5, 2.5, 3.5, 10.5, 30.5 }
        select k * 0.69314718055994531,
        .. from end in new[] { 0.84375, 1.25, 1 / 0.35 }
        from scale in new[] { 1, Math.Sqrt(2) }
        select end * scale,
        .. from k in new[] { 1, 2, 3, 4, 5, 40, 4000, 636620 } select k * Math.PI / 4,
        .. new[] { 0.5, 0.70710678118654752, 1, 1.4142135623730951, 0.29289, 0.41421356, 6, 20 },
        .. new[] { 0.12530114, 0.12492240915304162, 1.1688919762004595, 3.0232725148197597 },
        .. new[] { 0.3872654561126909, 0.39435709 },
    ];

    private static readonly double[] Points = [.. Spread()];

    public static TheoryData<string> Names => [.. References.Keys];

    private static IEnumerable<Primitive> Elementwise =>
        Primitives.All.Where(primitive =>
            primitive.Derivative is ElementwiseDerivative or NoDerivative
        );

    [Fact]
    public void Every_elementwise_primitive_has_a_reference_or_a_reason_to_have_none()
    {
        var without = WithoutReference.SelectMany(names => names.Split(' '));
        Assert.Equal(
            Elementwise.Select(primitive => primitive.Name).Order(),
            References.Keys.Concat(without).Order()
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_double_a_kernel_is_within_three_units_in_the_last_place(string name) =>
        AssertNear(name, Points, 1e-290, 1.7e308, Math.BitIncrement);

    [Theory]
    [MemberData(nameof(Names))]
    public void In_float_a_kernel_is_within_three_units_in_the_last_place(string name) =>
        AssertNear<float>(
            name,
            [.. Points.Select(x => (float)x).Where(float.IsFinite)],
            0,
            3.4e38,
            y => MathF.BitIncrement((float)y)
        );

    /// <summary>Below the least the reference has no digits left in double: AccuracyTests goes there.</summary>
    private static void AssertNear<T>(
        string name,
        T[] points,
        double least,
        double most,
        Func<double, double> next
    )
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var primitive = Elementwise.Single(primitive => primitive.Name == name);
        var reference = References[name];
        T[][] inputs = [points, [.. points.Index().Select(p => Exponent<T>(p.Index))]];
        Expr[] x =
        [
            .. Enumerable
                .Range(0, primitive.Arity.Least)
                .Select(i => Input($"x{i}", points.Length)),
        ];
        int measured = 0;
        foreach (var attributes in primitive.Samples)
        {
            var values = Evaluate
                .Value<T>(
                    primitive.Apply(attributes, x),
                    [.. x.Select((xi, i) => (Binding<T>)(xi, NDArray<T>.Of(xi.Shape, inputs[i])))]
                )
                .Span;
            double coefficient = (attributes as Coefficient)?.Value ?? double.NaN;
            for (int i = 0; i < points.Length; i++)
            {
                double[] at = [.. x.Select((_, j) => double.CreateChecked(inputs[j][i]))];
                var exact = reference(at, coefficient);
                double size = Math.Abs(exact.High);
                if (at[0] == 0 || Math.Abs(at[0]) < least || !(size > least && size < most))
                    continue;
                measured++;
                double y = double.CreateChecked(values[i]);
                double apart = exact.Apart(y, next(Math.Abs(y)) - Math.Abs(y));
                Assert.True(
                    apart <= 3,
                    $"{name}({string.Join(", ", at)}) = {y:R} is {apart} ulp away"
                );
            }
        }
        Assert.True(measured > 2000, $"{name}: {measured} points");
    }

    /// <summary>Small and large numbers, evenly spread ones, and many about the switches.</summary>
    private static IEnumerable<double> Spread()
    {
        var random = new Random(4);
        double Between(double low, double high) => low + (high - low) * random.NextDouble();
        for (int i = 0; i < 1500; i++)
        {
            yield return Math.Pow(10, Between(-20, 3)) * (i % 2 == 0 ? 1 : -1);
            yield return Between(-1.5, 1.5);
        }
        for (int i = 0; i < 800; i++)
        {
            yield return Between(-4, 4);
            yield return Between(-40, 40);
        }
        for (int i = 0; i < 400; i++)
        {
            yield return Between(-745, 745);
            yield return Math.Pow(10, Between(-300, 300)) * (i % 2 == 0 ? 1 : -1);
        }
        foreach (double at in Switches)
        foreach (int sign in new[] { 1, -1 })
        {
            yield return sign * at;
            yield return sign * Math.BitIncrement(at);
            yield return sign * Math.BitDecrement(at);
            for (int i = 0; i < 20; i++)
                yield return sign * at * Between(0.999, 1.001);
        }
    }

    private static T Exponent<T>(int i)
        where T : System.Numerics.INumber<T> => T.CreateChecked(i * 37 % 641 / 16.0 - 20);

    private static Reference Of(Func<DoubleDouble, DoubleDouble> f) => (x, _) => f(x[0]);

    private static DoubleDouble Tanh(DoubleDouble x)
    {
        if (Math.Abs(x.High) > 40)
            return Math.Sign(x.High);
        var m = DoubleDouble.ExpM1(x + x);
        return m / (m + 2);
    }

    private static DoubleDouble Sigmoid(DoubleDouble x)
    {
        var t = DoubleDouble.Exp(x.High > 0 ? -x : x);
        return (x.High > 0 ? 1 : t) / (1 + t);
    }

    private static DoubleDouble Softplus(DoubleDouble x) =>
        x.High > 0
            ? x + DoubleDouble.Log1P(DoubleDouble.Exp(-x))
            : DoubleDouble.Log1P(DoubleDouble.Exp(x));

    private static DoubleDouble Phi(DoubleDouble x) =>
        DoubleDouble.ErfC(-x * DoubleDouble.RootOfHalf) * 0.5;
}
