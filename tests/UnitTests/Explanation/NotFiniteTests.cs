namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>Where infinities and what is not a number begin is said first, and at the place itself.</summary>
public class NotFiniteTests
{
    private static readonly Expr X = Input("x");
    private static readonly Expr Y = Input("y");
    private static readonly Expr V = Input("v", 3);

    private static string[] Lines(Expr f, params Binding<double>[] at) =>
        Explain.Text(Explain.Of(f, at)).Split('\n');

    [Fact]
    public void The_first_value_that_is_not_finite_is_named()
    {
        string[] log = Lines(2 * Log(X) + Y, (X, -1), (Y, 2));
        Assert.Equal("not finite: q = log(x) is nan at x = -1", log[0]);
        Assert.Contains(
            "q     log(x)   nan  <- it begins here",
            log.Single(line => line.Contains("begins"))
        );
        Assert.Equal(
            "not finite: f = x/y is nan at x = 0 and y = 0",
            Lines(X / Y, (X, 0), (Y, 0))[0]
        );
        Assert.Equal(
            "not finite: q = exp(x) is inf at x = 800",
            Lines(Exp(X) * Y, (X, 800), (Y, 1))[0]
        );
        Assert.Equal("not finite: input x is nan", Lines(X * Y, (X, double.NaN), (Y, 1))[0]);
        string[] array = Lines(Sum(Log(V)), (V, NDArray.Of([1.0, -2, 0])));
        Assert.Equal("not finite: q = log(v) is nan in element 1, at v = -2", array[0]);
        Assert.Equal(
            "      what is not finite begins here",
            array[Array.IndexOf(array, "      [0, nan, -inf]") + 1]
        );
        Assert.Equal(
            "not finite: f = sum(v) is inf, though all that it is computed from is finite",
            Lines(Sum(V), (V, NDArray.Of([1e308, 1e308, 0])))[0]
        );
    }

    [Fact]
    public void The_first_gradient_that_is_not_finite_is_named()
    {
        string[] root = Lines(Sqrt(X * X), (X, 0));
        Assert.Equal(
            [
                "not finite: the gradient from step 1 on, because the local derivative of f = sqrt(q) is infinite at this point",
                "not a number: q: an infinite upstream gradient times a local derivative of 0 is nan, and so is what follows",
            ],
            root[..2]
        );
        Assert.Contains(
            "what is not finite begins here",
            root.Single(line => line.Contains("f=sqrt(q)"))
        );
        Assert.EndsWith(
            "check: a gradient is not finite where the differences are: WRONG",
            root.Single(line => line.Contains("check:"))
        );
        Assert.Equal(
            "not finite: the gradient from step 1 on, because the product at f = q*y is too large for a number",
            Explain
                .Text(Explain.Of(Sin(X) * Y, NDArray<double>.Scalar(1e300), (X, 0), (Y, 1e300)))
                .Split('\n')[0]
        );
    }

    [Fact]
    public void What_no_branch_takes_troubles_nobody()
    {
        Assert.StartsWith("forward", Lines(Where(X > 0, Log(X), 0), (X, -1))[0]);
        Assert.StartsWith("forward", Lines(Log(X) + Y, (X, 1), (Y, 2))[0]);
    }
}
