using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace FunctionalGrad.UnitTests.Training;

public class MinimizationTests
{
    private static readonly Expr x = Input("x");
    private static readonly Expr y = Input("y");

    // H. H. Rosenbrock 1960: its minimum is 0 at (1, 1)
    private static readonly Expr rosenbrock = 100 * Square(y - Square(x)) + Square(1 - x);
    private static readonly Objective objective = Objective.Of(rosenbrock, [(x, -1.2), (y, 1.0)]);

    [Fact]
    public void Bfgs_finds_the_minimum_of_rosenbrocks_function() =>
        IsAtOne(
            new BfgsMinimizer(1e-10, 1e-10, 1e-10)
                .FindMinimum(objective.WithGradient(), objective.Start)
                .MinimizingPoint
        );

    [Fact]
    public void Newtons_method_finds_it_too() =>
        IsAtOne(
            new NewtonMinimizer(1e-10, 100, useLineSearch: true)
                .FindMinimum(objective.WithHessian(), objective.Start)
                .MinimizingPoint
        );

    [Fact]
    public void Value_gradient_and_hessian_are_rosenbrocks()
    {
        // at (-1.2, 1): f = 24.2, gradient (-215.6, -88), Hessian ((1330, 480), (480, 200))
        var f = objective.WithHessian();
        f.EvaluateAt(objective.Start);
        Assert.Equal(24.2, f.Value, 1e-12);
        Assert.Equal([-215.6, -88], f.Gradient, (e, a) => Math.Abs(e - a) < 1e-11);
        Assert.Equal(
            [1330, 480, 480, 200],
            f.Hessian.ToRowMajorArray(),
            (e, a) => Math.Abs(e - a) < 1e-11
        );
    }

    [Fact]
    public void Levenberg_and_marquardt_fit_an_exponential_with_a_weight_vector()
    {
        // y = a e^(-k t) + b0 + b1 t at a = 2, k = 0.5, b = (0.25, -0.125)
        Expr t = Input("t", 12),
            a = Input("a"),
            k = Input("k"),
            b = Input("b", 2);
        var at = NDArray<double>.Of([12], [.. Enumerable.Range(0, 12).Select(i => i / 2.0)]);
        var observed = NDArray<double>.Of(
            [12],
            [.. at.ToArray().Select(v => 2 * Math.Exp(-0.5 * v) + 0.25 - 0.125 * v)]
        );
        var line = MatMul(Stack([Ones([12]), t], 1), b);
        var fit = LeastSquares.Of(
            a * Exp(-k * t) + line,
            observed,
            [(a, 1.0), (k, 1.0), (b, NDArray<double>.Of([2], [0, 0]))],
            (t, at)
        );
        var result = new LevenbergMarquardtMinimizer().FindMinimum(fit.WithJacobian(), fit.Start);
        var found = fit.Unpack(result.MinimizingPoint);
        Assert.Equal(["a", "k", "b"], found.Keys);
        Assert.Equal(2, found["a"].ToScalar(), 1e-6);
        Assert.Equal(0.5, found["k"].ToScalar(), 1e-6);
        Assert.Equal([0.25, -0.125], found["b"].ToArray(), (e, v) => Math.Abs(e - v) < 1e-6);
    }

    [Fact]
    public void A_networks_parameters_are_an_objectives_variables()
    {
        Expr inputs = Input("inputs", 4, 2),
            targets = Input("targets", 4, 1);
        var model = Layer
            .Dense("hidden", 2, 4, Initializer.Glorot)
            .Then(Tanh)
            .Then(Layer.Dense("output", 4, 1, Initializer.Glorot));
        var loss = Loss.SquaredError(model(inputs), targets);
        var state = TrainingStep.Of(loss, Optimizer.GradientDescent(1)).Initial<double>(4);
        var xor = Objective.Of(
            loss,
            state.Bindings(loss),
            (inputs, NDArray<double>.Of([4, 2], [0, 0, 0, 1, 1, 0, 1, 1])),
            (targets, NDArray<double>.Of([4, 1], [0, 1, 1, 0]))
        );
        var result = new BfgsMinimizer(1e-6, 1e-9, 1e-12, 2000).FindMinimum(
            xor.WithGradient(),
            xor.Start
        );
        Assert.InRange(result.FunctionInfoAtMinimum.Value, 0, 1e-6);
        var trained = state.WithParameters(xor.Unpack(result.MinimizingPoint));
        Assert.Equal(Shape.Of(2, 4), trained.Parameters["hidden.weight"].Shape);
    }

    [Fact]
    public void The_point_to_start_from_cannot_be_changed_from_outside()
    {
        objective.Start[0] = 100;
        Assert.Equal(-1.2, objective.Start[0]);
    }

    [Fact]
    public void Variables_that_the_graph_does_not_have_are_named()
    {
        Assert.Equal(
            "objective: the graph has no input z to vary. It has y, x.",
            Names([(x, 0.0), (Input("z"), 0.0)])
        );
        Assert.Equal(
            "objective: the input x [] is to start from an array of shape [2]: both must be equal.",
            Names([(x, NDArray<double>.Fill([2], 0))])
        );
        Assert.Equal(
            "objective: the variables to start from are [x, x]: there must be at least one, and none twice.",
            Names([(x, 0.0), (x, 1.0)])
        );
    }

    [Fact]
    public void An_objective_that_is_no_scalar_and_a_fit_of_other_lengths_are_errors()
    {
        var v = Input("v", 3);
        Assert.Equal(
            "objective: the loss is v [3], but only a scalar [] can be made small. Take its mean or its sum, or use LeastSquares.",
            Assert
                .Throws<ShapeException>(() => Objective.Of(v, [(v, NDArray<double>.Fill([3], 0))]))
                .Message
        );
        Assert.Equal(
            "leastSquares: the predictions are v [3], the observations [2]: both must be vectors of one length. Reshape them?",
            Assert
                .Throws<ShapeException>(() =>
                    LeastSquares.Of(
                        v,
                        NDArray<double>.Fill([2], 0),
                        [(v, NDArray<double>.Fill([3], 0))]
                    )
                )
                .Message
        );
    }

    private static string Names(IReadOnlyList<Binding<double>> start) =>
        Assert.Throws<BindingException>(() => Objective.Of(rosenbrock, start)).Message;

    private static void IsAtOne(Vector<double> point)
    {
        var found = objective.Unpack(point);
        Assert.Equal(1, found["x"].ToScalar(), 1e-6);
        Assert.Equal(1, found["y"].ToScalar(), 1e-6);
    }
}
