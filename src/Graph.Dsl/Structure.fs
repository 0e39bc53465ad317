namespace FunctionalGrad.Dsl

open FunctionalGrad
open FunctionalGrad.Dsl.Sequences

/// Shapes changed, parts taken and put together. Axes count from 0; negative ones count from the end.
[<AutoOpen>]
module Structure =
    /// Copies along new axes and axes of length 1, as NumPy broadcasts: broadcast [2; 3] x.
    let broadcast (shape: #seq<int>) (x: Expr) = Expr.Broadcast(x, shapeOf shape)

    /// Copies along new axes of the given lengths: spreadOver [1] [3] x.
    let spreadOver (axes: #seq<int>) (lengths: #seq<int>) (x: Expr) =
        Expr.Spread(x, intsOf axes, intsOf lengths)

    /// The same elements in another shape of the same size: reshape [6] x.
    let reshape (shape: #seq<int>) (x: Expr) = Expr.Reshape(x, shapeOf shape)

    /// The axes in another order: axis i of the result is axis order[i] of x.
    let permute (order: #seq<int>) (x: Expr) = Expr.Permute(x, intsOf order)

    /// The last two axes exchanged.
    let transpose (x: Expr) = Expr.Transpose x

    /// All elements as a vector.
    let flatten (x: Expr) = Expr.Flatten x

    /// A new axis of length 1.
    let expandDims (axis: int) (x: Expr) = Expr.ExpandDims(x, axis)

    /// The given axes of length 1 removed.
    let squeeze (axes: #seq<int>) (x: Expr) = Expr.Squeeze(x, intsOf axes)

    /// The positions begin, begin + step, ... before stop along each axis: slice [0] [4] [2] x.
    let slice (start: #seq<int>) (stop: #seq<int>) (step: #seq<int>) (x: Expr) =
        Expr.Slice(x, intsOf start, intsOf stop, intsOf step)

    /// Zeros put around x, so many before and after along each axis: pad [1] [1] x.
    let pad (before: #seq<int>) (after: #seq<int>) (x: Expr) =
        Expr.Pad(x, intsOf before, intsOf after)

    /// Expressions joined along an axis: concat 0 [ a; b ].
    let concat (axis: int) (parts: #seq<Expr>) = Expr.Concat(exprsOf parts, axis)

    /// Expressions of one shape joined along a new axis: stack 0 [ a; b ].
    let stack (axis: int) (parts: #seq<Expr>) = Expr.Stack(exprsOf parts, axis)

    /// Equal parts along an axis.
    let split (axis: int) (parts: int) (x: Expr) = List.ofSeq (Expr.Split(x, parts, axis))

    /// What lies along an axis at the positions that the indices name: gather 0 indices x.
    let gather (axis: int) (indices: Expr) (x: Expr) = Expr.Gather(x, indices, axis)

    /// Zeros of a length along an axis, with updates added at the positions that the indices name: the transpose of gather.
    let scatterAdd (axis: int) (length: int) (indices: Expr) (updates: Expr) =
        Expr.ScatterAdd(updates, indices, axis, length)

    /// 1 at the position that each label names, else 0, along a new last axis.
    let oneHot (classes: int) (labels: Expr) = Expr.OneHot(labels, classes)

    /// x, through which no gradient flows.
    let stopGradient (x: Expr) = Expr.StopGradient x

    /// The matrix product: matmul a b.
    let matmul (a: Expr) (b: Expr) = Expr.MatMul(a, b)

    /// The outer product of two vectors.
    let outer (a: Expr) (b: Expr) = Expr.Outer(a, b)

    /// The inner product of two vectors.
    let dot (a: Expr) (b: Expr) = Expr.Dot(a, b)
