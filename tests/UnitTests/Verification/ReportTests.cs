using System.Text.Json;

namespace FunctionalGrad.UnitTests.Verification;

/// <summary>The report as a table and as JSON. The functions are of IEEE arithmetic alone, so that every digit is the same everywhere.</summary>
public class ReportTests
{
    private static readonly Expr X = Input("x"),
        Y = Input("y"),
        Z = Input("z");

    private static GradientReport Wrong =>
        GradientCheck.Of(
            WrongRules.Unary("cube", x => x * x * x, (x, y) => 2 * Square(x)).Apply(X) * Y,
            (X, 2),
            (Y, 3)
        );

    [Fact]
    public void A_report_is_a_table_of_derivatives_and_steps()
    {
        Assert.Equal(
            """
            gradient check: pass

              derivative  analytic  numeric  rel. error  est. error  band  verdict
              x                 -4       -4           0     5.5e-12  good  pass
              y                 -4       -4           0     2.2e-12  good  pass
              z                  3        3           0     2.7e-12  good  pass

              step                verdict  found
              1     purity        pass     two runs, value and gradient
              2     dot product   pass     0.0e+00 of its terms
              3     linearity     pass     5.5e-17 of its terms
              4     differences   pass     3 compared, 0 wrong, worst relative error 0.0e+00
              5     kinks         pass     0 derivatives on a kink or jump
              6     domain        pass     0 one-sided, 0 without a value beside the point
              7     cost          pass     3 of 3 entries
              8     second order  pass     2 pairs of vectors, worst relative error 1.4e-16
              9     blame         pass     no rule is found to be wrong
            """,
            GradientCheck.Of((X + Y) * Z, (X, -2), (Y, 5), (Z, -4)).ToString()
        );
    }

    [Fact]
    public void A_failure_is_shown_with_the_worst_first_and_with_its_blame()
    {
        Assert.Equal(
            """
            gradient check: FAIL: the derivative of cube is wrong

              derivative  analytic  numeric  rel. error  est. error  band   verdict
              x                 24       36     3.3e-01     1.7e-13  wrong  FAIL
              y                  8        8           0     7.3e-12  good   pass

              step                verdict  found
              1     purity        pass     two runs, value and gradient
              2     dot product   pass     0.0e+00 of its terms
              3     linearity     pass     0.0e+00 of its terms
              4     differences   FAIL     2 compared, 1 wrong, worst relative error 3.3e-01
              5     kinks         pass     0 derivatives on a kink or jump
              6     domain        pass     0 one-sided, 0 without a value beside the point
              7     cost          pass     2 of 2 entries
              8     second order  FAIL     of <u, grad f> along v the gradient is 7.46762844, differences give 5.95421119
              9     blame         FAIL     the rule of cube

            blame: the derivative of cube is wrong with respect to its input 1: the gradient is 8, differences give 12
            node:
              cube x
            smallest that fails, seed 0:
              let x1 = input "x1" []
              let f = cube x1
              check f [ x1 => 2.0 ]
            """,
            Wrong.ToString()
        );
    }

    [Fact]
    public void A_report_is_exported_as_JSON()
    {
        using var json = JsonDocument.Parse(Wrong.ToJson());
        var root = json.RootElement;
        Assert.Equal("fail", root.GetProperty("verdict").GetString());
        Assert.Equal("the derivative of cube is wrong", root.GetProperty("reason").GetString());
        Assert.Equal(1, root.GetProperty("counts").GetProperty("fail").GetInt32());
        Assert.Equal(9, root.GetProperty("steps").GetArrayLength());
        var worst = root.GetProperty("entries")[0];
        Assert.Equal("x", worst.GetProperty("input").GetString());
        Assert.Equal(24, worst.GetProperty("analytic").GetDouble());
        Assert.Equal("wrong", worst.GetProperty("band").GetString());
        var blame = root.GetProperty("blame");
        Assert.Equal("cube", blame.GetProperty("primitive").GetString());
        Assert.Equal(0, blame.GetProperty("operand").GetInt32());
        Assert.Equal(Wrong.Blame!.Script, blame.GetProperty("script").GetString());
    }

    [Fact]
    public void What_is_not_finite_is_exported_as_text()
    {
        using var json = JsonDocument.Parse(GradientCheck.Of(Sqrt(X), (X, 0)).ToJson());
        var entry = json.RootElement.GetProperty("entries")[0];
        Assert.Equal("Infinity", entry.GetProperty("analytic").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("blame").ValueKind);
    }

    [Fact]
    public void A_failure_can_be_thrown()
    {
        var thrown = Assert.Throws<GradientCheckException>(() => Wrong.RequireNoFailure());
        Assert.Equal(Wrong.ToString(), thrown.Message);
        var right = GradientCheck.Of(X * Y, (X, 2), (Y, 3));
        Assert.Same(right, right.RequireNoFailure());
    }
}
