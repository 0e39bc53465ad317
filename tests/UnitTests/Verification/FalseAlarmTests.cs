namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Right rules that random graphs once had accused.</summary>
public class FalseAlarmTests
{
    [Fact]
    public void A_sine_far_from_0_passes_while_numbers_there_are_close_enough()
    {
        var x = Input("x");
        Assert.IsType<Verdict.Pass>(GradientCheck.Of(Sin(x), (x, -62185225.0)).Verdict);
        Assert.IsNotType<Verdict.Fail>(GradientCheck.Of(Sin(x), (x, -5e16)).Verdict);
    }

    [Fact]
    public void A_softmax_far_from_0_is_looked_at_by_steps_small_beside_1()
    {
        var x = Input("x", 3);
        var report = GradientCheck.Of(
            LogSoftmax(x, 0),
            (x, NDArray.Of([1630459439.0, 1630459439.0, 1630459439.0]))
        );
        Assert.IsType<Verdict.Pass>(report.Verdict);
    }

    [Fact]
    public void Values_that_tie_but_for_their_last_bits_are_not_held_to_the_convention_of_ties()
    {
        var x = Input("x", 4);
        double near = 0.7040715036316382;
        double below = Math.BitDecrement(near);
        var report = GradientCheck.Of(Min(x), (x, NDArray.Of([near, below, near, below])));
        Assert.Null(report.Blame);
    }

    [Fact]
    public void A_derivative_that_is_all_rounding_error_is_not_called_wrong_in_second_order()
    {
        var x = Input("x", 1);
        var y = Softmax(Broadcast(Tanh(x), [7, 3]), []);
        var weights = NDArray<double>.Create(
            [7, 3],
            w =>
            {
                for (int i = 0; i < w.Length; i++)
                    w[i] = 0.5 + (i * 7 + 3) % 11 / 8.0;
            }
        );
        var report = GradientCheck.Of(Sum(y * Constant(weights)), (x, NDArray.Of([0.5185])));
        Assert.IsNotType<Verdict.Fail>(report.Verdict);
    }

    [Fact]
    public void Quotients_that_do_not_see_an_oscillation_are_not_believed_before_those_that_do()
    {
        // Steps above 1e-7 see t alone: its slope, smooth as it is, is a quarter off.
        var x = Input("x", 5);
        var t = ExpM1(ExpM1(Norm2(x)));
        var report = GradientCheck.Of(t - Sin(t), (x, NDArray.Of([1, 1, 1.4, -1.4, 1])));
        Assert.IsNotType<Verdict.Fail>(report.Verdict);
        Assert.Equal(0, report.FailedCount);
    }

    [Fact]
    public void Rounding_on_the_way_to_a_value_counts_however_small_the_value_is()
    {
        var x = Input("x", 3);
        var f = Sum(LogSoftmax(Exp(x), 0) * Constant(NDArray.Of([0.5, -1, 0.75])));
        foreach (double size in new[] { 19.0, 20, 21, 22, 23 })
        {
            var report = GradientCheck.Of(f, (x, NDArray.Of([size, size, size])));
            Assert.False(report.Verdict is Verdict.Fail, $"{report}");
        }
        // The last digit of 1e12 is 1e-4: the differences are exact by chance, and must not be believed to be.
        var s = Input("s");
        var shifted = GradientCheck.OfGradient(
            s + 1e12 - 1e12,
            [(s, Constant(1.00001))],
            [(s, 0.5)]
        );
        var told = Assert.Single(shifted.Entries);
        Assert.Equal(
            new Verdict.Fail("the gradient is 1.00001, but the nodes on the way make 1 of it"),
            told.Verdict
        );
        Assert.Equal(1, told.Numeric);
        Assert.Equal(double.NaN, told.EstimatedError);
    }

    [Fact]
    public void A_slope_that_grows_too_slowly_to_be_seen_accuses_no_rule()
    {
        Expr x = Input("x"),
            y = Input("y");
        foreach (double exponent in new[] { 0.9, 0.95, 0.99 })
        {
            var report = GradientCheck.Of(Pow(x, y), (x, 0), (y, exponent));
            Assert.False(report.Verdict is Verdict.Fail, $"{report}");
            Assert.Null(report.Blame);
        }
        Assert.Equal(
            new Verdict.Inconclusive(
                "1 of 2 derivatives could not be judged; at x the gradient is Infinity on the edge of the domain, where the slope may grow too slowly to be seen"
            ),
            GradientCheck.Of(Pow(x, y), (x, 0), (y, 0.95)).Verdict
        );
    }

    [Fact]
    public void Second_derivatives_that_differ_by_the_noise_of_rounding_are_no_failure()
    {
        var x = Input("x", 3);
        var t = Prod(x);
        var power = Pow(t * t + 0.25, t);
        var f = Prod(LogSumExp(Broadcast(power, [2, 3]), [1]));
        var report = GradientCheck.Of(f, (x, NDArray.Of([-1.8465, -1.7695, 1.7654999999999998])));
        Assert.False(report.Verdict is Verdict.Fail, $"{report}");
    }

