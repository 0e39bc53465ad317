namespace FunctionalGrad.UnitTests.Verification;

/// <summary>Where an application is taken to lie on a kink, and which rules are wrong there.</summary>
public class KinkCheckTests
{
    private const double Tiny = 1.0 / (1L << 34);

    private static readonly Expr X = Input("x"),
        Y = Input("y"),
        Nine = Input("nine", 9);

    private static RuleCheck Check(
        Expr applied,
        GradientCheckOptions options,
        params NDArray<double>[] operands
    ) => new((Apply)applied, operands, options);

    private static bool IsOnKink(Expr applied, params NDArray<double>[] operands) =>
        Check(applied, GradientCheckOptions.Default, operands).IsOnKink;

    private static RuleFault? Fault(Expr applied, params NDArray<double>[] operands) =>
        Check(applied, GradientCheckOptions.Default, operands).Fault(1);

    private static NDArray<double> Of(double x) => NDArray<double>.Fill(Shape.Scalar, x);

    private static Primitive Bent(BranchSignature branch) =>
        new("bent")
        {
            Arity = Arity.One,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Map(x => Math.Abs(x - 3)),
            Derivative = Derivative.Elementwise((x, _) => Sign(x - 3)),
            Notation = Notation.Function("bent"),
            Branch = branch,
        };

    private static Primitive AbsoluteSum(double first, double second) =>
        new("absoluteSum")
        {
            Arity = Arity.Two,
            Shape = ShapeRules.Elementwise,
            Kernel = Kernel.Zip((a, b) => Math.Abs(a + b)),
            Derivative = Derivative.Elementwise(
                (a, b, _) =>
                    (
                        Where(EqualTo(a, -b), first, Sign(a + b)),
                        Where(EqualTo(a, -b), second, Sign(a + b))
                    )
            ),
            Notation = Notation.Function("absoluteSum"),
            Branch = (x, branch) => branch[0] = Math.Sign(x[0][0] + x[1][0]),
        };

    [Fact]
    public void A_kink_is_where_both_sides_lie_on_other_branches()
    {
        Assert.False(IsOnKink(Relu(Nine), NDArray<double>.Fill([9], 1)));
        Assert.True(IsOnKink(Relu(Nine), NDArray<double>.Create([9], x => x[..8].Fill(1))));
        var three = NDArray<double>.Fill([9], 3);
        var thrice = Bent(
            (x, branch) =>
            {
                for (int i = 0; i < branch.Length; i++)
                    branch[i] = Math.Sign(x[0][i] - 3);
            }
        );
        var twice = Bent(
            (x, branch) =>
            {
                for (int i = 0; i < branch.Length; i++)
                    branch[i] = x[0][i] > 3 ? 1 : 0;
            }
        );
        Assert.True(IsOnKink(thrice.Apply(Nine), three));
        Assert.False(IsOnKink(twice.Apply(Nine), three));
    }

    [Fact]
    public void A_tie_of_numbers_however_large_is_found()
    {
        foreach (double x in new[] { 1e-300, 0.1, 3, -7e5, 1e12, 3e300 })
            Assert.True(IsOnKink(Max(X, Y), Of(x), Of(x)));
        Assert.True(IsOnKink(Max(Input("v", 3), [0]), NDArray.Of([3.0, 3, 1])));
    }

    [Theory]
    [InlineData(1, Tiny)]
    [InlineData(-1, Tiny)]
    [InlineData(1 << 20, Tiny * (1 << 20))]
    public void What_wins_by_less_than_the_finest_step_is_on_no_kink(double x, double more)
    {
        // In some rows the middle wins by too little to stay ahead on either side.
        var rows = NDArray<double>.Create(
            [32, 3],
            to =>
            {
                to.Fill(x);
                for (int row = 0; row < 32; row++)
                    to[3 * row + 1] += more;
            }
        );
        Assert.False(IsOnKink(Max(Input("m", 32, 3), [1]), rows));
        Assert.True(IsOnKink(Max(Input("m", 32, 3), [1]), NDArray<double>.Fill([32, 3], x)));
    }

