namespace FunctionalGrad.Dsl

open FunctionalGrad
open FunctionalGrad.Dsl.Sequences

/// Losses: scalars that say how far off predictions are from what should have come out; the predictions come last.
[<AutoOpen>]
module Losses =
    /// The squared error, summed over everything: the lecture's np.square(y_pred - y).sum().
    let squaredError (targets: Expr) (predictions: Expr) = Loss.SquaredError(predictions, targets)

    /// The squared error of a row, averaged over the rows.
    let meanSquaredError (targets: Expr) (predictions: Expr) =
        Loss.MeanSquaredError(predictions, targets)

    /// Huber's loss: squared up to delta, straight beyond.
    let huber (delta: float) (targets: Expr) (predictions: Expr) = Loss.Huber(predictions, targets, delta)

    /// Binary cross-entropy from logits.
    let binaryCrossEntropy (targets: Expr) (logits: Expr) =
        Loss.BinaryCrossEntropyFromLogits(logits, targets)

    /// Softmax cross-entropy from class numbers, averaged over the rows.
    let softmaxCrossEntropy (labels: Expr) (scores: Expr) =
        Loss.SoftmaxCrossEntropy(scores, labels)

    /// Softmax cross-entropy from distributions over the classes, averaged over the rows.
    let softmaxCrossEntropyFromDistributions (distributions: Expr) (scores: Expr) =
        Loss.SoftmaxCrossEntropyFromDistributions(scores, distributions)

    /// The multi-class hinge loss, averaged over the rows; the lecture's margin is 1.
    let multiclassHinge (margin: float) (labels: Expr) (scores: Expr) =
        Loss.MulticlassHinge(scores, labels, margin)

    /// The sum of absolute values: loss + 1e-4 * l1 (weights loss).
    let l1 (parameters: seq<#Expr>) = Regularization.L1(exprsOf parameters)

    /// The sum of squares: loss + 1e-4 * l2 (weights loss).
    let l2 (parameters: seq<#Expr>) = Regularization.L2(exprsOf parameters)
