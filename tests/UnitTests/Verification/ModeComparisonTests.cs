namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Forward against reverse mode, and the linearity of reverse mode, to a few of the last digits.</summary>
public class ModeComparisonTests
{
    private static readonly Expr X = Input("x"),
        V = Input("v", 3);

    private static ModeComparison Of(Expr output, Expr input, NDArray<double> at) =>
        ModeComparison.Of(output, [input], [(input, at)], new SeededRandom(3));

    private static NDArray<double> Three => NDArray.Of([0.5, -2, 3]);

    private static Expr Negated(double factor) =>
        WrongRules.Like(Primitives.Neg, Derivative.Linear((_, g) => -factor * g)).Apply(V);

    private static Expr Bent(Func<Expr, Expr> pull) =>
        WrongRules
            .Like(Primitives.Sin, Derivative.Custom((y, g) => [pull(g) * Cos(y.Inputs[0])]))
            .Apply(V);

    [Fact]
    public void Right_rules_agree_to_the_last_digits()
    {
        var modes = Of(Exp(V) * Sin(V), V, Three);
        Assert.Equal((new Verdict.Pass(), new Verdict.Pass()), (modes.DotProduct, modes.Linearity));
        Assert.InRange(modes.DotProductError, 0, 1e-15);
        Assert.InRange(modes.LinearityError, 0, 1e-15);
    }

    [Fact]
    public void A_transpose_that_is_off_by_a_few_last_digits_passes_and_by_more_fails()
    {
        Assert.Equal(new Verdict.Pass(), Of(Negated(1 + 1e-15), V, Three).DotProduct);
        var off = Of(Negated(1 + 1e-12), V, Three);
        Assert.StartsWith(
            "forward mode gives ",
            Assert.IsType<Verdict.Fail>(off.DotProduct).Reason
        );
        Assert.InRange(off.DotProductError, 1e-14, 1e-12);
        Assert.Equal(new Verdict.Pass(), off.Linearity);
        var twice = Of(Negated(3), V, Three);
        Assert.InRange(twice.DotProductError, 0.01, 1);
    }

    [Fact]
    public void The_two_numbers_that_differ_are_told()
    {
        // With one element both are products: <v, J u> = -v u and <J'v, u> = -3 v u.
        var one = WrongRules.Like(Primitives.Neg, Derivative.Linear((_, g) => -3 * g)).Apply(X);
        var random = new SeededRandom(3);
        double u = random.Signed(Shape.Scalar).ToScalar(),
            v = random.Signed(Shape.Scalar).ToScalar();
        var modes = Of(one, X, NDArray<double>.Fill(Shape.Scalar, 2));
        Assert.Equal(
            new Verdict.Fail(
                $"forward mode gives {Judgement.Text(-u * v)} for <v, J u>, reverse mode gives {Judgement.Text(-3 * u * v)} for <J'v, u>"
            ),
            modes.DotProduct
        );
        Assert.Equal(0.5, modes.DotProductError, 1e-12);
    }

    [Fact]
    public void A_pullback_that_is_bent_by_more_than_a_few_last_digits_is_not_linear()
    {
        Assert.Equal(new Verdict.Pass(), Of(Bent(g => g + 1e-15 * g * g), V, Three).Linearity);
        var bent = Of(Bent(g => g + 1e-12 * g * g), V, Three);
        Assert.StartsWith(
            "the pullback is not linear in the cotangent: 1.25v - 0.75w gives ",
            Assert.IsType<Verdict.Fail>(bent.Linearity).Reason
        );
        Assert.InRange(bent.LinearityError, 1e-14, 1e-11);
        Assert.Equal(new Verdict.Inconclusive("forward mode rests on linearity"), bent.DotProduct);
        Assert.Equal(double.NaN, bent.DotProductError);
    }

    [Fact]
    public void A_pullback_that_is_right_but_for_a_constant_is_not_linear()
    {
        var shifted = Of(Bent(g => g + 1), V, Three);
        Assert.IsType<Verdict.Fail>(shifted.Linearity);
        var zero = Of(Bent(g => 0 * g), V, Three);
        Assert.Equal((0, new Verdict.Pass()), (zero.LinearityError, zero.Linearity));
        Assert.Equal((0, new Verdict.Pass()), (zero.DotProductError, zero.DotProduct));
    }

    [Fact]
    public void What_the_parts_add_up_to_is_told_and_the_error_is_relative_to_all_terms()
    {
        var bent = WrongRules
            .Like(Primitives.Sin, Derivative.Custom((_, g) => [Square(g)]))
            .Apply(X);
        var random = new SeededRandom(3);
        double[] drawn =
        [
            .. Enumerable.Range(0, 3).Select(_ => random.Signed(Shape.Scalar).ToScalar()),
        ];
        double first = 1.25 * drawn[1] * drawn[1],
            second = -0.75 * drawn[2] * drawn[2],
            both = Math.Pow(1.25 * drawn[1] - 0.75 * drawn[2], 2);
        var modes = Of(bent, X, NDArray<double>.Fill(Shape.Scalar, 2));
        Assert.Equal(
            new Verdict.Fail(
                $"the pullback is not linear in the cotangent: 1.25v - 0.75w gives {Judgement.Text(both)}, where its parts add up to {Judgement.Text(first + second)}"
            ),
            modes.Linearity
        );
        Assert.Equal(
            Math.Abs(first + second - both) / (first - second + both),
            modes.LinearityError,
            1e-12
        );
    }

    [Fact]
    public void A_rule_of_a_small_function_is_judged_as_strictly()
    {
        Assert.IsType<Verdict.Fail>(Of(1e-10 * Negated(1 + 1e-6), V, Three).DotProduct);
        Assert.IsType<Verdict.Fail>(Of(1e-10 * Bent(g => g + 1e4 * g * g), V, Three).Linearity);
    }

    [Fact]
    public void What_is_not_finite_is_left_open()
    {
        var edge = Of(Sqrt(V), V, NDArray.Of([0.0, 1, 4]));
        var open = new Verdict.Inconclusive("a derivative is not finite at the point");
        Assert.Equal((open, open), (edge.DotProduct, edge.Linearity));
        Assert.Equal((double.NaN, double.NaN), (edge.DotProductError, edge.LinearityError));
    }

    [Fact]
    public void What_lies_below_the_smallest_numbers_is_no_difference()
    {
        var tiny = Of(1e-310 * Square(V), V, Three);
        Assert.Equal((new Verdict.Pass(), new Verdict.Pass()), (tiny.DotProduct, tiny.Linearity));
    }

    [Fact]
    public void What_cancels_on_the_way_may_differ_by_its_rounding()
    {
        // Of terms of 1e8 there remain some of 1, of which the last eight digits are lost.
        var cancelled = (1e8 / 3 * V + Sin(V)) / 7 - 1e8 / 21 * V;
        var modes = Of(cancelled, V, Three);
        Assert.Equal((new Verdict.Pass(), new Verdict.Pass()), (modes.DotProduct, modes.Linearity));
        Assert.InRange(modes.DotProductError, 1e-12, 1e-6);
        Assert.InRange(modes.LinearityError, 1e-12, 1e-6);
    }
}
