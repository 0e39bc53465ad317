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
        var bent = WrongRules.Like(
            Primitives.Mul,
            Derivative.Custom((_, g) => [Square(g), Square(g)])
        );
        Assert.NotNull(Check(bent.Apply(X, Y), Of(1), Of(2)).Fault(1));
        Assert.Null(Check(bent.Apply(X, Y), Of(1), Of(double.PositiveInfinity)).Fault(1));
    }

    [Fact]
    public void Every_element_of_a_small_operand_is_looked_at()
    {
        var sixteen = Input("sixteen", 16);
        for (int at = 0; at < 16; at++)
        {
            var others = 1 - Constant(NDArray<double>.Create([16], one => one[at] = 1));
            var sine = Sine((x, _) => others * Cos(x));
            Assert.Equal(at, Check(sine.Apply(sixteen), Numbers(16)).Fault(1)!.Element);
        }
    }

    [Fact]
    public void In_second_order_every_element_of_the_derivative_counts()
    {
        for (int at = 0; at < 5; at++)
        {
            var one = Constant(NDArray<double>.Create([5], ones => ones[at] = 1));
            var cube = WrongRules.Unary(
                "cube",
                x => x * x * x,
                (x, _) => 3 * x * (one * StopGradient(x) + (1 - one) * x)
            );
            var fault = Check(cube.Apply(Input("five", 5)), Numbers(5)).Fault(2)!;
            Assert.Equal((at, 2), (fault.Element, fault.Order));
        }
    }

    [Fact]
    public void What_is_not_linear_is_said_before_what_is_wrong()
    {
        var bent = WrongRules.Like(
            Primitives.Sin,
            Derivative.Custom((y, g) => [2 * Square(g) * Cos(y.Inputs[0])])
        );
        Assert.StartsWith(
            "the pullback is not linear",
            Check(bent.Apply(X), Of(1)).Fault(1)!.Reason
        );
    }

    [Fact]
    public void A_rule_without_a_second_derivative_is_no_fault_and_one_that_throws_is_heard()
    {
        var stuck = WrongRules.Like(Primitives.Neg, Derivative.NotDifferentiable("it is so"));
        var once = WrongRules.Unary("once", x => x * x, (x, _) => 2 * stuck.Apply(-x));
        Assert.Equal((null, null), Faults(once.Apply(X)));
        var throwing = Sine((_, _) => throw new InvalidOperationException());
        Assert.Throws<InvalidOperationException>(() => Check(throwing.Apply(X), Of(1)).Fault(1));

        static (RuleFault?, RuleFault?) Faults(Expr applied) =>
            (Check(applied, Of(1)).Fault(1), Check(applied, Of(1)).Fault(2));
    }

    [Fact]
    public void The_application_stands_alone_at_inputs_of_its_own()
    {
        var check = Check(Sin(X) * Sin(X), Of(2), Of(2));
        Assert.Equal("x1 * x2", check.Local.ToString());
        Assert.Equal(["x1", "x2"], check.At.Select(binding => binding.Name));
    }
}
