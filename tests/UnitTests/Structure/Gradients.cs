namespace FunctionalGrad.UnitTests.Structure;

/// <summary>Compares derivatives of a function with Richardson-extrapolated central differences, both modes, two orders.</summary>
internal static class Gradients
{
    private const double Tolerance = 1e-6;

    /// <summary>Asserts that all derivatives of f, weighted to a scalar, are right at the given point.</summary>
    public static void AreRight(Func<Expr[], Expr> f, params NDArray<double>[] at)
    {
        Expr[] x = Inputs(at);
        var y = f(x);
        var weights = Constant(Random(99, y.Shape));
        var scalar = Sum(y * weights);
        AreRight(scalar, x, at);
        var gradient = Gradient(scalar, x);
        var directions = x.Select((input, i) => Constant(Random(7 + i, input.Shape)));
        AreRight(Add([.. gradient.Zip(directions, (g, v) => Sum(g * v))]), x, at);
    }

    /// <summary>Signed numbers between 1/4 and 5/4 in size, none of them equal.</summary>
    public static NDArray<double> Random(int seed, Shape shape)
    {
        var random = new Random(seed);
        return NDArray<double>.Create(
            shape,
            elements =>
            {
                for (int i = 0; i < elements.Length; i++)
                    elements[i] = (random.Next(2) * 2 - 1) * (0.25 + random.NextDouble());
            }
        );
    }

    private static void AreRight(Expr scalar, Expr[] x, NDArray<double>[] at)
    {
        var analytic = Values(Gradient(scalar, x), x, at);
        for (int input = 0; input < x.Length; input++)
        for (int i = 0; i < at[input].Span.Length; i++)
            Near(Difference(scalar, x, at, input, i), analytic[input].Span[i]);

        var tangents = at.Select((value, i) => Random(31 + i, value.Shape)).ToArray();
        var pushed = Values([Jvp(scalar, x, [.. tangents.Select(t => Constant(t))])], x, at)[0];
        double pulled = 0;
        for (int input = 0; input < x.Length; input++)
        for (int i = 0; i < at[input].Span.Length; i++)
            pulled += analytic[input].Span[i] * tangents[input].Span[i];
        Near(pulled, pushed.ToScalar());
    }

    private static double Difference(
        Expr scalar,
        Expr[] x,
        NDArray<double>[] at,
        int input,
        int element
    )
    {
        double At(double h)
        {
            var elements = at[input].Span.ToArray();
            elements[element] += h;
            NDArray<double>[] moved = [.. at];
            moved[input] = NDArray<double>.Of(at[input].Shape, elements);
            return Values([scalar], x, moved)[0].ToScalar();
        }
        double Central(double h) => (At(h) - At(-h)) / (2 * h);
        return (4 * Central(5e-4) - Central(1e-3)) / 3;
    }

    private static Expr[] Inputs(NDArray<double>[] at) =>
        [.. at.Select((value, i) => Input("x" + i, value.Shape.Lengths))];

    private static IReadOnlyList<NDArray<double>> Values(
        IReadOnlyList<Expr> outputs,
        Expr[] x,
        NDArray<double>[] at
    ) => Evaluate.Values(outputs, x.Zip(at, (input, value) => new Binding<double>(input, value)));

    private static void Near(double expected, double actual) =>
        Assert.True(
            Math.Abs(expected - actual) <= Tolerance * Math.Max(1, Math.Abs(expected)),
            $"expected {expected}, but the derivative is {actual}"
        );
}
