namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>What a reader is told where a number comes from a convention or from what was given, and not from the formula beside it.</summary>
public class ConventionTests
{
    private static readonly Expr X = Input("x");
    private static readonly Expr Y = Input("y");
    private static readonly Expr V = Input("v", 4);

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public void A_gradient_of_0_that_is_given_is_followed_to_the_inputs(double x)
    {
        var trace = Explain.Of(X * Y + Sqrt(X), NDArray<double>.Scalar(0), (X, x), (Y, 3));
        Assert.Equal(3, trace.Events.Count);
        Assert.All(trace.Inputs, input => Assert.Equal(0, input.Gradient!.ToScalar()));
        Assert.DoesNotContain("not differentiated", Explain.Text(trace));
        Assert.Contains("dL/dx=0  dL/dy=0   check: max rel err < 1e-9 ok", Explain.Text(trace));
    }

    [Fact]
    public void A_kink_that_nothing_comes_of_is_compared_like_any_other_place()
    {
        var dead = Sigmoid(X * Y) / (X + Exp(Y)) - Max(X, Y) * Relu(-X);
        var check = Explain.Of(dead, (X, 2), (Y, 2)).Check;
        Assert.Equal("max rel err < 1e-9 ok", check.ToString());
        Assert.Equal(2, check.Entries);
        // The slope goes on, the curvature does not.
        var bent = Explain.Of(X * Relu(X) + X, (X, 0)).Check;
        Assert.Equal("max rel err < 1e-9 ok", bent.ToString());
        var kink = Explain.Of(Max(X, Y) * Relu(X), (X, 2), (Y, 2)).Check;
        Assert.Equal("nothing could be compared: every entry is on a kink", kink.ToString());
    }

    [Fact]
    public void At_a_kink_only_what_holds_there_is_quoted()
    {
        Assert.EndsWith(
            "note: f is on a kink or tie: derivative 0 at 0\n",
            Explain.Text(Explain.Of(Relu(X), (X, 0)))
        );
        Assert.EndsWith(
            "note: f is on a kink or tie: derivative 0 where all are 0: the subgradient of least norm\n",
            Explain.Text(Explain.Of(Norm2(V), (V, NDArray.Of([0.0, 0, 0, 0]))))
        );
    }

    [Fact]
    public void A_local_derivative_that_its_formula_does_not_give_is_marked()
    {
        string[] lines = Explain.Text(Explain.Of(Pow(X, Y), (X, 0), (Y, 0))).Split('\n');
        const string said = "0 by convention: the formula alone has no finite value here";
        Assert.EndsWith(said, lines.Single(line => line.Contains("y*x^(y-1) = 0")));
        Assert.EndsWith(said, lines.Single(line => line.Contains("f*log(x)  = 0")));
        var trace = Explain.Of(
            Sum(Pow(V, Fill([4], 0) + Y)),
            (V, NDArray.Of([0.0, 1, 2, 0])),
            (Y, 0)
        );
        Assert.Contains(
            "2 of 4 local derivatives by convention: the formula alone has no finite value there",
            Explain.Text(trace)
        );
        Assert.Contains(
            $"Through f: {said}.",
            Explain.Derivations(Explain.Of(Pow(X, Y), (X, 0), (Y, 0)))[^1].Reason
        );
        Assert.DoesNotContain("by convention", Explain.Text(Explain.Of(Pow(X, Y), (X, 2), (Y, 0))));
    }

    [Fact]
    public void A_derivation_repeats_why_it_ends_in_nan()
    {
        var of = Explain.Derivations(Explain.Of(Sqrt(Square(X)), (X, 0)));
        Assert.EndsWith(
            "Not a number: q: an infinite upstream gradient times a local derivative of 0 is nan, and so is what follows.",
            of[^1].Reason
        );
        Assert.DoesNotContain("Not a number", of[0].Reason);
    }

    [Fact]
    public void A_dot_is_explained_where_there_is_one()
    {
        const string legend = "a dot is a copy gate";
        Assert.DoesNotContain(legend, Explain.Svg(Explain.Of(X * Y, (X, 1), (Y, 2))));
        Assert.Contains(legend, Explain.Svg(Explain.Of(X * Sin(X), (X, 1))));
    }

    [Fact]
    public void A_sum_of_products_with_ones_is_written_as_a_sum()
    {
        var trace = Explain.Of(Sum(LogSoftmax(V)), (V, NDArray.Of([1.0, 2, 3, 4])));
        Assert.Contains("into v: dq-softmax(v)*sum(dq)", Explain.Text(trace));
        var rows = Input("m", 2, 4);
        var along = Explain.Of(Sum(LogSoftmax(rows, [1])), (rows, NDArray<double>.Fill([2, 4], 1)));
        Assert.Contains("*sum(dq, axis 1)", Explain.Text(along));
        Assert.Contains(@"\sum_{\text{axis 1}}\left(dq\right)", Explain.Latex(along));
    }

    [Fact]
    public void A_gradient_of_zeros_that_is_given_stays_0_behind_whatever_follows()
    {
        var v = Input("v", 2);
        var at = NDArray.Of([0.0, 4]);
        var zeros = NDArray<double>.Fill([2], 0);
        foreach (
            var f in new[]
            {
                MatMul(
                    Constant(
                        NDArray.Of([
                            [1.0, 0],
                            [0, 1],
                        ])
                    ),
                    Sqrt(v)
                ),
                Softmax(Sqrt(v)),
                Norm2(Sqrt(v)) * v,
            }
        )
            Assert.Equal([0, 0], Explain.Of(f, zeros, (v, at)).Inputs.Single().Gradient!.ToArray());
    }

    [Fact]
    public void What_the_output_changes_by_and_what_its_own_gate_adds_have_two_signs()
    {
        const string whole = @"\frac{\partial f}{\partial x}";
        var twice = Explain.Of(X * (X + Y), (X, 2), (Y, 3));
        var derived = Explain.Derivations(twice).Single(each => each.Node.Name == "x");
        Assert.Equal(whole, derived.Title);
        Assert.Equal(
            $@"\frac{{\partial f}}{{\partial f}} \cdot \left({whole}\right)_{{q \text{{ fixed}}}}",
            derived.Paths[0].At(DerivationDepth.Rule)
        );
        Assert.Equal(
            "x is used 2 times: the contributions of all paths add up. In parentheses stands what f changes by if x moves in this one place alone.",
            derived.Reason
        );
        var itself = Explain.Derivations(Explain.Of(X / X, (X, 2)))[^1];
        Assert.Contains($@"\left({whole}\right)_{{\text{{input 1 alone}}}}", itself.Latex);
        Assert.Contains($@"\left({whole}\right)_{{\text{{input 2 alone}}}}", itself.Latex);
        // Along one path both are the same.
        Assert.DoesNotContain("fixed", Explain.Latex(Explain.Of(X * Y, (X, 2), (Y, 3))));
    }
}
