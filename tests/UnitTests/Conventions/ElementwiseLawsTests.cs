namespace FunctionalGrad.UnitTests;

/// <summary>Laws that hold for every elementwise primitive of the table, the newest too: they loop over the table.</summary>
public class ElementwiseLawsTests
{
    private static readonly double[] Candidates =
    [
        -3.7,
        -2.2,
        -1.3,
        -0.6,
        -0.25,
        0.15,
        0.45,
        0.8,
        1.6,
        2.4,
        3.1,
    ];

    public static TheoryData<string, int> Applications
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var primitive in Primitives.All)
                if (primitive.Derivative is ElementwiseDerivative or NoDerivative)
                    for (int sample = 0; sample < primitive.Samples.Count; sample++)
                        data.Add(primitive.Name, sample);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Applications))]
    public void The_value_is_finite_in_the_domain(string name, int sample)
    {
        var (_, x, y, points) = Apply(name, sample);
        foreach (double value in At(y, x, points))
            Assert.True(double.IsFinite(value), $"{name}: {value}");
    }

    [Theory]
    [MemberData(nameof(Applications))]
    public void The_first_and_second_derivatives_match_differences_in_both_modes(
        string name,
        int sample
    )
    {
        var (primitive, x, y, points) = Apply(name, sample);
        if (primitive == Primitives.StopGradient)
            return; // its derivative is not that of its value: that is its purpose
        foreach (var first in Derivatives(primitive, y, x))
        {
            AssertMatchesDifferences(name, y, first.Value, x, first.Key, points);
            foreach (var second in Derivatives(primitive, first.Value, x))
                AssertMatchesDifferences(name, first.Value, second.Value, x, second.Key, points);
        }
    }

    [Theory]
    [MemberData(nameof(Applications))]
    public void Forward_mode_gives_the_bits_of_reverse_mode(string name, int sample)
    {
        var (primitive, x, y, points) = Apply(name, sample);
        foreach (var (i, reverse) in Derivatives(primitive, y, x))
            Assert.Equal(At(reverse, x, points), At(Jvp(y, [x[i]], [Ones(y.Shape)]), x, points));
    }

    [Theory]
    [MemberData(nameof(Applications))]
    public void A_NaN_in_any_input_is_a_NaN_in_the_value(string name, int sample)
    {
        var (primitive, x, y, _) = Apply(name, sample);
        if (primitive.Derivative is NoDerivative)
            return; // comparisons are 0 or 1
        for (int i = 0; i < x.Length; i++)
        {
            double[] point = [.. x.Select((_, j) => i == j ? double.NaN : 1)];
            // a select shows the NaN of the branch it takes
            if (name == "select" && i == 2)
                point[0] = 0;
            // and whereAny that of its value, if its conditions hold
            if (name == "whereAny" && i > 0)
                continue;
            if (name == "whereAny")
                point[^1] = 1 - sample;
            Assert.All(
                At(y, x, [.. Enumerable.Repeat(point, 5)]),
                v => Assert.True(double.IsNaN(v))
            );
        }
    }

    [Theory]
    [MemberData(nameof(Applications))]
    public void Float_is_double_rounded(string name, int sample)
    {
        var (_, x, y, points) = Apply(name, sample);
        var exact = At(y, x, Rounded(points));
        var single = Evaluate.Value<float>(
            y,
            [.. x.Select((xi, i) => (Binding<float>)(xi, Column(points, i).Convert<float>()))]
        );
        for (int i = 0; i < exact.Length; i++)
            Assert.True(
                Math.Abs(exact[i] - single.Span[i]) <= 4e-7 * Math.Max(1, Math.Abs(exact[i])),
                $"{name}: {exact[i]} in double, {single.Span[i]} in float"
            );
    }

    [Theory]
    [MemberData(nameof(Applications))]
    public void The_length_of_an_array_does_not_change_its_elements(string name, int sample)
    {
        var (primitive, x, y, points) = Apply(name, sample);
        var whole = At(y, x, points);
        for (int i = 0; i < points.Length; i++)
        {
            Expr[] one = [.. x.Select((_, j) => Input($"x{j}", 1))];
            var alone = primitive.Apply(primitive.Samples[sample], one);
            Assert.Equal([whole[i]], At(alone, one, [points[i]]));
        }
    }

    private static (Primitive, Expr[], Expr, double[][]) Apply(string name, int sample)
    {
        var primitive = Primitives.All.Single(primitive => primitive.Name == name);
        int arity = primitive.Arity.IsVariadic ? primitive.Arity.Least + 1 : primitive.Arity.Most;
        var points = Points(primitive, arity);
        Expr[] x = [.. Enumerable.Range(0, arity).Select(i => Input($"x{i}", points.Length))];
        return (primitive, x, primitive.Apply(primitive.Samples[sample], x), points);
    }

    /// <summary>Every candidate in the domain of the first input, each paired with another candidate in the domains of the others.</summary>
    private static double[][] Points(Primitive primitive, int arity)
    {
        var inside = Enumerable
            .Range(0, arity)
            .Select(i => Candidates.Where(primitive.Domain[i].Contains).ToArray())
            .ToArray();
        return
        [
            .. inside[0]
                .Select(
                    (_, at) => inside.Select((of, i) => of[(at + 3 * i) % of.Length]).ToArray()
                ),
        ];
    }

    private static NDArray<double> Column(double[][] points, int input) =>
        NDArray<double>.Of([points.Length], [.. points.Select(point => point[input])]);

    private static double[][] Rounded(double[][] points) =>
        Array.ConvertAll(points, point => Array.ConvertAll(point, v => (double)(float)v));

    private static double[] At(Expr y, Expr[] x, double[][] points)
    {
        if (points.Length != y.Shape.Size)
            points =
            [
                .. points.Take(y.Shape.Size),
                .. Enumerable.Repeat(points[^1], Math.Max(0, y.Shape.Size - points.Length)),
            ];
        return Evaluate
            .Value(y, [.. x.Select((xi, i) => (Binding<double>)(xi, Column(points, i)))])
            .Span.ToArray();
    }

    private static Dictionary<int, Expr> Derivatives(Primitive primitive, Expr y, Expr[] x)
    {
        var derivatives = new Dictionary<int, Expr>();
        if (primitive.Derivative is not NoDerivative)
            for (int i = 0; i < x.Length; i++)
                derivatives[i] = Vjp(y, Ones(y.Shape), x[i])[0];
        return derivatives;
    }

    /// <summary>Richardson: (4 D(h/2) - D(h)) / 3, with an error that is taken from D(h/2) and from rounding.</summary>
    private static void AssertMatchesDifferences(
        string name,
        Expr y,
        Expr derivative,
        Expr[] x,
        int input,
        double[][] points
    )
    {
        const double h = 1.0 / 1024;
        double[] coarse = Difference(h),
            fine = Difference(h / 2),
            stated = At(derivative, x, points),
            value = At(y, x, points);
        for (int i = 0; i < stated.Length; i++)
        {
            double extrapolated = (4 * fine[i] - coarse[i]) / 3;
            double error =
                1e-9
                + 1e-7 * Math.Abs(extrapolated)
                + Math.Abs(extrapolated - fine[i])
                + 10 * Math.BitIncrement(1) * 2.2e-16 * Math.Abs(value[i]) / h;
            Assert.True(
                Math.Abs(stated[i] - extrapolated) <= error,
                $"{name} at ({string.Join(", ", points[i])}): the derivative by input {input} is {stated[i]}, differences say {extrapolated}"
            );
        }

        double[] Difference(double step)
        {
            double[] right = At(y, x, Moved(step)),
                left = At(y, x, Moved(-step));
            return [.. right.Zip(left, (r, l) => (r - l) / (2 * step))];
        }

        double[][] Moved(double step) =>
            Array.ConvertAll(
                points,
                point => point.Select((v, i) => i == input ? v + step : v).ToArray()
            );
    }
}
