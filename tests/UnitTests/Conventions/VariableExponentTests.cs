namespace FunctionalGrad.UnitTests;

/// <summary>A variable exponent does what the same constant does: only where the coefficient is 0, and not where the power is, nothing flows.</summary>
public class VariableExponentTests
{
    private static readonly Expr S = Input("s");
    private static readonly Expr Y = Input("y");

    private static readonly Dictionary<string, Func<Expr, Expr>> Functions = new()
    {
        ["z"] = z => z,
        ["sqrt z"] = Sqrt,
        ["abs z"] = Abs,
        ["square z"] = Square,
    };

    public static TheoryData<double, string, string> Compositions
    {
        get
        {
            var compositions = new TheoryData<double, string, string>();
            foreach (double exponent in new[] { 0, 1, 2, 3, 0.5, 1.5, -1 })
            foreach (string before in Functions.Keys)
            foreach (string after in Functions.Keys)
                compositions.Add(exponent, before, after);
            return compositions;
        }
    }

    [Theory]
    [MemberData(nameof(Compositions))]
    public void Both_forms_of_a_power_agree_to_second_order_in_both_modes(
        double exponent,
        string before,
        string after
    )
    {
        Expr Of(Func<Expr, Expr> power) => Functions[after](power(Functions[before](S)));
        var constant = Derivatives(Of(x => Pow(x, exponent)));
        var variable = Derivatives(Of(x => Pow(x, Y)));
        foreach (double s in new[] { 0, 0.25, 4 })
            for (int i = 0; i < constant.Length; i++)
            {
                double expected = Evaluate.Value(constant[i], (S, s)).ToScalar();
                Assert.Equal(
                    expected,
                    Evaluate.Value(variable[i], (S, s), (Y, exponent)).ToScalar(),
                    double.IsFinite(expected) ? 1e-12 * Math.Max(1, Math.Abs(expected)) : 0
                );
            }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1.5)]
    public void A_power_that_is_0_hides_no_infinite_slope(double exponent)
    {
        Expr[] hidden = [Pow(Sqrt(S), Y), Sqrt(Pow(S, Y))];
        foreach (var f in hidden)
        foreach (var slope in Derivatives(f)[..2])
            Assert.Equal(double.NaN, Evaluate.Value(slope, (S, 0), (Y, exponent)).ToScalar());
    }

    [Fact]
    public void An_exponent_of_0_lets_nothing_through_however_steep_the_base_is()
    {
        foreach (var f in new[] { Pow(Sqrt(S), Y), Pow(Log(S), Y), Sqrt(Pow(S, Y)) })
        foreach (var slope in Derivatives(f))
            Assert.Equal(0, Evaluate.Value(slope, (S, 0), (Y, 0)).ToScalar());
    }

    [Fact]
    public void A_dead_branch_stays_dead_above_and_below_a_power()
    {
        var dead = Where(S > 0, Pow(Sqrt(S), Y), 0);
        var below = Pow(Where(S > 0, Sqrt(S), 0), Y);
        foreach (double exponent in new[] { -1, 0, 0.5, 1, 2, double.NaN })
        foreach (var slope in Derivatives(dead).Concat(Derivatives(below)))
            Assert.Equal(0, Evaluate.Value(slope, (S, 0), (Y, exponent)).ToScalar());
    }

    /// <summary>First and second derivatives in s: reverse, forward, and each over each.</summary>
    private static Expr[] Derivatives(Expr f)
    {
        Expr Reverse(Expr y) => Gradient(y, S)[0];
        Expr Forward(Expr y) => Jvp(y, [S], [Ones([])]);
        return
        [
            Reverse(f),
            Forward(f),
            Reverse(Reverse(f)),
            Forward(Reverse(f)),
            Reverse(Forward(f)),
            Forward(Forward(f)),
        ];
    }
}
