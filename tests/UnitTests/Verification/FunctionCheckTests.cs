namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Plain functions, single precision, cheap mode, progress and cancellation.</summary>
public class FunctionCheckTests
{
    private static readonly Expr A = Input("a", 4, 5),
        B = Input("b", 5, 6);

    private static Binding<double>[] At(params Expr[] inputs)
    {
        var random = new SeededRandom(3);
        return
        [
            .. inputs.Select(input => new Binding<double>(
                input,
                NDArray<double>.Create(
                    input.Shape,
                    to =>
                    {
                        for (int i = 0; i < to.Length; i++)
                            to[i] = random.Normal();
                    }
                )
            )),
        ];
    }

    [Fact]
    public void A_plain_function_is_checked_without_a_graph()
    {
        Assert.Equal(
            new Verdict.Pass(),
            GradientCheck.OfFunction(p => p[0] * p[1], p => [p[1], p[0]], [2, 3]).Verdict
        );
        var wrong = GradientCheck.OfFunction(p => p[0] * p[1], p => [p[1], p[1]], [2, 3]);
        Assert.Equal(
            new Verdict.Fail(
                "the gradient that was given is wrong: at x[1] it is 3, differences give 2"
            ),
            wrong.Verdict
        );
        Assert.Equal(1, wrong.FailedCount);
        Assert.Equal(1, wrong.PassedCount);
    }

    [Fact]
    public void At_a_kink_of_a_plain_function_any_slope_between_the_sides_passes()
    {
        double[] zero = [0];
        Assert.True(GradientCheck.OfFunction(p => Math.Abs(p[0]), p => [0.5], zero).Passed);
        foreach (double outside in new[] { 1.5, -1.5 })
            Assert.IsType<Verdict.Fail>(
                GradientCheck.OfFunction(p => Math.Abs(p[0]), p => [outside], zero).Verdict
            );
    }

    [Fact]
    public void A_function_that_gives_its_caller_new_numbers_each_time_is_found_impure()
    {
        int calls = 0;
        var report = GradientCheck.OfFunction(p => p[0] + ++calls, p => [1], [1]);
        Assert.Equal(
            new Verdict.Fail(
                "two runs give different numbers: value and gradient must depend on the point alone"
            ),
            report.Steps[0].Verdict
        );
    }

    [Fact]
    public void A_large_gradient_is_checked_in_part_and_whole_when_a_part_fails()
    {
        var right = Sum(Square(Tanh(MatMul(A, B))));
        var wrong = Sum(Square(WrongRules.Tanh.Apply(MatMul(A, B))));
        var some = GradientCheck.Of(right, At(A, B), new() { Cost = CheckCost.Cheap });
        Assert.Equal(new Verdict.Pass(), some.Verdict);
        Assert.Equal("8 random directions and 8 of 50 entries", some.Steps[6].Figure);
        var all = GradientCheck.Of(wrong, At(A, B), new() { Cost = CheckCost.Cheap });
        Assert.Equal(
            "8 random directions and 8 of 50 entries, one of which failed: then 50 of 50 entries",
            all.Steps[6].Figure
        );
        Assert.Equal(50, all.Entries.Count);
        var full = GradientCheck.Of(right, At(A, B), new() { Cost = CheckCost.Full });
        Assert.Equal(50, full.PassedCount);
    }

    [Fact]
    public void A_failure_among_more_entries_than_can_be_waited_for_stays_a_failure_and_says_what_was_looked_at()
    {
        // The error is in one entry of the second input, and small beside the other derivatives there.
        Expr many = Input("many", 6000),
            few = Input("few", 40);
        var loss = Sum(Square(many)) + Sum(Square(few));
        var wrong = Constant(NDArray<double>.Create([6000], g => g[5999] = 1e-3));
        NDArray<double> ones = NDArray<double>.Fill([6000], 1),
            more = NDArray<double>.Fill([40], 1);
        var report = GradientCheck.OfGradient(
            loss,
            [(many, 2 * many + wrong), (few, 2 * few)],
            [(many, ones), (few, more)],
            new() { Cost = CheckCost.Cheap }
        );
        Assert.IsType<Verdict.Fail>(report.Verdict);
        Assert.Equal(
            "8 random directions and 8 of 6,040 entries, one of which failed: then 4,096 of 6,040 entries, of each input those with the largest derivatives (CheckCost.Full looks at all)",
            report.Steps[6].Figure
        );
        Assert.Equal("many[5999]", report.Entries[0].Place);
        Assert.Equal(40, report.Entries.Count(entry => entry.Input == "few"));
    }

    [Fact]
    public void Progress_is_reported_and_a_check_can_be_cancelled()
    {
        var heard = new List<GradientCheckProgress>();
        var options = new GradientCheckOptions
        {
            Cost = CheckCost.Full,
            Progress = new Told(heard.Add),
        };
        GradientCheck.Of(Sum(Square(MatMul(A, B))), At(A, B), options);
        Assert.Equal(50, heard.Count(each => each.Step == "differences"));
        Assert.Contains(heard, each => each is { Step: "differences", Done: 50, Total: 50 });

        using var cancelling = new CancellationTokenSource();
        var stopped = options with
        {
            Progress = new Told(each =>
            {
                if (each.Done == 7)
                    cancelling.Cancel();
            }),
            Cancellation = cancelling.Token,
        };
        Assert.Throws<OperationCanceledException>(() =>
            GradientCheck.Of(Sum(Square(MatMul(A, B))), At(A, B), stopped)
        );
    }

    [Fact]
    public void In_single_precision_the_gradient_is_compared_with_that_in_double()
    {
        var single = new GradientCheckOptions { ElementType = ElementType.Single };
        var report = GradientCheck.Of(Sum(Square(Tanh(MatMul(A, B)))), At(A, B), single);
        Assert.Equal(new Verdict.Pass(), report.Verdict);
        Assert.Equal("single precision", report.Steps[9].Name);

        var lossy = new Primitive("lossy")
        {
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Of(
                (x, y) => x[0].CopyTo(y),
                (x, y) =>
                {
                    for (int i = 0; i < y.Length; i++)
                        y[i] = MathF.Round(x[0][i]);
                }
            ),
            Derivative = Derivative.Elementwise((x, y) => 1),
            Notation = Notation.Function("lossy"),
        };
        Assert.IsType<Verdict.Fail>(
            GradientCheck.Of(Sum(Square(lossy.Apply(A))), At(A), single).Steps[9].Verdict
        );
    }

    [Fact]
    public void The_same_seed_gives_the_same_report()
    {
        var loss = Sum(Square(Tanh(MatMul(A, B))));
        var options = new GradientCheckOptions { Seed = 5, Cost = CheckCost.Cheap };
        Assert.Equal(
            GradientCheck.Of(loss, At(A, B), options).ToJson(),
            GradientCheck.Of(loss, At(A, B), options).ToJson()
        );
    }

    [Fact]
    public void The_check_of_a_hand_derived_gradient_compares_every_input()
    {
        var loss = Sum(Square(MatMul(A, B)));
        var report = GradientCheck.OfGradient(
            loss,
            [
                (A, 2 * MatMul(MatMul(A, B), Transpose(B))),
                (B, 2 * MatMul(Transpose(A), MatMul(A, B))),
            ],
            At(A, B),
            new() { Cost = CheckCost.Full }
        );
        Assert.Equal(new Verdict.Pass(), report.Verdict);
        Assert.Equal(50, report.Entries.Count);
    }

    private sealed class Told(Action<GradientCheckProgress> tell) : IProgress<GradientCheckProgress>
    {
        public void Report(GradientCheckProgress value) => tell(value);
    }
}