    [Fact]
    public void A_linear_function_of_one_element_passes_in_second_order()
    {
        var x = Input("x");
        for (int seed = 0; seed < 8; seed++)
            Assert.True(GradientCheck.Of(2 * Relu(x), [(x, 1.1885)], new() { Seed = seed }).Passed);
    }

    [Fact]
    public void A_pullback_that_is_not_linear_is_a_failure_that_says_so()
    {
        var bent = new Primitive("bent")
        {
            Arity = Arity.One,
            Shape = (x, _) => x[0].Shape,
            Kernel = Kernel.Map(x => 3 * x),
            Derivative = Derivative.Custom((_, g) => [3 * g * g]),
            Notation = Notation.Function("bent"),
        };
        var x = Input("x");
        var report = GradientCheck.Of(Sin(bent.Apply(x)), (x, 0.4));
        Assert.IsType<Verdict.Fail>(report.Verdict);
        Assert.Same(bent, report.Blame!.Primitive);
        Assert.Contains("not linear in the cotangent", report.Blame.Reason);
    }

    [Fact]
    public void Forward_mode_of_a_pullback_that_is_not_linear_is_an_error()
    {
        var bent = new Primitive("bent")
        {
            Arity = Arity.One,
            Shape = (x, _) => x[0].Shape,
            Kernel = Kernel.Map(x => 3 * x),
            Derivative = Derivative.Custom((_, g) => [3 * g * g]),
            Notation = Notation.Function("bent"),
        };
        var x = Input("x");
        var problem = Assert.Throws<NotDifferentiableException>(() =>
            Jvp(bent.Apply(x), [x], [Expr.Constant(1.0)])
        );
        Assert.Equal(
            "bent: its pullback is not linear in its cotangent, so there is no forward mode of it. State a sum of products with the cotangent.",
            problem.Message
        );
    }

    [Fact]
    public void A_value_that_is_wrong_in_float_alone_is_blamed_on_its_node()
    {
        var rough = new Primitive("rough")
        {
            Arity = Arity.One,
            Shape = (x, _) => x[0].Shape,
            Kernel = Kernel.Of(
                (x, y) => x[0].CopyTo(y),
                (x, y) =>
                {
                    for (int i = 0; i < y.Length; i++)
                        y[i] = x[0][i] * 1.01f;
                }
            ),
            Derivative = Derivative.Elementwise((_, _) => 1),
            Notation = Notation.Function("rough"),
        };
        var x = Input("x");
        var report = GradientCheck.Of(
            Square(Sin(rough.Apply(Exp(x)))),
            [(x, 0.4)],
            new() { ElementType = ElementType.Single }
        );
        Assert.IsType<Verdict.Fail>(report.Verdict);
        Assert.Same(rough, report.Blame!.Primitive);
        Assert.Equal("its value in float is far from that in double", report.Blame.Reason);
    }

    [Fact]
    public void A_derivative_that_overflows_accuses_no_rule()
    {
        var x = Input("x", 3);
        double[][] points =
        [
            [-0.3155, 1.8715, 1e308],
            [-0.0, 2, 1e308],
            [8.75e307, -1.75e308, 1.25e308],
        ];
        foreach (var f in new[] { Prod(x), Elu(Prod(Elu(x))) + Abs(Prod(Elu(x))), Sum(x) })
        foreach (double[] point in points)
        {
            var report = GradientCheck.Of(f, (x, NDArray.Of(point)));
            Assert.False(report.Verdict is Verdict.Fail, $"{report}");
            Assert.Null(report.Blame);
        }
        // What is NaN at ordinary numbers is still wrong.
        var nan = WrongRules.Unary("nan", Math.Sin, (x, y) => 0 * Log(-Square(y) - 1));
        Assert.Same(
            nan,
            GradientCheck.Of(Sum(nan.Apply(x)), (x, NDArray.Of([1.0, 2, 3]))).Blame?.Primitive
        );
    }

    [Fact]
    public void Beside_an_infinite_value_a_derivative_of_right_rules_is_no_failure()
    {
        var x = Input("x", 2);
        var sum = Broadcast(Sum(Square(x)), [2]);
        var report = GradientCheck.Of(
            Sum(LogSoftmax(sum, 0) * Constant(NDArray.Of([0.875, -1.75]))) + Sum(sum > 0),
            (x, NDArray.Of([-1.2235, double.PositiveInfinity]))
        );
        Assert.False(report.Verdict is Verdict.Fail, $"{report}");
    }

