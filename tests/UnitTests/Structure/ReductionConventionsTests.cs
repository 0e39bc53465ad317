using System.Numerics;

namespace FunctionalGrad.UnitTests.Structure;

public class ReductionConventionsTests
{
    private const double Inf = double.PositiveInfinity;

    public static TheoryData<string, double[], double, double[]> Rows =>
        new()
        {
            { "max", [1, 3, 3, 2], 3, [0, 0.5, 0.5, 0] },
            { "max", [2, 2, 2], 2, [1.0 / 3, 1.0 / 3, 1.0 / 3] },
            { "max", [1, double.NaN, 3], double.NaN, [double.NaN, double.NaN, double.NaN] },
            { "max", [-Inf, -Inf], -Inf, [0.5, 0.5] },
            { "max", [Inf, 1], Inf, [1, 0] },
            { "max", [0.0, -0.0], 0, [0.5, 0.5] },
            { "min", [1, 3, 1, 2], 1, [0.5, 0, 0.5, 0] },
            { "min", [double.NaN, 3], double.NaN, [double.NaN, double.NaN] },
            { "prod", [2, 0, 3], 0, [0, 6, 0] },
            { "prod", [0, 0, 3], 0, [0, 0, 0] },
            { "prod", [2, 3, 4, 5, 6, 7, 8], 40320, [20160, 13440, 10080, 8064, 6720, 5760, 5040] },
            { "prod", [], 1, [] },
            { "prod", [5], 5, [1] },
            { "sum", [], 0, [] },
            { "sum", [1, 2], 3, [1, 1] },
            { "logSumExp", [-Inf, -Inf], -Inf, [0, 0] },
            { "logSumExp", [], -Inf, [] },
            { "logSumExp", [-Inf, 2], 2, [0, 1] },
            { "logSumExp", [1000, 1000], 1000 + 0.6931471805599453, [0.5, 0.5] },
            { "logSumExp", [-1000, 1000], 1000, [0, 1] },
            { "logSumExp", [-1000, -1000], -1000 + 0.6931471805599453, [0.5, 0.5] },
            { "logSumExp", [Inf, 1], Inf, [1, 0] },
            { "logSumExp", [Inf, Inf], Inf, [0.5, 0.5] },
            { "logSumExp", [double.NaN, 1], double.NaN, [double.NaN, double.NaN] },
            { "norm2", [0, 0], 0, [0, 0] },
            { "norm2", [3, -4], 5, [0.6, -0.8] },
            { "norm2", [double.NaN, 1], double.NaN, [double.NaN, double.NaN] },
            { "standardDeviation", [2, 2], 0, [0, 0] },
            { "standardDeviation", [1, 3], 1, [-0.5, 0.5] },
            { "variance", [1, 3], 1, [-1, 1] },
            { "mean", [1, 3], 2, [0.5, 0.5] },
        };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Reductions_keep_their_conventions_in_both_modes_and_element_types(
        string name,
        double[] at,
        double value,
        double[] gradient
    )
    {
        var x = Input("x", at.Length);
        Holds<double>(Reduce(name, x), x, at, value, gradient, 1e-14);
        Holds<float>(Reduce(name, x), x, at, value, gradient, 1e-6);
        // The same along the first axis of a matrix, whose rows are then not contiguous.
        var matrix = Broadcast(Reshape(x, [at.Length, 1]), [at.Length, 2]);
        Holds<double>(
            Reduce(name, matrix, [0]),
            x,
            at,
            value,
            [.. gradient.Select(g => 2 * g)],
            1e-14
        );
    }

    [Fact]
    public void Softmax_is_finite_and_sums_to_1_far_from_0()
    {
        var x = Input("x", 2, 3);
        float[] at = [1000, 1001, 999, -1000, -1000, -1e30f];
        var binding = new Binding<float>(x, NDArray<float>.Of([2, 3], at));
        var (values, logs) = (Value(Softmax(x)), Value(LogSoftmax(x)));
        Assert.Equal(1, values[0] + values[1] + values[2], 1e-6);
        Assert.Equal(0.66524096f, values[1], 1e-6);
        Assert.Equal([0.5f, 0.5f, 0], values[3..]);
        Assert.Equal(MathF.Log(0.66524096f), logs[1], 1e-6);
        Assert.Equal(-1e30f, logs[5]);

        float[] Value(Expr y) => Evaluate.Value(y, binding).Span.ToArray();
    }

