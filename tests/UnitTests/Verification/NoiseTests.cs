namespace FunctionalGrad.UnitTests.Verification;

/// <summary>How far rounding is found to move graphs and plain functions.</summary>
public class NoiseTests
{
    private const double Digit = 2.220446049250313e-16;
    private const double SingleDigit = 1.1920928955078125e-7;

    private static readonly Expr X = Input("x"),
        V = Input("v", 64);

    private static GraphFunction At(Expr f, double x) => new([f], [X], [(X, x)]);

    private static double OfGraph(Expr f, double x) => RoundingNoise.Of(At(f, x), 5)[0];

    private static double InSingle(Expr f, double x, out bool strays) =>
        RoundingNoise.InSingle(At(f, x), 5, out strays)[0];

    [Fact]
    public void The_noise_of_a_node_is_its_last_digit_and_of_an_input_none()
    {
        Assert.Equal(0, OfGraph(X, 0.1));
        double noise = OfGraph(Exp(X), 0.1);
        Assert.InRange(noise, 0.9 * Digit * Math.Exp(0.1), 2 * Digit * Math.Exp(0.1));
    }

    [Fact]
    public void Noise_on_the_way_counts_as_far_as_it_moves_the_output()
    {
        // Of 1e8 * e^0.1 a last digit is left where the rest of it is taken away.
        Assert.InRange(OfGraph(1e8 * Exp(X) - 1e8 * Constant(Math.Exp(0.1)), 0.1), 1e-8, 1e-7);
        Assert.InRange(OfGraph(1e-8 * (Exp(X) + 1), 0.1), 0, 1e-23);
    }

    [Fact]
    public void Whole_numbers_are_exact_as_long_as_they_are_small()
    {
        Assert.Equal(0, OfGraph(3 * X + 4, 2));
        Assert.Equal(0, OfGraph(-3 * X, 2));
        Assert.Equal(0, OfGraph(X * 1, (1L << 31) - 1));
        Assert.InRange(OfGraph(-1 * X, 1L << 31), 1e-7, 1e-6);
        Assert.Equal(0, InSingle(X + 1, (1 << 24) - 2, out _));
        Assert.InRange(InSingle(X + 1, (1 << 24) - 1, out _), 1, 4);
    }

    [Fact]
    public void In_single_the_digits_are_those_of_float_and_inputs_are_rounded_too()
    {
        double noise = InSingle(X, 0.1, out bool strays);
        Assert.InRange(noise, 0.09 * SingleDigit, 0.11 * SingleDigit);
        Assert.False(strays);
        Assert.InRange(InSingle(Exp(X), 0.1, out _), 0.5 * SingleDigit, 3 * SingleDigit);
    }

    [Fact]
    public void It_is_told_if_a_change_leads_to_another_branch()
    {
        var other = Input("other", 64);
        bool Strays(double apart)
        {
            var function = new GraphFunction(
                [Relu(V - other)],
                [],
                [
                    (V, NDArray<double>.Fill([64], 0.1 + apart)),
                    (other, NDArray<double>.Fill([64], 0.1)),
                ]
            );
            RoundingNoise.InSingle(function, 5, out bool strays);
            return strays;
        }
        Assert.Equal((true, false), (Strays(1e-10), Strays(0.1)));
    }

    [Fact]
    public void It_is_the_largest_change_of_each_element_over_several_runs()
    {
        var at = NDArray<double>.Create(
            [64],
            v =>
            {
                for (int i = 0; i < v.Length; i++)
                    v[i] = 1.1 + i;
            }
        );
        double[] noise = RoundingNoise.Of(new GraphFunction([-V + 0.3], [V], [(V, at)]), 5);
        // A node may stray to either side, by a digit of its operand and one of its own.
        Assert.All(
            noise.Zip(at.ToArray()),
            pair => Assert.InRange(pair.First, 0, 3 * Digit * pair.Second)
        );
        Assert.InRange(noise.Count(change => change == 0), 0, 20);
    }

    [Fact]
    public void Where_a_change_leads_out_of_a_domain_the_other_runs_tell()
    {
        var refusing = WrongRules.Unary(
            "refusing",
            x => x > Math.Exp(0.1) ? throw new ArgumentException("too large") : x,
            (_, _) => 1
        );
        double noise = OfGraph(refusing.Apply(Exp(X)), 0.1);
        Assert.InRange(noise, 0, 3 * Digit * Math.Exp(0.1));
    }

    [Fact]
    public void Along_a_direction_only_what_depends_on_what_moves_is_noisy()
    {
        // In the first element a digit of 1e8 is left, in the second none beside a radian.
        var x = Input("x", 2);
        var function = new GraphFunction(
            [Sin(Exp(x)) + 1e8, Sum(Sin(Exp(x)))],
            [x],
            [(x, NDArray.Of([1.0, 100]))]
        );
        double[] first = RoundingNoise.Of(function, 5, Direction.Of(function.Point, 0)),
            second = RoundingNoise.Of(function, 5, Direction.Of(function.Point, 1)),
            all = RoundingNoise.Of(function, 5);
        Assert.InRange(first[0], 1e-9, 1e-7);
        Assert.Equal(0, first[1]);
        Assert.InRange(first[2], 0, 1e-14);
        Assert.Equal(0, second[0]);
        Assert.Equal(double.PositiveInfinity, second[2]);
        Assert.Equal(double.PositiveInfinity, all[2]);
    }

