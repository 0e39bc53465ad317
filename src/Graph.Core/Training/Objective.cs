using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace FunctionalGrad;

/// <summary>A scalar as MathNet's minimisers take it: a function of one vector with an exact gradient and Hessian.</summary>
/// <example>
/// <code>
/// var objective = Objective.Of(rosenbrock, [(x, -1.2), (y, 1.0)]);
/// var result = new BfgsMinimizer(1e-9, 1e-9, 1e-9).FindMinimum(objective.WithGradient(), objective.Start);
/// var (atX, atY) = (objective.Unpack(result.MinimizingPoint)["x"], objective.Unpack(result.MinimizingPoint)["y"]);
/// </code>
/// </example>
public sealed class Objective
{
    private readonly PackedPoint packed;

    private Objective(PackedPoint packed) => this.packed = packed;

    /// <summary>A scalar to be made small.</summary>
    /// <param name="loss">What is made small.</param>
    /// <param name="start">The inputs that vary, with the values to start from.</param>
    /// <param name="data">The other inputs of the graph, with their values.</param>
    /// <exception cref="ShapeException">The loss is not a scalar.</exception>
    /// <exception cref="BindingException">The graph does not have these inputs in these shapes.</exception>
    public static Objective Of(
        Expr loss,
        IReadOnlyList<Binding<double>> start,
        params Binding<double>[] data
    )
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(data);
        return loss.Shape.Rank == 0
            ? new(new PackedPoint("objective", loss, start, data))
            : throw new ShapeException(
                $"objective: the loss is {loss.Described}, but only a scalar [] can be made small. Take its mean or its sum, or use LeastSquares."
            );
    }

    /// <summary>The point to start from: the variables' elements one after another.</summary>
    public Vector<double> Start => packed.Start.Clone();

    /// <summary>A point's parts by the names of the variables.</summary>
    public IReadOnlyDictionary<string, NDArray<double>> Unpack(Vector<double> point) =>
        packed.Unpack(Argument.NotNull(point));

    /// <summary>Value and gradient, for <see cref="BfgsMinimizer"/>, <see cref="ConjugateGradientMinimizer"/> and the like.</summary>
    public IObjectiveFunction WithGradient()
    {
        var tape = Tape.Of(packed.Graph, Differentiate.Gradient(packed.Graph, packed.Point)[0]);
        return ObjectiveFunction.Gradient(point =>
        {
            var values = packed.At(tape, point);
            return (values[0].ToScalar(), values[1].ToVector());
        });
    }

    /// <summary>Value, gradient and Hessian, for <see cref="NewtonMinimizer"/>.</summary>
    public IObjectiveFunction WithHessian()
    {
        var tape = Tape.Of(
            packed.Graph,
            Differentiate.Gradient(packed.Graph, packed.Point)[0],
            Differentiate.Hessian(packed.Graph, packed.Point)
        );
        return ObjectiveFunction.GradientHessian(point =>
        {
            var values = packed.At(tape, point);
            return (values[0].ToScalar(), values[1].ToVector(), values[2].ToMatrix());
        });
    }
}
