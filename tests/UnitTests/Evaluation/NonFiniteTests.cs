namespace FunctionalGrad.UnitTests.Evaluation;

/// <summary>The first NaN or infinity of a run is named, with what it was made of and where in the model.</summary>
public class NonFiniteTests
{
    private static readonly Expr X = Input("x", 3);

    [Fact]
    public void The_first_node_is_named_with_its_module_and_its_inputs()
    {
        var hidden = ModulePath.Named("hidden", () => Log(X * 2));
        var f = Sum(hidden - hidden);
        var first = NonFinite.First([f], new Binding<double>(X, NDArray.Of([1.0, 0.0, 3.0])));
        Assert.Equal(
            "log in hidden: element 1 of [3] is -Infinity, of mul [3] from 0 to 6.",
            first?.ToString()
        );
        Assert.Equal("hidden", first?.Module);
        Assert.Null(NonFinite.First([f], new Binding<double>(X, NDArray.Of([1.0, 2.0, 3.0]))));
    }

    [Fact]
    public void An_input_that_is_not_finite_is_itself_the_first()
    {
        var first = NonFinite.First(
            [Exp(X)],
            new Binding<float>(X, NDArray.Of([1f, float.NaN, 3f]))
        );
        Assert.Equal("x: element 1 of [3] is NaN.", first?.ToString());
    }

    [Fact]
    public void A_gradient_that_the_loss_itself_holds_counts()
    {
        Expr y = Input("y"),
            z = Input("z");
        var loss = y * Log(z);
        var gradients = Gradient(loss, [y]);
        Binding<double>[] at0 = [(y, 0.0), (z, 0.0)];
        Assert.Equal(double.NegativeInfinity, Evaluate.Value(gradients[0], at0).ToScalar());
        Assert.Equal(
            "log is -Infinity, of z [] 0.",
            NonFinite.FirstInGradient(loss, gradients, at0)?.ToString()
        );
        Assert.Equal(
            "z is NaN.",
            NonFinite
                .FirstInGradient<double>(y * z, Gradient(y * z, [y]), (y, 1.0), (z, double.NaN))
                ?.ToString()
        );
        Assert.Null(NonFinite.FirstInGradient<double>(loss, gradients, (y, double.NaN), (z, 1.0)));
    }

    [Fact]
    public void The_first_gradient_is_named_where_the_value_is_finite()
    {
        var loss = ModulePath.Named("root", () => Sum(Sqrt(X)));
        var gradients = Gradient(loss, [X]);
        Binding<double> at0 = new(X, NDArray.Of([1.0, 0.0, 4.0]));
        Assert.Null(NonFinite.First([loss], at0));
        var first = NonFinite.FirstInGradient(loss, gradients, at0);
        Assert.Equal("root", first?.Module);
        Assert.Equal(double.PositiveInfinity, first?.Value);
        Assert.Equal(1, first?.Element);
        Assert.Null(
            NonFinite.FirstInGradient(
                loss,
                gradients,
                new Binding<double>(X, NDArray.Of([1.0, 2.0, 4.0]))
            )
        );
    }
}
