using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FunctionalGrad.UnitTests.Explanation;

/// <summary>Rules are written as the formulas that people know.</summary>
public class RuleFormulaTests
{
    private static readonly Expr X = Input("x");
    private static readonly Expr Y = Input("y");
    private static readonly Expr G = Input("g");

    private static string Rule(Expr f, double x, double y = 3) =>
        Explain
            .Of(f, (X, x), (Y, y))
            .Events[0]
            .Edges.First(edge => edge.Local is not null)
            .Local!.PartialText!;

    private static Derivation Derived(Expr f, string name, double x, double y = 3) =>
        Explain.Derivations(Explain.Of(f, (X, x), (Y, y))).Single(each => each.Node.Name == name);

    [Fact]
    public void A_slope_that_changes_is_written_by_cases()
    {
        Assert.Equal("(1 if x > 0 else 0.1)", Rule(LeakyRelu(X, 0.1), -1));
        Assert.Equal("(1 if x >= 0 else 2)", Rule(LeakyRelu(X, 2), -1));
        Assert.Equal("(1 if x > 0 else 0)", Rule(LeakyRelu(X, 0), -1));
        Assert.Equal("(1 if x > 0 else 0)", Rule(Elu(X, 0), -1));
        Assert.Equal("(1 if x > 0 else exp(x))", Rule(Elu(X, 1), -1));
        Assert.Equal("(1 if x > 0 else 0.5*exp(x))", Rule(Elu(X, 0.5), -1));
        Assert.Equal("(1 if x >= 0 else 2*exp(x))", Rule(Elu(X, 2), -1));
        Assert.Equal("(1 if x > 0, 0 if x = 0, else -0.5*exp(x))", Rule(Elu(X, -0.5), -1));
        Assert.Equal("(1 if x > 0, 0 if x = 0, else -0.5)", Rule(LeakyRelu(X, -0.5), -1));
        // Where something else is chosen at 0, the choice says what it says.
        Assert.Equal(
            @"\left(1 \text{ if } x \ne 0 \text{ else } 0\right)",
            Derived(Where(X, 2 * Y, Cos(X)), "q", 1)
                .At(DerivationDepth.Substituted)
                .Replace(@"1 \cdot ", "")
        );
        var derived = Derived(3 * Elu(X * Y, 2), "q", -1);
        Assert.Equal(
            @"3 \cdot \left(1 \text{ if } q \ge 0 \text{ else } 2 \, e^{q}\right)",
            derived.At(DerivationDepth.Substituted)
        );
        Assert.Equal(
            @"3 \cdot \left(1 \text{ if } -3 \ge 0 \text{ else } 2 \, e^{-3}\right)",
            derived.At(DerivationDepth.Numbers)
        );
    }

    /// <summary>Where the formula is read at a number, it gives what the library computes there.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-0.5)]
    public void The_cases_are_true_on_both_sides_and_at_0(double number)
    {
        foreach (var f in new[] { LeakyRelu(X, number), Elu(X, number) })
        foreach (double x in new[] { -1.0, 0, 1 })
        {
            string rule = Rule(f, x);
            string taken =
                x > 0 || (x == 0 && rule.Contains(">= 0")) ? "1"
                : x == 0 && Regex.Match(rule, @"(\S+) if x = 0").Groups[1] is { Success: true } at0
                    ? at0.Value
                : Regex.Match(rule, @"else ([^()]*(\(x\))?)\)?").Groups[1].Value;
            double expected = taken switch
            {
                "exp(x)" => Math.Exp(x),
                _ when taken.EndsWith("*exp(x)", StringComparison.Ordinal) => Numbers.Parse(
                    taken[..^7]
                ) * Math.Exp(x),
                _ => Numbers.Parse(taken),
            };
            var found = Explain.Of(f, (X, x)).Inputs.Single().Gradient!.ToScalar();
            Assert.True(Math.Abs(expected - found) < 1e-12, $"{f} at {x}: {rule} is not {found}");
        }
    }