    [Theory]
    [InlineData(new[] { -Inf, -Inf }, new[] { 0.0, 0 }, new[] { -Inf, -Inf })]
    [InlineData(new[] { -Inf, 3 }, new[] { 0.0, 1 }, new[] { -Inf, 0 })]
    [InlineData(new[] { Inf, 3 }, new[] { 1.0, 0 }, new[] { 0, -Inf })]
    [InlineData(
        new[] { Inf, Inf },
        new[] { 0.5, 0.5 },
        new[] { -0.6931471805599453, -0.6931471805599453 }
    )]
    public void Softmax_has_its_limits_at_infinities(double[] at, double[] softmax, double[] log)
    {
        var x = Input("x", 2);
        Binding<double> binding = new(x, NDArray<double>.Of([2], at));
        Assert.Equal(softmax, Evaluate.Value(Softmax(x), binding).Span.ToArray());
        Assert.Equal(log, Evaluate.Value(LogSoftmax(x), binding).Span.ToArray());
    }

    [Fact]
    public void A_product_with_zeros_is_differentiated_exactly_to_the_last_order()
    {
        // d^3 (a b c) / da db dc = 1, at zeros too
        var x = Input("x", 3);
        var y = Prod(x);
        for (int i = 0; i < 3; i++)
            y = Reshape(Slice(Gradient(y, x)[0], [i], [i + 1]), []);
        Assert.Equal(1, Evaluate.Value(y, (x, NDArray<double>.Of([3], [0, 0, 0]))).ToScalar());
    }

    [Fact]
    public void The_second_derivative_of_a_max_is_0_and_no_error()
    {
        var x = Input("x", 3);
        var second = Gradient(Sum(Gradient(Square(Max(x)), x)[0]), x)[0];
        Assert.Equal(
            [0, 0, 2],
            Evaluate.Value(second, (x, NDArray<double>.Of([3], [1, 2, 3]))).Span.ToArray()
        );
    }

    [Theory]
    [InlineData(1e200, 1.4142135623730951e200, 0.70710678118654752)]
    [InlineData(1e-200, 1.4142135623730951e-200, 0.70710678118654752)]
    [InlineData(5e-324, 5e-324, 1)]
    public void A_norm_neither_overflows_nor_underflows(double x, double norm, double slope) =>
        Holds<double>(Norm2(Input("x", 2)), x, norm, slope, 1e-15);

    [Fact]
    public void A_norm_in_float_neither_overflows_nor_underflows()
    {
        Holds<float>(Norm2(Input("x", 2)), 1e30f, 1.4142135e30, 0.70710677, 1e-6);
        Holds<float>(Norm2(Input("x", 2)), 1e-30f, 1.4142135e-30, 0.70710677, 1e-6);
    }

