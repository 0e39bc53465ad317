namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Second derivatives in two ways and by differences, along several inputs and along each.</summary>
public class SecondOrderTests
{
    private static readonly Expr X = Input("x"),
        Y = Input("y"),
        V = Input("v", 3);

    private static readonly Primitive SloppyCube = WrongRules.Unary(
        "sloppyCube",
        x => x * x * x,
        (x, _) => 3 * x * StopGradient(x)
    );

    private static SecondOrder Of(Expr f, params Binding<double>[] at)
    {
        Expr[] inputs = [.. Tape.Of(f).Inputs];
        var options = GradientCheckOptions.Default;
        var first = GraphComparison.Of(f, inputs, at, options);
        return SecondOrder.Of(f, inputs, first, at, options);
    }

    private static readonly Binding<double> Three = (V, NDArray.Of([0.5, -2.0, 3]));

    [Fact]
    public void A_right_Hessian_passes_and_its_figure_says_how_nearly()
    {
        foreach (var f in new[] { Sum(Exp(V) * Sin(V)), Sum(V), Exp(V) * Sum(V) })
        {
            var second = Of(f, Three);
            Assert.Equal(new Verdict.Pass(), second.Verdict);
            Assert.Matches(
                @"^2 pairs of vectors, worst relative error \d\.\de[-+]\d\d$",
                second.Figure
            );
        }
    }

    [Fact]
    public void Without_a_gradient_there_is_nothing_to_differentiate() =>
        Assert.Equal(
            new Verdict.Pass("no gradient to differentiate"),
            Of(Floor(X), (X, 0.5)).Verdict
        );

    [Fact]
    public void What_is_not_finite_is_named()
    {
        Assert.Equal(
            new Verdict.Inconclusive("x is not finite at the point"),
            Of(Square(Y) + 0 * Exp(-Square(X)), (X, double.PositiveInfinity), (Y, 1)).Verdict
        );
        Assert.Equal(
            new Verdict.Inconclusive("a second derivative is not finite at the point"),
            Of(Pow(X, 1.5), (X, 0)).Verdict
        );
    }

    [Fact]
    public void Two_ways_that_do_not_agree_are_told_with_their_numbers()
    {
        var negated = WrongRules.Like(Primitives.Neg, Derivative.Linear((_, g) => -3 * g));
        var cosine = WrongRules.Unary("cosine", Math.Cos, (x, _) => negated.Apply(Sin(x)));
        var second = Of(cosine.Apply(X), (X, 1));
        Assert.Matches(
            @"^<u, H v> is -?[\d.E-]+ by forward over reverse mode, -?[\d.E-]+ by reverse over reverse mode$",
            Assert.IsType<Verdict.Fail>(second.Verdict).Reason
        );
        Assert.Equal(second.Verdict.Why, second.Figure);
        Assert.NotEmpty(second.Gradient);
        Assert.StartsWith("<u, H v> is ", Of(1e-12 * cosine.Apply(X), (X, 1)).Verdict.Why);
    }

    [Fact]
    public void A_wrong_second_derivative_is_seen_by_differences_of_the_gradient()
    {
        var second = Of(WrongRules.SloppyExp.Apply(X) * Y, (X, 1), (Y, 2));
        Assert.StartsWith(
            "of <u, grad f> along v the gradient is ",
            Assert.IsType<Verdict.Fail>(second.Verdict).Reason
        );
    }

    [Fact]
    public void It_does_not_drown_beside_an_input_that_moves_the_gradient_by_orders_of_magnitude_more()
    {
        foreach (double huge in new[] { 1e5, 1e10, 1e15 })
        {
            var f = huge * Square(X) + SloppyCube.Apply(Y);
            Assert.IsType<Verdict.Fail>(Of(f, (X, 0.7), (Y, 1.3)).Verdict);
            Assert.Equal(
                new Verdict.Pass(),
                Of(huge * Square(X) + Y * Y * Y, (X, 0.7), (Y, 1.3)).Verdict
            );
        }
    }

