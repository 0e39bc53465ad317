namespace FunctionalGrad.Dsl

open FunctionalGrad

/// Scalars and fits as MathNet's minimisers take them, with exact derivatives.
[<AutoOpen>]
module Minimization =
    /// A scalar to be made small, and where its inputs start: loss |> objective [ x, -1.2; y, 1.0 ].
    let inline objective start (loss: Expr) =
        Objective.Of(loss, bindings start, [||])

    /// A scalar to be made small, with other inputs bound to data: loss |> objectiveOver [ x => xs ] [ w, 1.0 ].
    let inline objectiveOver data start (loss: Expr) =
        Objective.Of(loss, bindings start, bindings data)

    /// Predictions to be fitted to observations: predictions |> leastSquares [ 2.0; 1.2 ] [ a, 1.0; b, 1.0 ].
    let inline leastSquares observations start (predictions: Expr) =
        LeastSquares.Of(predictions, ndarray observations, bindings start, [||])

    /// Predictions to be fitted to observations, with other inputs bound to data.
    let inline leastSquaresOver data observations start (predictions: Expr) =
        LeastSquares.Of(predictions, ndarray observations, bindings start, bindings data)
