namespace FunctionalGrad.UnitTests;

/// <summary>Where a declaration says that its primitive is smooth it is, and elsewhere it is not; what is 0 by decree is said to be.</summary>
public class DomainLawsTests
{
    private const double Beside = 1e-7,
        Jump = 1e-3;

    private static readonly double[] Points = [0, 1, -1];
    private static readonly double[] Others = [0.7, 1.3, 1.9];

    /// <summary>Not smooth at points inside their domains, for a reason.</summary>
    private static readonly Dictionary<string, string> Listed = new()
    {
        ["floor, input 0"] = "its jumps, at all integers, are told by its branch signature alone",
        ["whereAny, input 1"] = "its conditions are 0 or 1 by construction, and told by its branch",
    };

    [Fact]
    public void A_domain_leaves_out_what_is_not_finite_or_not_smooth_and_nothing_else()
    {
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        int compared = 0;
        foreach (var primitive in Primitives.All)
            if (primitive.Derivative is ElementwiseDerivative)
                for (int input = 0; input < primitive.Arity.Least; input++)
                    foreach (double point in Points)
                    {
                        bool smooth = primitive.Samples.All(sample =>
                            IsSmooth(primitive, sample, input, point)
                        );
                        if (smooth != primitive.Domain[input].Contains(point))
                            wrong.Add($"{primitive}, input {input}");
                        compared++;
                    }
        Assert.Equal(Listed.Keys.Order(StringComparer.Ordinal), wrong);
        Assert.True(compared > 150, $"{compared}");
    }

    [Fact]
    public void Where_a_value_moves_and_its_derivative_is_0_that_is_declared_a_decree()
    {
        foreach (var primitive in Primitives.All)
            if (
                primitive.Derivative is ElementwiseDerivative
                && primitive.Arity == Arity.One
                && primitive.Samples.All(sample => MovesFlatly(primitive, sample))
            )
                Assert.True(primitive.IsConstantByDecree, primitive.Name);
            else
                Assert.False(primitive.IsConstantByDecree, primitive.Name);
    }

    private static bool MovesFlatly(Primitive primitive, Attributes sample) =>
        new[] { -0.6, 0.3, 1.7 }.All(at =>
        {
            double[] here = At(primitive, sample, 0, at),
                beside = At(primitive, sample, 0, at + 0.01);
            return here[0] != beside[0] && here[1] == 0;
        });

    private static bool IsSmooth(Primitive primitive, Attributes sample, int input, double point)
    {
        double[] here = At(primitive, sample, input, point);
        return here.All(double.IsFinite)
            && new[] { -Beside, Beside }.All(step =>
                At(primitive, sample, input, point + step)
                    .Zip(here)
                    .All(pair => Math.Abs(pair.First - pair.Second) < Jump)
            );
    }

    /// <summary>The value and the derivative by one input, the others being what they are.</summary>
    private static double[] At(Primitive primitive, Attributes sample, int input, double point)
    {
        Expr[] x =
        [
            .. Enumerable
                .Range(0, primitive.Arity.Least)
                .Select(i => i == input ? Input("x") : Constant(Others[i])),
        ];
        var y = primitive.Apply(sample, x);
        return
        [
            .. Evaluate
                .Values<double>([y, Gradient(y, x[input])[0]], (x[input], point))
                .Select(value => value.ToScalar()),
        ];
    }
}