    [Fact]
    public void What_does_not_move_beside_something_huge_depends_on_it_all_the_same()
    {
        var function = At(X + 1e16 - 1e16, 0.3);
        Assert.InRange(RoundingNoise.Of(function, 5, Direction.Of(function.Point, 0))[0], 2, 8);
    }

    [Fact]
    public void A_kernel_that_refuses_what_is_no_number_is_taken_to_depend_on_everything()
    {
        var refusing = WrongRules.Unary("sign", x => Math.Sign(x) + Math.Exp(x), (_, _) => 1);
        var function = At(refusing.Apply(X), 0.3);
        Assert.Null(function.Without(Direction.Of(function.Point, 0)));
        Assert.InRange(
            RoundingNoise.Of(function, 5, Direction.Of(function.Point, 0))[0],
            1e-16,
            1e-15
        );
    }

    [Fact]
    public void No_noise_is_known_of_what_is_lost_and_of_what_is_not_it_stays_a_digit()
    {
        foreach (double argument in new[] { 1e18, 1e30, 1e200 })
            Assert.Equal(double.PositiveInfinity, OfGraph(Sin(argument * X), 0.7));
        foreach (double argument in new[] { 1.1, 1e4, 1e8, 1e12 })
            Assert.InRange(OfGraph(Sin(argument * X), 0.7), 1e-18, 10 * Digit * argument);
        // Changes of two nodes may cancel, and are no less known then.
        var v = NDArray<double>.Create(
            [64],
            to =>
            {
                for (int i = 0; i < to.Length; i++)
                    to[i] = 0.013 * (i + 1);
            }
        );
        for (int seed = 0; seed < 50; seed++)
            Assert.DoesNotContain(
                double.PositiveInfinity,
                RoundingNoise.Of(new GraphFunction([1 / (Exp(V) * 0.3) - V], [V], [(V, v)]), seed)
            );
    }

    private static double OfPlain(Func<double, double> f, double x = 0.7) =>
        ComputationalNoise.Of(p => [f(p[0])], [x], 5)[0];

    [Fact]
    public void A_plain_function_that_is_smooth_has_the_noise_of_its_last_digits()
    {
        Assert.InRange(OfPlain(Math.Exp), 0, 4 * Digit);
        Assert.InRange(OfPlain(x => x * x * x), 0, 4 * Digit);
        Assert.Equal(0, OfPlain(_ => 3));
    }

    [Fact]
    public void Noise_of_a_plain_function_is_measured_within_a_factor_of_4()
    {
        foreach (double size in new[] { 1e-12, 1e-8, 1e-4 })
        {
            var random = new SeededRandom(7);
            double noise = OfPlain(x => Math.Sin(x) + size * random.Signed());
            Assert.InRange(noise, size / 4, size * 4);
        }
    }

    [Fact]
    public void Noise_is_the_larger_of_what_differences_of_the_fourth_and_eighth_order_make_it()
    {
        // Values that alternate between 0 and 1 have differences of 2^(n - 1); noise of size 1 has some of the root of 2n over n.
        int calls = 0;
        Assert.Equal(128 / Math.Sqrt(12870), OfPlain(_ => calls++ % 2), 1e-12);
    }

    [Fact]
    public void A_plain_function_is_looked_at_on_both_sides_of_the_point()
    {
        var asked = new List<double>();
        OfPlain(x =>
        {
            asked.Add(x);
            return x;
        });
        Assert.InRange(asked.Count(x => x < 0.7), 60, 64);
        Assert.InRange(asked.Count(x => x > 0.7), 60, 64);
        Assert.All(asked, x => Assert.InRange(x, 0.6, 0.8));
    }

    [Fact]
    public void A_kink_is_no_noise_and_what_is_not_finite_tells_nothing()
    {
        Assert.InRange(OfPlain(x => Math.Abs(x - 0.7)), 0, 1e-14);
        Assert.Equal(0, OfPlain(x => x > 0.7 ? double.NaN : x));
    }

    [Fact]
    public void Every_output_has_its_own_noise_and_what_is_infinite_is_not_moved()
    {
        var random = new SeededRandom(7);
        double[] noise = ComputationalNoise.Of(
            p =>
                [
                    p[0] + 1e-6 * random.Signed(),
                    2,
                    double.IsPositiveInfinity(p[1]) ? 3 : random.Signed(),
                ],
            [0.7, double.PositiveInfinity],
            5
        );
        Assert.InRange(noise[0], 1e-6 / 4, 4e-6);
        Assert.Equal((0, 0), (noise[1], noise[2]));
    }
}
