namespace FunctionalGrad.UnitTests.Verification;

/// <summary>In what a rule is found to be wrong, alone at given operands.</summary>
public class RuleCheckTests
{
    private static readonly Expr X = Input("x"),
        Y = Input("y"),
        Row = Input("row", 20);

    private static NDArray<double> Of(double x) => NDArray<double>.Fill(Shape.Scalar, x);

    private static NDArray<double> Numbers(int count) =>
        NDArray<double>.Create(
            [count],
            x =>
            {
                for (int i = 0; i < count; i++)
                    x[i] = 0.1 * (i + 1);
            }
        );

    private static RuleCheck Check(Expr applied, params NDArray<double>[] operands) =>
        new((Apply)applied, operands, GradientCheckOptions.Default);

    private static Primitive Sine(Func<Expr, Expr, Partial> rule) =>
        WrongRules.Like(Primitives.Sin, Derivative.Elementwise(rule));

    [Fact]
    public void A_right_rule_has_no_fault_in_either_order()
    {
        foreach (
            var check in new[]
            {
                Check(Sin(Row), Numbers(20)),
                Check(X * Y, Of(2), Of(3)),
                Check(Relu(X), Of(0)),
                Check(Sum(Row), Numbers(20)),
                Check(X > Y, Of(2), Of(3)),
                Check(Sin(Input("none", 0)), Numbers(0)),
                Check(Sum(Input("none", 0)), Numbers(0)),
                Check(StopGradient(X), Of(1)),
            }
        )
            Assert.Equal((null, null), (check.Fault(1), check.Fault(2)));
    }

    [Fact]
    public void The_operand_and_the_element_are_named()
    {
        var mul = WrongRules.Like(Primitives.Mul, Derivative.Elementwise((a, b, _) => (b, 2 * a)));
        Assert.Equal(
            new RuleFault(1, 0, 1, "the gradient is 4, differences give 2"),
            Check(mul.Apply(X, Y), Of(2), Of(3)).Fault(1)
        );
        var at7 = Constant(NDArray<double>.Create([8], one => one[6] = 1));
        var sine = Sine((x, _) => Cos(x) + at7);
        var fault = Check(sine.Apply(Input("eight", 8)), Numbers(8)).Fault(1)!;
        Assert.Equal((0, 6, 1), (fault.Operand, fault.Element, fault.Order));
    }

    [Fact]
    public void Of_a_large_operand_the_largest_derivatives_are_looked_at_and_directions_see_the_rest()
    {
        Expr One(int at, double error) =>
            Constant(NDArray<double>.Create([200], one => one[at] = error));
        var large = Input("large", 200);
        var huge = Check(Sine((x, _) => Cos(x) + One(150, 1000)).Apply(large), Numbers(200));
        Assert.Equal(150, huge.Fault(1)!.Element);
        int seen = 0;
        for (int at = 0; at < 10; at++)
        {
            var fault = Check(Sine((x, _) => Cos(x) + One(at, 0.01)).Apply(large), Numbers(200))
                .Fault(1)!;
            Assert.Equal((0, 1), (fault.Operand, fault.Order));
            seen += fault.Element is null ? 1 : 0;
        }
        Assert.InRange(seen, 6, 10);
    }

    [Fact]
    public void A_rule_that_is_right_in_first_order_alone_has_a_fault_in_the_second()
    {
        var check = Check(WrongRules.SloppyExp.Apply(X), Of(1));
        Assert.Null(check.Fault(1));
        var fault = check.Fault(2)!;
        Assert.Equal((0, 0, 2), (fault.Operand, fault.Element, fault.Order));
    }

    [Fact]
    public void Linearity_and_the_dot_product_are_faults_of_the_rule_as_a_whole()
    {
        var bent = WrongRules.Like(
            Primitives.Sin,
            Derivative.Custom((y, g) => [Square(g) * Cos(y.Inputs[0])])
        );
        var nonlinear = Check(bent.Apply(X), Of(1)).Fault(1)!;
        Assert.Null(nonlinear.Operand);
        Assert.StartsWith("the pullback is not linear", nonlinear.Reason);
        var negated = WrongRules.Like(Primitives.Neg, Derivative.Linear((_, g) => -3 * g));
        var unequal = Check(negated.Apply(X), Of(1)).Fault(1)!;
        Assert.Null(unequal.Operand);
        Assert.StartsWith("forward mode gives", unequal.Reason);
    }

    [Fact]
    public void What_is_constant_by_decree_must_pass_nothing_on()
    {
        Primitive Decreed(Derivative rule) =>
            new("decreed")
            {
                Arity = Arity.Two,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Zip((a, b) => a * b),
                Derivative = rule,
                Notation = Notation.Function("decreed"),
                IsConstantByDecree = true,
            };
        var leaking = Decreed(Derivative.Elementwise((a, b, _) => (0, a - 2)));
        Assert.Equal(
            new RuleFault(
                1,
                null,
                1,
                "it is constant by decree, but its rule passes a gradient on"
            ),
            Check(leaking.Apply(X, Y), Of(3), Of(5)).Fault(1)
        );
        Assert.Null(Check(leaking.Apply(X, Y), Of(3), Of(5)).Fault(2));
        Assert.Null(Check(leaking.Apply(X, Y), Of(2), Of(5)).Fault(1));
        Assert.Null(Check(Decreed(Derivative.LocallyConstant).Apply(X, Y), Of(3), Of(5)).Fault(1));
    }

    [Fact]
    public void Nothing_is_said_of_a_rule_at_what_is_not_finite()
    {
        var wrong = Sine((x, _) => 2 * Cos(x));
        Assert.NotNull(Check(wrong.Apply(X), Of(1)).Fault(1));
        Assert.Null(Check(wrong.Apply(X), Of(double.PositiveInfinity)).Fault(1));
        Assert.Null(Check(wrong.Apply(X), Of(double.NaN)).Fault(1));
    }

    [Fact]
    public void The_application_stands_alone_at_inputs_of_its_own()
    {
        var check = Check(Sin(X) * Sin(X), Of(2), Of(2));
        Assert.Equal("x1 * x2", check.Local.ToString());
        Assert.Equal(["x1", "x2"], check.At.Select(binding => binding.Name));
    }
}