    [Fact]
    public void On_the_kink_of_one_element_of_many_a_slope_outside_is_blamed_on_its_operand()
    {
        var relu = WrongRules.Like(
            Primitives.Relu,
            Derivative.Elementwise((x, _) => Where(x >= 0, 1.5 - 0.5 * Sign(x), 0))
        );
        var at = NDArray<double>.Create([9], x => x[1..].Fill(2));
        var fault = Fault(relu.Apply(Nine), at)!;
        Assert.Equal(0, fault.Operand);
        Assert.Contains("at a kink where the slope is", fault.Reason);
        Assert.Null(Fault(Relu(Nine), at));
    }

    [Fact]
    public void A_kink_is_told_by_its_element_where_all_rows_are_compared()
    {
        RuleFault OnKinkOf(int count)
        {
            var relu = WrongRules.Like(
                Primitives.Relu,
                Derivative.Elementwise((x, _) => Where(EqualTo(x, 0), 1.5, x > 0))
            );
            var at = NDArray<double>.Create([count], x => x[1..].Fill(2));
            return Fault(relu.Apply(Input("v", count)), at)!;
        }
        Assert.Equal((0, 0), (OnKinkOf(8).Operand, OnKinkOf(8).Element));
        Assert.Equal((0, null), (OnKinkOf(9).Operand, OnKinkOf(9).Element));
        // Six elements of two operands each make 72 derivatives.
        var max = WrongRules.Like(
            Primitives.Max,
            Derivative.Elementwise((a, b, _) => (Where(EqualTo(a, b), 1.5, a > b), b > a))
        );
        var tied = Fault(
            max.Apply(new Ties(TiePolicy.Split), Input("a", 6), Input("b", 6)),
            NDArray<double>.Create([6], x => x[1..].Fill(2)),
            NDArray<double>.Create([6], x => x[1..].Fill(1))
        )!;
        Assert.Equal((0, null), (tied.Operand, tied.Element));
    }

    [Fact]
    public void A_tie_that_passes_nothing_on_is_found_along_directions_of_one_sign()
    {
        var max = WrongRules
            .Like(
                Primitives.Max,
                Derivative.Elementwise((a, b, _) => (Where(a > b, 1, 0), Where(b > a, 1, 0)))
            )
            .Apply(new Ties(TiePolicy.Split), X, Y);
        for (int seed = 0; seed < 20; seed++)
            Assert.NotNull(Check(max, new() { Seed = seed }, Of(1), Of(1)).Fault(1));
    }

    [Fact]
    public void A_slope_that_is_outside_along_opposite_signs_alone_is_found_along_other_directions()
    {
        var wrong = AbsoluteSum(0.9, -0.9).Apply(X, Y);
        var inside = AbsoluteSum(0.9, 0.9).Apply(X, Y);
        int found = 0;
        for (int seed = 0; seed < 20; seed++)
        {
            var options = new GradientCheckOptions { Seed = seed, LeastNorm = false };
            Assert.Null(Check(inside, options, Of(2), Of(-2)).Fault(1));
            found += Check(wrong, options, Of(2), Of(-2)).Fault(1) is null ? 0 : 1;
        }
        Assert.InRange(found, 12, 20);
    }

    [Fact]
    public void The_subgradient_of_least_norm_is_asked_for_however_shallow_the_kink()
    {
        const double shallow = 1.0 / 1024;
        Primitive Bowl(double atKink) =>
            new("bowl")
            {
                Arity = Arity.One,
                Shape = ShapeRules.Elementwise,
                Kernel = Kernel.Map(x => shallow * Math.Abs(x)),
                Derivative = Derivative.Elementwise(
                    (x, _) => Where(EqualTo(x, 0), atKink, shallow * Sign(x))
                ),
                Notation = Notation.Function("bowl"),
                Branch = (x, branch) => branch[0] = Math.Sign(x[0][0]),
            };
        Assert.Equal(
            "its derivative at a kink or tie is not the subgradient of least norm, which is the convention",
            Fault(Bowl(shallow / 2).Apply(X), Of(0))!.Reason
        );
        Assert.Null(Fault(Bowl(0).Apply(X), Of(0)));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(12345.678)]
    [InlineData(1e11 + 0.7)]
    [InlineData(1e15)]
    public void The_shares_of_a_tie_are_right_within_what_rounding_leaves_of_the_slopes(double x) =>
        Assert.Null(Fault(Max(Input("v", 3), [0]), NDArray<double>.Fill([3], x)));
}