    [Fact]
    public void What_underflows_is_not_called_nonlinear()
    {
        var x = Input("x", 3, 3);
        var t1 = Exp(x);
        var t2 = ExpM1(t1);
        var weights = Constant(
            NDArray.Of([
                [0.875, -1.75, 1.25],
                [0.75, -1.625, 1.125],
                [0.625, -1.5, 1],
            ])
        );
        var report = GradientCheck.Of(
            Sum(NormalPdf(t2) * weights),
            [
                (
                    x,
                    NDArray.Of([
                        [1.8995, -0.2395, 1.3014999999999999],
                        [-0.7535000000000001, -0.8885000000000001, 1.1544999999999999],
                        [1.8815, 0.8234999999999999, 0.6685],
                    ])
                ),
            ],
            new() { Seed = 4007 }
        );
        Assert.False(report.Verdict is Verdict.Fail, $"{report}");
    }

    [Fact]
    public void Second_differences_of_what_first_ones_hardly_see_accuse_nobody()
    {
        var x = Input("x", 3);
        var power = Exp(Pow(x * x + 0.25, x));
        var f = Sum(Sin(power) * Constant(NDArray.Of([0.875, -1.75, 1.25])));
        for (int seed = 7330; seed < 7350; seed++)
        {
            var report = GradientCheck.Of(
                f,
                [(x, NDArray.Of([-1.9995, 1.9925, -0.8285]))],
                new() { Seed = seed }
            );
            Assert.False(report.Verdict is Verdict.Fail, $"{report}");
        }
    }

    [Fact]
    public void What_is_lost_elsewhere_in_a_sum_is_no_noise_of_what_moves()
    {
        // Of 1e29 no digit is left below a radian: its cosine is rounding alone. It stays the same where only the other element moves.
        var x = Input("x", 2);
        var f = Sum(Cos(ExpM1(ExpM1(x * x + 0.25))) * Constant(NDArray.Of([1.25, -1.5])));
        foreach (double moving in new[] { 1.0295, 1.1745, 1.2605 })
            for (int seed = 0; seed < 8; seed++)
            {
                var report = GradientCheck.Of(
                    f,
                    [(x, NDArray.Of([moving, 1.955]))],
                    new() { Seed = seed }
                );
                Assert.Equal(0, report.FailedCount);
                Assert.IsType<Verdict.Pass>(report.Entries.Single(e => e.Index![0] == 0).Verdict);
            }
    }

    [Fact]
    public void What_is_lost_itself_accuses_nobody()
    {
        // The sine of 1e17 jumps from one digit to the next; beside it the other is not seen.
        var x = Input("x");
        var f = Sin(20 * x + 1e17) + Sin(5384 * x);
        var gradient = 20 * Cos(20 * x + 1e17) + 5384 * Cos(5384 * x);
        for (int seed = 0; seed < 8; seed++)
        {
            var options = new GradientCheckOptions { Seed = seed };
            Assert.IsNotType<Verdict.Fail>(GradientCheck.Of(f, [(x, 0.3)], options).Verdict);
            Assert.IsNotType<Verdict.Fail>(
                GradientCheck.OfGradient(f, [(x, gradient)], [(x, 0.3)], options).Verdict
            );
        }
    }

    [Fact]
    public void What_a_kernel_loses_on_the_way_to_a_value_accuses_no_rule()
    {
        var x = Input("x", 6);
        foreach (
            double[] point in new double[][]
            {
                [-5, 22, 0, 35, 0, 0],
                [4, 0, 0, 18, 79, 0],
                [0, 0, 0, 0, 0, 40],
                [-5.3, 22.5, 0, 34.8, -0.3, -1],
            }
        )
            for (int seed = 0; seed < 8; seed++)
                Assert.Null(
                    GradientCheck
                        .Of(LogSoftmax(x, 0), [(x, NDArray.Of(point))], new() { Seed = seed })
                        .Blame
                );
    }

    [Fact]
    public void A_derivative_that_underflows_accuses_no_rule()
    {
        Expr x = Input("x", 2),
            y = Input("y", 2);
        var report = GradientCheck.Of(
            1e100 * Sum(y) + Sum(Pow(x, y)),
            (x, NDArray.Of([2.3108212247800064E+299, 3.8])),
            (y, NDArray.Of([-0.3, 0.2]))
        );
        Assert.Null(report.Blame);
        Assert.False(report.Verdict is Verdict.Fail, $"{report}");
    }

    [Fact]
    public void A_huge_element_does_not_hide_the_poles_of_others_from_the_check_of_a_rule()
    {
        var x = Input("x", 10);
        double[] point =
        [
            -0.5598,
            0.1963,
            2.2564e-3,
            0.5127,
            0.6842,
            0.1306,
            0.9505,
            3.0136e-6,
            1.8668e-10,
            1.5213e-23,
        ];
        double[] wider = [.. point[..7], 5.522e-38, 9.671e-36, 3.99e-10];
        foreach (var f in new[] { Reciprocal(x), Log(x * x), Sqrt(x * x) })
        foreach (double[] at in new[] { point, wider })
            for (int seed = 0; seed < 8; seed++)
                Assert.Null(
                    GradientCheck
                        .Of(Sum(f) + 1e40 * Sum(x), [(x, NDArray.Of(at))], new() { Seed = seed })
                        .Blame
                );
    }
}