    [Fact]
    public void Nor_does_the_larger_or_one_beside_an_input_that_does_not_move_the_gradient()
    {
        var z = Input("z");
        Binding<double>[] at = [(X, 0.7), (Y, 1.3), (z, 2)];
        Assert.IsType<Verdict.Fail>(Of(1e10 * SloppyCube.Apply(X) + Y * Y * Y, at[..2]).Verdict);
        Assert.IsType<Verdict.Fail>(Of(1e10 * Square(X) + SloppyCube.Apply(Y) + z, at).Verdict);
        Assert.Equal(new Verdict.Pass(), Of(1e10 * Square(X) + Y * Y * Y + z, at).Verdict);
    }

    [Fact]
    public void Every_element_of_a_Jacobian_counts()
    {
        var large = 100 * Y * Y * Y;
        var f = Stack([large, -large, SloppyCube.Apply(X), -large, large]);
        Assert.IsType<Verdict.Fail>(Of(f, (X, 0.7), (Y, 1.3)).Verdict);
    }

    [Fact]
    public void An_input_that_cannot_be_moved_and_whose_gradient_is_0_is_no_reservation()
    {
        var labelled = new Primitive("labelled")
        {
            Arity = Arity.Two,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Zip(
                (x, label) =>
                    label == Math.Floor(label) ? x * x * x : throw new ArgumentException("no label")
            ),
            Derivative = Derivative.Elementwise((x, label, _) => (3 * Square(x), label - label)),
            Notation = Notation.Function("labelled"),
        };
        Assert.Equal(new Verdict.Pass(), Of(labelled.Apply(X, Y), (X, 1.3), (Y, 2)).Verdict);
    }

    [Fact]
    public void Beside_a_kink_each_input_is_looked_at_alone()
    {
        var wrong = Of(SloppyCube.Apply(X) + Relu(Y), (X, 1.3), (Y, 0));
        Assert.StartsWith(
            "of <u, grad f> along x alone the gradient is ",
            Assert.IsType<Verdict.Fail>(wrong.Verdict).Reason
        );
        Assert.Equal(
            new Verdict.Inconclusive("along y the gradient jumps at the point"),
            Of(Exp(X) + Relu(Y), (X, 1.3), (Y, 0)).Verdict
        );
    }

    [Fact]
    public void Of_few_elements_each_is_looked_at_alone_and_of_many_each_input()
    {
        Expr few = Input("few", 2),
            many = Input("many", 20);
        var at2 = NDArray.Of([0.0, 1.3]);
        var at20 = NDArray<double>.Create(
            [20],
            x =>
            {
                x.Fill(1.3);
                x[0] = 0;
            }
        );
        Assert.IsType<Verdict.Fail>(Of(Sum(Relu(few) + SloppyCube.Apply(few)), (few, at2)).Verdict);
        Assert.Equal(
            new Verdict.Inconclusive("along many the gradient jumps at the point"),
            Of(Sum(Relu(many) + SloppyCube.Apply(many)), (many, at20)).Verdict
        );
        Assert.IsType<Verdict.Fail>(
            Of(Sum(Relu(many)) + Sum(SloppyCube.Apply(V)), (many, at20), Three).Verdict
        );
    }

    [Fact]
    public void What_cannot_be_moved_is_no_reservation()
    {
        var labels = Input("labels", 2);
        var scores = Input("scores", 2, 3);
        var second = Of(
            Loss.SoftmaxCrossEntropy(scores, labels),
            (labels, NDArray.Of([2.0, 0])),
            (
                scores,
                NDArray.Of([
                    [0.1, 0.2, -0.3],
                    [1.5, -0.2, 0.4],
                ])
            )
        );
        Assert.Equal(new Verdict.Pass(), second.Verdict);
    }

    [Fact]
    public void Where_the_gradient_has_no_derivative_that_is_said()
    {
        var once = WrongRules.Unary(
            "once",
            x => x * x,
            (x, _) =>
                2
                * WrongRules
                    .Like(Primitives.Neg, Derivative.NotDifferentiable("it is so"))
                    .Apply(-x)
        );
        var second = Of(once.Apply(X), (X, 1));
        Assert.Contains("it is so", Assert.IsType<Verdict.Inconclusive>(second.Verdict).Reason);
        Assert.Empty(second.Gradient);
    }
}
