namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Every planted error is found, and blamed on its node and operand.</summary>
public class PlantedRuleTests
{
    private static readonly Expr M = Input("m", 2, 3),
        N = Input("n", 2, 3),
        K = Input("k", 3, 5);

    private static readonly Binding<double>[] At =
    [
        (
            M,
            NDArray.Of([
                [0.3, -0.7, 1.1],
                [0.9, 1.3, -0.4],
            ])
        ),
        (
            N,
            NDArray.Of([
                [0.8, 0.6, -1.2],
                [1.7, -0.5, 2.1],
            ])
        ),
        (
            K,
            NDArray.Of([
                [0.1, 0.2, 0.3, 0.4, 0.5],
                [-0.5, 0.6, 0.7, -0.8, 0.9],
                [1.5, -1.4, 1.3, 1.2, -1.1],
            ])
        ),
    ];

    private static readonly Axes Last = new([1]);

    private sealed record Planted(Primitive Primitive, int? Operand, Func<Primitive, Expr> Applied);

    private static readonly Dictionary<string, Planted> Rules = new()
    {
        ["dropped square"] = Unary(Primitives.Tanh, (x, y) => 1 - y),
        ["wrong sign"] = Unary(Primitives.Cos, (x, y) => Sin(x)),
        ["input for output"] = Unary(Primitives.Exp, (x, y) => x),
        ["a factor of 1.000001"] = Unary(Primitives.Exp, (x, y) => 1.000001 * y),
        ["nothing flows"] = Unary(Primitives.Sin, (x, y) => 0),
        ["NaN"] = Unary(Primitives.Sin, (x, y) => 0 * Log(-Square(y) - 1)),
        ["slope of the other side"] = Unary(Primitives.Relu, (x, y) => x < 0),
        ["operands not swapped"] = Binary(Primitives.Mul, (a, b, y) => (a, b), 0),
        ["the second operand alone"] = Binary(Primitives.Mul, (a, b, y) => (b, 2 * a), 1),
        ["dropped minus"] = Binary(Primitives.Div, (a, b, y) => (1 / b, y / b), 1),
        ["both wins"] = Binary(Primitives.Max, (a, b, y) => (a >= b, Ones([2, 3])), 1),
        ["a mean for a sum"] = Linear(
            Primitives.Sum,
            (y, g) => 0.5 * Broadcast(Reshape(g, [2, 1]), y.Inputs[0].Shape)
        ),
        ["rows for columns"] = new(
            WrongRules.Like(
                Primitives.Permute,
                Derivative.Linear((y, g) => Reshape(g, y.Inputs[0].Shape))
            ),
            null,
            p => p.Apply(new Axes([1, 0]), M)
        ),
        ["product not transposed"] = new(
            WrongRules.Like(
                Primitives.MatMul,
                Derivative.Bilinear(
                    (y, g) => MatMul(g, Permute(y.Inputs[1], [1, 0])),
                    (y, g) => MatMul(Reshape(y.Inputs[0], [3, 2]), g)
                )
            ),
            null,
            p => p.Apply(M, K)
        ),
        ["not linear in the cotangent"] = new(
            WrongRules.Like(
                Primitives.Sin,
                Derivative.Custom((y, g) => [Tanh(g) * Cos(y.Inputs[0])])
            ),
            null,
            p => p.Apply(M)
        ),
        ["one cotangent clipped"] = new(
            WrongRules.Like(
                Primitives.Sin,
                Derivative.Custom((y, g) => [Min(g, 0.1) * Cos(y.Inputs[0])])
            ),
            null,
            p => p.Apply(M)
        ),
    };

    public static TheoryData<string> Names => [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_error_is_found_and_blamed(string name)
    {
        var (primitive, operand, applied) = Rules[name];
        var wrong = applied(primitive);
        var weights = NDArray<double>.Create(
            wrong.Shape,
            w =>
            {
                for (int i = 0; i < w.Length; i++)
                    w[i] = (i % 2 == 0 ? 0.7 : -1.3) + 0.1 * i;
            }
        );
        var report = GradientCheck.Of(Sum(Constant(weights) * (wrong + 0.5 * Sin(wrong))), At);
        Assert.IsType<Verdict.Fail>(report.Verdict);
        Assert.Same(wrong, report.Blame?.Node);
        if (operand is not null)
            Assert.Equal(operand, report.Blame!.Operand);
        Assert.IsType<Verdict.Fail>(
            GradientCheck.Of(report.Blame!.Smallest, [.. report.Blame.At]).Verdict
        );
    }

    [Fact]
    public void The_first_of_two_wrong_rules_is_blamed()
    {
        var first = WrongRules.Tanh.Apply(M);
        var second = WrongRules
            .Like(Primitives.Exp, Derivative.Elementwise((x, y) => x))
            .Apply(first);
        Assert.Same(first, GradientCheck.Of(Sum(second), At).Blame?.Node);
    }

    private static Planted Unary(Primitive original, Func<Expr, Expr, Partial> rule) =>
        new(WrongRules.Like(original, Derivative.Elementwise(rule)), 0, p => p.Apply(M));

    private static Planted Binary(
        Primitive original,
        Func<Expr, Expr, Expr, (Partial, Partial)> rule,
        int operand
    ) =>
        new(
            WrongRules.Like(original, Derivative.Elementwise(rule)),
            operand,
            p =>
                p.Apply(
                    original == Primitives.Max ? new Ties(TiePolicy.Split) : Attributes.None,
                    M,
                    N
                )
        );

    private static Planted Linear(Primitive original, Func<Apply, Expr, Expr> transpose) =>
        new(WrongRules.Like(original, Derivative.Linear(transpose)), null, p => p.Apply(Last, M));

    private static readonly Primitive SloppyCube = WrongRules.Unary(
        "sloppyCube",
        x => x * x * x,
        (x, y) => 3 * x * StopGradient(x)
    );

    [Fact]
    public void A_wrong_second_derivative_shows_beside_a_kink_of_another_input()
    {
        var (x, y) = (Input("x"), Input("y"));
        var report = GradientCheck.Of(SloppyCube.Apply(x) + Relu(y), (x, 1.3), (y, 0.0));
        Assert.Equal(
            new Verdict.Fail("the second derivative of sloppyCube is wrong"),
            report.Verdict
        );
    }

    [Fact]
    public void A_pass_names_the_step_that_could_not_say_anything()
    {
        var (x, y) = (Input("x"), Input("y"));
        var report = GradientCheck.Of(Exp(x) + Relu(y), (x, 1.3), (y, 0.0));
        Assert.StartsWith("pass, but for: second order (inconclusive: ", report.Verdict.ToString());
        Assert.Equal(8, Assert.Single(report.OpenSteps).Number);
        Assert.StartsWith("gradient check: pass, but for: second order", report.ToString());
        var smooth = GradientCheck.Of(Exp(x), (x, 1.3));
        Assert.Equal(new Verdict.Pass(), smooth.Verdict);
        Assert.Empty(smooth.OpenSteps);
    }

    [Fact]
    public void Steps_that_were_not_run_do_not_pass()
    {
        var text = GradientCheck.OfFunction(p => p[0] * p[0], p => [2 * p[0]], [3]).ToString();
        Assert.Matches(
            "2 +dot product +not applicable +a plain function has no graph to ask",
            text
        );
    }
}