    private static void Holds<T>(Expr y, double at, double norm, double slope, double tolerance)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var x = Tape.Of(y).Inputs.Single();
        var values = Evaluate.Values<T>(
            [y, Gradient(y, x)[0]],
            new Binding<T>(x, NDArray<double>.Of([2], [at, at]).Convert<T>())
        );
        Assert.Equal(1, double.CreateChecked(values[0].ToScalar()) / norm, tolerance);
        Assert.Equal(slope, double.CreateChecked(values[1][0]), tolerance);
    }

    [Fact]
    public void A_sum_of_ten_million_tenths_keeps_its_digits()
    {
        var x = Input("x", 10_000_000);
        var at = NDArray<float>.Fill([10_000_000], 0.1f);
        double exact = 10_000_000 * (double)0.1f;
        float rows = Evaluate.Value<float>(Sum(Reshape(x, [5_000_000, 2]), [0]), (x, at)).Span[0];
        float all = Evaluate.Value<float>(Sum(x), (x, at)).ToScalar();
        Assert.InRange(Math.Abs(all - exact), 0, 4 * (MathF.BitIncrement(1e6f) - 1e6f));
        Assert.InRange(Math.Abs(rows - exact / 2), 0, 4 * (MathF.BitIncrement(5e5f) - 5e5f));
    }

    [Fact]
    public void The_branch_of_a_max_names_the_winner_and_a_tie_is_its_own_branch()
    {
        Assert.Equal([1], Branch(Primitives.MaxOver, 1, 5, 3));
        Assert.Equal([0], Branch(Primitives.MinOver, 1, 5, 3));
        Assert.NotEqual(Branch(Primitives.MaxOver, 5, 5, 3), Branch(Primitives.MaxOver, 5, 4, 3));
        Assert.NotEqual(Branch(Primitives.MaxOver, 5, 5, 3), Branch(Primitives.MaxOver, 5, 3, 5));
        Assert.NotEqual(Branch(Primitives.MaxOver, 5, 5, 5), Branch(Primitives.MaxOver, 5, 3, 5));
    }

    [Fact]
    public void A_norm_of_0_is_a_branch_of_its_own()
    {
        int nothing = Assert.Single(Branch(Primitives.Norm2Over, 0, 0)),
            something = Assert.Single(Branch(Primitives.Norm2Over, 1e-200, 0));
        Assert.NotEqual(nothing, something);
        Assert.Equal([nothing], Branch(Primitives.Norm2Over, -0.0, 0));
        Assert.Equal([something], Branch(Primitives.Norm2Over, -3, 4));
        Assert.Equal([something], Branch(Primitives.Norm2Over, double.NaN, 0));

        // Each row has its own.
        var x = Input("x", 3, 2);
        var node = (Apply)Norm2(x, [1]);
        var branch = new int[3];
        Primitives.Norm2Over.Branch!(
            new([NDArray<double>.Of(x.Shape, [0, 0, 0, 2, 0, 0])], node),
            branch
        );
        Assert.Equal([nothing, something, nothing], branch);
    }

    [Fact]
    public void Of_the_shares_of_a_max_every_element_is_on_the_branch_of_its_row()
    {
        int[] Shares(params double[] row)
        {
            var x = Input("x", 1, row.Length);
            var node = (Apply)WinsOver(x, [1]);
            var branch = new int[row.Length];
            Primitives.WinsOver.Branch!(new([NDArray<double>.Of(x.Shape, row)], node), branch);
            return branch;
        }
        Assert.Equal([1, 1, 1], Shares(1, 5, 3));
        Assert.NotEqual(Shares(1, 5, 5), Shares(1, 5, 3));
    }

    private static int[] Branch(Primitive primitive, params double[] row)
    {
        var x = Input("x", 1, row.Length);
        var node = (Apply)primitive.Apply(new Axes([1]), x);
        var branch = new int[1];
        primitive.Branch!(new([NDArray<double>.Of(x.Shape, row)], node), branch);
        return branch;
    }

    private static Expr Reduce(string name, Expr x) => Reduce(name, x, []);

    private static Expr Reduce(string name, Expr x, Ints axes) =>
        name switch
        {
            "max" => Max(x, axes),
            "min" => Min(x, axes),
            "prod" => Prod(x, axes),
            "sum" => Sum(x, axes),
            "logSumExp" => LogSumExp(x, axes),
            "norm2" => Norm2(x, axes),
            "standardDeviation" => StandardDeviation(x, axes),
            "variance" => Variance(x, axes),
            "mean" => Mean(x, axes),
            _ => throw new ArgumentException(name),
        };

    private static void Holds<T>(
        Expr y,
        Expr x,
        double[] at,
        double value,
        double[] gradient,
        double tolerance
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Binding<T> binding = new(x, NDArray<double>.Of([at.Length], at).Convert<T>());
        var reverse = Vjp(y, Ones(y.Shape), x)[0];
        var values = Evaluate.Values<T>([y, reverse], binding);
        foreach (var element in values[0].Span)
            Near(value, element);
        for (int i = 0; i < at.Length; i++)
        {
            var direction = new double[at.Length];
            direction[i] = 1;
            var forward = Sum(Jvp(y, [x], [Constant(NDArray<double>.Of([at.Length], direction))]));
            Near(gradient[i], values[1].Span[i]);
            Near(gradient[i], Evaluate.Value<T>(forward, binding).ToScalar());
        }

        void Near(double expected, T actual) =>
            Assert.True(
                expected.Equals(double.CreateTruncating(actual))
                    || Math.Abs(expected - double.CreateTruncating(actual))
                        <= tolerance * Math.Max(1, Math.Abs(expected)),
                $"expected {expected}, found {actual}"
            );
    }
}