    [Fact]
    public void The_derivatives_of_a_power_are_formulas_to_any_order()
    {
        Expr f = Pow(X, Y),
            dx = Gradient(f, X)[0],
            dy = Gradient(f, Y)[0],
            dxy = Gradient(dx, Y)[0];
        Assert.Equal("y*x^(y-1)", Rule(f, 2));
        Assert.Equal(["y*x^(y-1)", "f*log(x)"], Rules(f));
        Assert.Equal(["y*(y-1)*x^(y-2)", "x^(y-1)*(y*log(x)+1)"], Rules(dx));
        Assert.Equal(["x^(y-1)*(y*log(x)+1)", "x^y*log(x)^2"], Rules(dy));
        Assert.Equal(
            ["x^(y-2)*((y^2-y)*log(x)+2*y-1)", "x^(y-1)*(y*log(x)^2+2*log(x))"],
            Rules(dxy)
        );
        Assert.Equal(
            @"1 \cdot \left(3 \cdot 2^{3 - 1}\right)",
            Derived(f, "x", 2).At(DerivationDepth.Numbers)
        );
        static IEnumerable<string> Rules(Expr f) =>
            Explain
                .Of(f, (X, 2), (Y, 3))
                .Events[0]
                .Edges.Take(2)
                .Select(edge => edge.Local!.PartialText!);
    }

    /// <summary>Computed from ordinary operations, the formula is the value.</summary>
    [Fact]
    public void The_formula_of_a_power_s_derivative_has_its_value()
    {
        for (int i = 0; i <= 3; i++)
        for (int j = 0; j <= 3; j++)
        {
            var z = (Apply)Primitives.PowDerivative.Apply(new PowerOrder(i, j), X, Y, G);
            Binding<double>[] at = [(X, 1.7), (Y, 2.3), (G, 0.9)];
            double told = Evaluate.Value(PowerOrder.WrittenOut(z), at).ToScalar();
            Assert.Equal(Evaluate.Value(z, at).ToScalar(), told, 1e-12);
        }
    }

    [Fact]
    public void The_sigmoid_s_rule_is_the_lecture_s()
    {
        Assert.Equal("f*(1-f)", Rule(Sigmoid(X), 2));
        Assert.Equal(
            @"1 \cdot \left(f \cdot \left(1 - f\right)\right)",
            Derived(Sigmoid(X), "x", 2).At(DerivationDepth.Substituted)
        );
        Assert.Equal("sigmoid(x)+f*(1-sigmoid(x))", Rule(Silu(X), 2));
        // A minus sign of the reader's own stays where it is.
        Assert.Contains("sigmoid(q)", Explain.Text(Explain.Of(Sigmoid(-X), (X, 2))));
    }

    [Fact]
    public void A_rule_that_reads_a_condition_asks_whether_it_holds()
    {
        var chosen = Explain.Of(Where(X > 0, Y, X), (X, 1), (Y, 3));
        Assert.Equal("(1 if q else 0)", chosen.Events[0].Edges[1].Local!.PartialText);
        Assert.Equal(
            @"1 \cdot \left(1 \text{ if } q \text{ else } 0\right)",
            Explain
                .Derivations(chosen)
                .Single(each => each.Node.Name == "y")
                .At(DerivationDepth.Substituted)
        );
        var number = Explain.Of(Where(X, Y, X), (X, 1), (Y, 3));
        Assert.Equal("(1 if x <> 0 else 0)", number.Events[0].Edges[1].Local!.PartialText);
    }

    [Fact]
    public void A_condition_that_is_a_number_is_compared_with_0()
    {
        Assert.Contains(
            "f = y if x <> 0 else x",
            Explain.Text(Explain.Of(Where(X, Y, X), (X, 1), (Y, 3))).Replace("f=", "f = ")
        );
        Assert.Contains(
            "y if q else x",
            Explain.Text(Explain.Of(Where(X > 0, Y, X), (X, 1), (Y, 3)))
        );
    }

    [Fact]
    public void The_gradient_of_a_minimum_asks_for_the_smallest()
    {
        var v = Input("v", 3);
        var trace = Explain.Of(Min(v), (v, NDArray.Of([3.0, 1, 2])));
        Assert.Contains(
            "into v: (1/k for each of the k smallest of v, else 0)*copy(df, to shape [3])",
            Explain.Text(trace)
        );
        Assert.Contains(@"\text{ smallest of } v \text{, else } 0", Explain.Latex(trace));
        var m = Input("m", 2, 3);
        Assert.Contains(
            "k smallest of m along axis 1, else 0",
            Explain.Text(Explain.Of(Sum(Min(m, [1])), (m, NDArray<double>.Fill([2, 3], 1))))
        );
        Assert.Contains(
            "k largest of v, else 0",
            Explain.Text(Explain.Of(Max(v), (v, NDArray.Of([3.0, 1, 2]))))
        );
    }
}
