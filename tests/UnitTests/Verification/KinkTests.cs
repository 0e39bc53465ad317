namespace FunctionalGrad.UnitTests.Verification;

/// <summary>On kinks and ties a derivative must lie between the one-sided slopes and be the subgradient of least norm.</summary>
public class KinkTests
{
    private static readonly Expr X = Input("x"),
        Y = Input("y");

    [Fact]
    public void The_conventions_of_the_library_pass_on_their_kinks()
    {
        Expr[] kinked =
        [
            3 * Relu(X) + Y,
            Abs(X) * Y,
            LeakyRelu(X) + Y,
            LeakyRelu(X, 2) - Y,
            Elu(X, 0.5) * Y,
            Max(X, Y - 1),
            Min(X, Y - 1) * 2,
            Max(X, Min(Y, 1)),
            Max(Stack([X, Y - 1, X])),
        ];
        foreach (var f in kinked)
        {
            var report = GradientCheck.Of(f, (X, 0), (Y, 1));
            Assert.True(report.Passed, report.ToString());
        }
    }

    [Fact]
    public void On_a_kink_both_slopes_are_told_and_what_the_gradient_makes_of_them()
    {
        Assert.Equal(
            "on the kink: the slope is 0 on the left and 1 on the right, the gradient 0 by convention",
            Told(Relu(X))
        );
        Assert.Equal(
            "on the kink: the slope is -1 on the left and 1 on the right, the gradient 0 by convention",
            Told(Abs(X))
        );
        Assert.Equal(
            "on the kink: the slope is 0.25 on the left and 1 on the right, the gradient 0.25 by convention",
            Told(LeakyRelu(X, 0.25))
        );
        Assert.Equal(
            "on the kink: the slope is 2 on the left and 1 on the right, the gradient 1 by convention",
            Told(Elu(X, 2))
        );
        Assert.Equal(
            "on the kink: the slope is 0 on the left and 1 on the right, the gradient 0.5 by convention",
            Told(Max(X, Y))
        );
        Assert.Equal(
            "on the kink: the slope is 1 on the left and 0 on the right, the gradient 0.25 by convention",
            Told(Min(Stack([X, Y, Y, Y])))
        );
    }

    private static string? Told(Expr f)
    {
        var report = GradientCheck.Of(f, [(X, 0), .. YIn(f)]);
        Assert.Equal(
            new Verdict.Pass
            {
                Reservation =
                    "second order (inconclusive: along x the gradient jumps at the point)",
            },
            report.Verdict
        );
        Assert.Contains(report.Steps, step => step.Name == "kinks" && step.Figure[0] != '0');
        string note = report.Entries.Single(entry => entry.Input == "x").Note!;
        Assert.Contains($": {note}", report.ToString());
        Assert.Contains($"\"note\": \"{note}\"", report.ToJson());
        return note;
    }

    private static IEnumerable<Binding<double>> YIn(Expr f) =>
        Tape.Of(f).Inputs.Contains(Y) ? [(Y, 0)] : [];

    [Fact]
    public void On_the_kink_of_a_plain_function_no_convention_is_claimed()
    {
        var report = GradientCheck.OfFunction(p => Math.Abs(p[0]), p => [0.5], [0]);
        Assert.Equal(
            "on the kink: the slope is -1 on the left and 1 on the right, the gradient 0.5",
            Assert.Single(report.Entries).Note
        );
    }

    [Fact]
    public void A_rule_that_takes_another_slope_than_the_conventions_is_blamed_though_it_lies_between_the_sides()
    {
        (Primitive Original, Derivative Rule)[] wrong =
        [
            (Primitives.Relu, Derivative.Elementwise((x, y) => x >= 0)),
            (Primitives.Abs, Derivative.Elementwise((x, y) => 2 * (x >= 0) - 1)),
            (Primitives.Relu, Derivative.Elementwise((x, y) => ((x >= 0) + (x > 0)) / 2)),
        ];
        foreach (var (original, rule) in wrong)
        {
            var primitive = WrongRules.Like(original, rule);
            var report = GradientCheck.Of(primitive.Apply(X) + Y, (X, 0), (Y, 1));
            Assert.Same(primitive, report.Blame?.Primitive);
            Assert.Equal(
                "its derivative at a kink or tie is not the subgradient of least norm, which is the convention",
                report.Blame!.Reason
            );
            Assert.True(
                GradientCheck
                    .Of(
                        primitive.Apply(X) + Y,
                        [(X, 0), (Y, 1)],
                        new() { LeastNorm = false, SecondOrder = false }
                    )
                    .Passed
            );
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    [InlineData(0.3, 0.7)]
    public void A_tie_that_is_not_shared_half_and_half_is_blamed(double first, double second)
    {
        var max = WrongRules.Like(
            Primitives.Max,
            Derivative.Elementwise(
                (a, b, y) =>
                    (Where(EqualTo(a, b), first, a > b), Where(EqualTo(a, b), second, b > a))
            )
        );
        var applied = max.Apply(new Ties(TiePolicy.Split), X, Y);
        var report = GradientCheck.Of(Sin(applied), (X, 1), (Y, 1));
        Assert.Same(applied, report.Blame?.Node);
    }

    [Fact]
    public void A_tie_policy_that_the_user_chose_passes()
    {
        foreach (var policy in new[] { TiePolicy.First, TiePolicy.Second })
            Assert.True(GradientCheck.Of(Max(X, Y, policy), (X, 1), (Y, 1)).Passed);
    }

    [Fact]
    public void A_smooth_whole_of_kinked_parts_is_said_to_be_so()
    {
        var report = GradientCheck.Of(Relu(X) - Relu(-X), (X, 0));
        Assert.Equal(
            new Verdict.Inconclusive(
                "1 of 1 derivatives could not be judged; at x the gradient is 0, differences give 1; every rule follows its convention, so it is their composition that has no derivative here"
            ),
            report.Verdict
        );
    }

    [Fact]
    public void A_kink_nearer_than_any_step_is_looked_at_from_one_side()
    {
        foreach (double x in new[] { 1e-3, 1e-6, 1e-12, -1e-6 })
        {
            var report = GradientCheck.Of(Relu(X) + Exp(X), (X, x));
            Assert.Equal(new Verdict.Pass(), report.Verdict);
        }
        var wrong = WrongRules.Like(Primitives.Relu, Derivative.Elementwise((x, y) => x < 0));
        Assert.IsType<Verdict.Fail>(GradientCheck.Of(wrong.Apply(X), (X, 1e-6)).Verdict);
    }

    [Fact]
    public void At_the_edge_of_a_domain_one_side_decides()
    {
        var edge = GradientCheck.Of(Sqrt(X), (X, 0));
        Assert.StartsWith("pass, but for: dot product (inconclusive: ", edge.Verdict.ToString());
        Assert.Equal([2, 3, 8], edge.OpenSteps.Select(step => step.Number));
        Assert.True(GradientCheck.Of(Pow(X, 1.5), (X, 0)).Passed);
        Assert.Equal(new Verdict.Pass(), GradientCheck.Of(Log(X), (X, 1e-7)).Verdict);
        Assert.Equal(new Verdict.Pass(), GradientCheck.Of(1 / X, (X, 1e-4)).Verdict);
    }
}
