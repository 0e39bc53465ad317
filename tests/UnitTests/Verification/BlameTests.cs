namespace FunctionalGrad.UnitTests.Verification;

/// <summary>A wrong rule is found out, and it is the one that is blamed.</summary>
public class BlameTests
{
    private static readonly Expr W = Input("w", 2, 3),
        V = Input("v", 3),
        X = Input("x"),
        Y = Input("y");

    private static readonly Binding<double>[] At =
    [
        (
            W,
            NDArray.Of([
                [0.1, 0.2, 0.3],
                [-0.4, 0.5, 0.6],
            ])
        ),
        (V, NDArray.Of([1.0, 2, -1])),
    ];

    [Fact]
    public void The_node_with_the_wrong_rule_is_blamed_and_its_smallest_application_printed()
    {
        var wrong = WrongRules.Tanh.Apply(MatMul(W, V));
        var report = GradientCheck.Of(Sum(Square(wrong)), At);
        Assert.Equal(new Verdict.Fail("the derivative of wrongTanh is wrong"), report.Verdict);
        Assert.Same(wrong, report.Blame!.Node);
        Assert.Equal(0, report.Blame.Operand);
        Assert.Equal(1, report.Blame.Order);
        Assert.Equal(
            """
            let x1 = input "x1" []
            let f = wrongTanh x1
            check f [ x1 => 0.2 ]
            """,
            report.Blame.Script
        );
        Assert.True(
            report.Blame.Smallest.SameAs(Source.Read(report.Blame.Source, WrongRules.Tanh))
        );
    }

    [Fact]
    public void A_rule_that_is_wrong_in_second_order_alone_is_blamed_for_that()
    {
        var report = GradientCheck.Of(WrongRules.SloppyExp.Apply(X) * Y, (X, 1), (Y, 2));
        Assert.Equal(
            new Verdict.Fail("the second derivative of sloppyExp is wrong"),
            report.Verdict
        );
        Assert.Equal(2, report.Blame!.Order);
        Assert.Same(WrongRules.SloppyExp, report.Blame.Primitive);
    }

    [Fact]
    public void A_given_gradient_that_is_wrong_is_said_to_be_so_and_no_rule_is_blamed()
    {
        var report = GradientCheck.OfGradient(
            Square(X) * Y,
            [(X, 2 * X * Y), (Y, 2 * Square(X))],
            [(X, 3.0), (Y, 2.0)]
        );
        Assert.Equal(
            new Verdict.Fail(
                "the gradient that was given is wrong: at y it is 18, differences give 9"
            ),
            report.Verdict
        );
        Assert.Null(report.Blame);
        Assert.Equal(["y", "x"], report.Entries.Select(entry => entry.Place));
    }

    [Fact]
    public void Right_rules_pass()
    {
        var report = GradientCheck.Of(Sum(Square(Tanh(MatMul(W, V)))), At);
        Assert.Equal(new Verdict.Pass(), report.Verdict);
        Assert.Equal(9, report.PassedCount);
        Assert.Equal(9, report.Entries.Count);
    }
}
