namespace FunctionalGrad.UnitTests.Structure;

/// <summary>Laws of every primitive that is a linear map of zeros and ones: they loop over the table.</summary>
public class LinearMapTests
{
    public static TheoryData<string, int> Maps
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var primitive in Primitives.All)
                if (primitive.Derivative is LinearDerivative)
                    for (int sample = 0; sample < primitive.Samples.Count; sample++)
                        data.Add(primitive.Name, sample);
            return data;
        }
    }

    [Fact]
    public void The_table_of_linear_maps_is_complete() =>
        Assert.Equal(
            [
                "broadcast",
                "concat",
                "gather",
                "pad",
                "permute",
                "reshape",
                "scatterAdd",
                "slice",
                "spreadOver",
                "sumOver",
            ],
            Primitives
                .All.Where(primitive => primitive.Derivative is LinearDerivative)
                .Select(primitive => primitive.Name)
        );

    [Theory]
    [MemberData(nameof(Maps))]
    public void Its_transpose_is_its_rule_and_forward_it_is_itself(string name, int sample)
    {
        Expr x = Input("x", 2, 3),
            t = Input("t", 2, 3);
        var y = Applied(name, sample, x);
        var u = Constant(Gradients.Random(2, y.Shape));
        var values = Evaluate.Values<double>(
            [
                Sum(Jvp(y, [x], [t]) * u),
                Sum(Applied(name, sample, t) * u),
                Sum(Vjp(y, u, x)[0] * t),
            ],
            (x, Gradients.Random(3, x.Shape)),
            (t, Gradients.Random(4, x.Shape))
        );
        Assert.Equal(values[1].ToScalar(), values[0].ToScalar());
        Assert.Equal(values[1].ToScalar(), values[2].ToScalar(), 1e-13);
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void What_goes_nowhere_or_comes_from_nowhere_is_strongly_zero(string name, int sample)
    {
        var x = Input("x", 2, 3);
        // The slope of the root is infinite at 0: where nothing flows that is 0 all the same.
        double[] steep = Elements(
            Vjp(Sum(Applied(name, sample, Sqrt(x))), Ones([]), x)[0],
            (x, NDArray<double>.Fill(x.Shape, 0))
        );
        Assert.All(steep, g => Assert.True(g is 0 or double.PositiveInfinity, $"{g}"));
        double[] forward = Elements(
            Jvp(Sqrt(Applied(name, sample, x)), [x], [Ones(x.Shape)]),
            (x, NDArray<double>.Fill(x.Shape, 4))
        );
        Assert.All(forward, t => Assert.True(double.IsFinite(t), $"{t}"));
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, new[] { 3 })]
    [InlineData(new[] { 1, 3 }, new[] { 3 })]
    [InlineData(new[] { 1 }, new int[0])]
    public void A_broadcast_never_loses_an_axis(int[] from, int[] to) =>
        Assert.Equal(
            $"broadcast: x {Shape.Of(from)} does not broadcast to {Shape.Of(to)}: from the last axis backwards each length must be equal or 1.",
            Assert
                .Throws<ShapeException>(() =>
                    Primitives.Broadcast.Apply(new Target(Shape.Of(to)), Input("x", from))
                )
                .Message
        );

    [Fact]
    public void What_was_not_copied_is_not_summed()
    {
        Expr x = Input("x", 1, 3),
            g = Input("g", 1, 3);
        Assert.Same(g, Vjp(Primitives.Broadcast.Apply(new Target([1, 3]), x), g, x)[0]);
    }

    private static Expr Applied(string name, int sample, Expr x)
    {
        var primitive = Primitives.All.Single(primitive => primitive.Name == name);
        var attributes = primitive.Samples[sample];
        Expr indices = Constant(NDArray.Of([1.0, 1]));
        return primitive.Arity == Arity.Two
            ? primitive.Apply(attributes, indices, x)
            : primitive.Apply(attributes, x);
    }

    private static double[] Elements(Expr y, Binding<double> at) => Evaluate.Value(y, at).ToArray();
}
