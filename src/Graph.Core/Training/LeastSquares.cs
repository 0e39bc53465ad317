using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace FunctionalGrad;

/// <summary>Predictions to be fitted to observations, as MathNet's <see cref="LevenbergMarquardtMinimizer"/> takes them: with an exact Jacobian.</summary>
public sealed class LeastSquares
{
    private readonly PackedPoint packed;
    private readonly Vector<double> observations;

    private LeastSquares(PackedPoint packed, Vector<double> observations) =>
        (this.packed, this.observations) = (packed, observations);

    /// <summary>A vector of predictions and what was observed in its place.</summary>
    /// <param name="predictions">A vector [M].</param>
    /// <param name="observations">The M numbers that were observed.</param>
    /// <param name="start">The inputs that vary, with the values to start from.</param>
    /// <param name="data">The other inputs of the graph, with their values.</param>
    /// <exception cref="ShapeException">Predictions and observations are not vectors of one length.</exception>
    /// <exception cref="BindingException">The graph does not have these inputs in these shapes.</exception>
    public static LeastSquares Of(
        Expr predictions,
        NDArray<double> observations,
        IReadOnlyList<Binding<double>> start,
        params Binding<double>[] data
    )
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(observations);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(data);
        return predictions.Shape.Rank == 1 && predictions.Shape.Equals(observations.Shape)
            ? new(
                new PackedPoint("leastSquares", predictions, start, data),
                observations.ToVector()
            )
            : throw new ShapeException(
                $"leastSquares: the predictions are {predictions.Described}, the observations {observations.Shape}: both must be vectors of one length. Reshape them?"
            );
    }

    /// <summary>The point to start from: the variables' elements one after another.</summary>
    public Vector<double> Start => packed.Start.Clone();

    /// <summary>A point's parts by the names of the variables.</summary>
    public IReadOnlyDictionary<string, NDArray<double>> Unpack(Vector<double> point) =>
        packed.Unpack(Argument.NotNull(point));

    /// <summary>Predictions and their Jacobian, for <see cref="LevenbergMarquardtMinimizer"/>.</summary>
    public IObjectiveModel WithJacobian()
    {
        var predictions = Tape.Of(packed.Graph);
        var jacobian = Tape.Of(Differentiate.Jacobian(packed.Graph, packed.Point));
        // MathNet hands the observed x through to both functions: here they are data of the graph.
        return ObjectiveFunction.NonlinearModel(
            (point, _) => packed.At(predictions, point)[0].ToVector(),
            (point, _) => packed.At(jacobian, point)[0].ToMatrix(),
            observedX: observations,
            observedY: observations
        );
    }
}
