namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>What formulas show in place of a primitive has the value that the primitive has.</summary>
public class WrittenOutTests
{
    private static readonly double[] Points = [0.7, 1.3, -0.4, 2.1, -1.6, 0.2];

    private static Expr? WrittenOut(Expr y) =>
        ((Apply)y).Primitive.Notation.WrittenOut?.Invoke((Apply)y);

    [Fact]
    public void It_has_the_same_value_inside_the_domain_for_the_whole_table()
    {
        var written = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var primitive in Primitives.All)
        foreach (var sample in primitive.Samples)
        {
            if (primitive.Notation.WrittenOut is null)
                continue;
            Expr[] x =
            [
                .. Enumerable.Range(0, primitive.Arity.Least).Select(i => Input($"x{i}", 2, 3)),
            ];
            Binding<double>[] at =
            [
                .. x.Select((each, i) => new Binding<double>(each, Inside(primitive.Domain[i], i))),
            ];
            var y = primitive.Apply(sample, x);
            if (WrittenOut(y) is not { } shown)
                continue;
            AssertSame($"{primitive} {sample}", y, shown, at);
            written.Add(primitive.Name);
        }
        Assert.Equal(
            [
                "eluSlope",
                "expm1",
                "leakySlope",
                "log1p",
                "logSoftmaxOver",
                "logSumExpOver",
                "powDerivative",
                "strongMul",
            ],
            written
        );
    }

    /// <summary>Only a quotient of 1 is one fraction with what it is multiplied by, and only sigmoid(-x) is 1 - sigmoid(x).</summary>
    [Fact]
    public void It_has_the_same_value_where_the_inputs_decide_whether_there_is_any()
    {
        Expr a = Input("a", 6),
            b = Input("b", 6);
        Binding<double>[] at =
        [
            (a, NDArray<double>.Of([6], Points)),
            (b, NDArray<double>.Of([6], [1.1, -0.3, 0.6, 0, 1.7, -2.2])),
        ];
        Expr[] shown = [a * (1 / b), Sigmoid(-a), Where(a, Sin(a), 0), Where(b, Tanh(b), 0)];
        Expr[] asItIs =
        [
            a * (2 / b),
            a * (1 - b),
            a * (b / 1),
            a * b,
            a * Square(b),
            Sigmoid(Exp(a)),
            Sigmoid(a),
            Where(b, Cos(b), 0),
            Where(b, Sin(a), 0),
            Where(a, Sin(a), 1),
            Where(b, Sin(b), a),
            Where(a, a * b, 0),
        ];
        foreach (var y in shown)
        {
            var written = WrittenOut(y);
            Assert.NotNull(written);
            AssertSame($"{y}", y, written, at);
        }
        foreach (var y in asItIs)
            Assert.Null(WrittenOut(y));
    }

    private static NDArray<double> Inside(Interval domain, int input) =>
        NDArray<double>.Of(
            [2, 3],
            [
                .. Points.Select(
                    (_, i) =>
                        Points[(i + 2 * input) % 6] is var x && domain.Contains(x) ? x : Math.Abs(x)
                ),
            ]
        );

    private static void AssertSame(string what, Expr y, Expr shown, Binding<double>[] at)
    {
        double[] computed = Evaluate.Value(y, at).ToArray(),
            told = Evaluate.Value(shown, at).ToArray();
        Assert.Equal(computed.Length, told.Length);
        for (int i = 0; i < told.Length; i++)
            Assert.True(
                computed[i] == told[i]
                    || Math.Abs(computed[i] - told[i]) <= 1e-12 * Math.Abs(computed[i]),
                $"{what}: element {i} is {computed[i]}, but what is shown is {told[i]}"
            );
    }
}
