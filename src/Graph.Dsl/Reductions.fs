namespace FunctionalGrad.Dsl

open FunctionalGrad
open FunctionalGrad.Dsl.Sequences

/// Reductions over all elements, or, by the words that end in Over, over axes, which are removed; no axes mean all.
[<AutoOpen>]
module Reductions =
    /// The sum of all elements.
    let sum (x: Expr) = Expr.Sum x

    /// The sum over axes: sumOver [0] x.
    let sumOver (axes: #seq<int>) (x: Expr) = Expr.Sum(x, intsOf axes)

    /// The sum of a b over axes, which stay: each element gets that of its own.
    let dotOver (axes: #seq<int>) (a: Expr) (b: Expr) = Expr.DotOver(a, b, intsOf axes)

    /// The largest element over axes; k that tie get 1/k of the gradient each.
    let maxOver (axes: #seq<int>) (x: Expr) = Expr.Max(x, intsOf axes)

    /// The smallest element over axes; k that tie get 1/k of the gradient each.
    let minOver (axes: #seq<int>) (x: Expr) = Expr.Min(x, intsOf axes)

    /// The product of all elements.
    let prod (x: Expr) = Expr.Prod x

    /// The product over axes.
    let prodOver (axes: #seq<int>) (x: Expr) = Expr.Prod(x, intsOf axes)

    /// For each element the product of all others over axes; expressions after the first are directions to differentiate in.
    let prodOthersOver (axes: #seq<int>) (xs: #seq<Expr>) =
        Expr.ProdOthers(Array.ofSeq xs, intsOf axes)

    /// The shares of the gradient of maxOver: 1/k for each of k that tie for the largest, else 0.
    let winsOver (axes: #seq<int>) (x: Expr) = Expr.WinsOver(x, intsOf axes)

    /// log(sum e^x) over all elements.
    let logSumExp (x: Expr) = Expr.LogSumExp x

    /// log(sum e^x) over axes.
    let logSumExpOver (axes: #seq<int>) (x: Expr) = Expr.LogSumExp(x, intsOf axes)

    /// The mean of all elements.
    let mean (x: Expr) = Expr.Mean x

    /// The mean over axes.
    let meanOver (axes: #seq<int>) (x: Expr) = Expr.Mean(x, intsOf axes)

    /// The variance of all elements: the mean of the squared distances from the mean.
    let variance (x: Expr) = Expr.Variance x

    /// The variance over axes.
    let varianceOver (axes: #seq<int>) (x: Expr) = Expr.Variance(x, intsOf axes)

    /// The standard deviation of all elements.
    let standardDeviation (x: Expr) = Expr.StandardDeviation x

    /// The standard deviation over axes.
    let standardDeviationOver (axes: #seq<int>) (x: Expr) = Expr.StandardDeviation(x, intsOf axes)

    /// The Euclidean norm of all elements, with gradient 0 at 0.
    let norm2 (x: Expr) = Expr.Norm2 x

    /// The Euclidean norm over axes.
    let norm2Over (axes: #seq<int>) (x: Expr) = Expr.Norm2(x, intsOf axes)

    /// e^x / sum e^x along the last axis; the shape stays.
    let softmax (x: Expr) = Expr.Softmax x

    /// e^x / sum e^x along axes; the shape stays.
    let softmaxOver (axes: #seq<int>) (x: Expr) = Expr.Softmax(x, intsOf axes)

    /// The logarithm of softmax along the last axis.
    let logSoftmax (x: Expr) = Expr.LogSoftmax x

    /// The logarithm of softmax along axes.
    let logSoftmaxOver (axes: #seq<int>) (x: Expr) = Expr.LogSoftmax(x, intsOf axes)
