namespace FunctionalGrad.Dsl

open System
open FunctionalGrad
open FunctionalGrad.Dsl.Sequences

/// The leaves of a graph: inputs, parameters and constants.
[<AutoOpen>]
module Leaves =
    /// An input that is bound when the graph is evaluated: input "x" [2; 3].
    let input name (shape: #seq<int>) =
        Expr.Input(name, ReadOnlySpan(Seq.toArray shape))

    /// An input that is a number.
    let scalar name = input name []

    /// An input that is a vector of that many elements.
    let vector name length = input name [ length ]

    /// An input that is a matrix of that many rows and columns.
    let matrix name rows columns = input name [ rows; columns ]

    /// An input that is trained, and starts as its initialiser says.
    let parameter name (shape: #seq<int>) initializer =
        Expr.Parameter(name, shapeOf shape, initializer)

    /// An input that every run draws anew from its seed and step.
    let noise name (shape: #seq<int>) distribution =
        Expr.Noise(name, shapeOf shape, distribution)

    /// A constant: a number, list, nested list, array, Array2D, NDArray, or a Matrix or Vector of MathNet.Numerics.
    let inline constant value =
        Expr.Constant(ndarray value: NDArray<float>)

    /// The same number in every element: fill [2; 3] 1.0.
    let fill (shape: #seq<int>) (value: float) = Expr.Fill(shapeOf shape, value)

    /// Zeros of the given shape.
    let zeros (shape: #seq<int>) = Expr.Zeros(shapeOf shape)

    /// Ones of the given shape.
    let ones (shape: #seq<int>) = Expr.Ones(shapeOf shape)

    /// A constant of the given shape from its elements in row-major order: array [2; 2] [1.0; 2.0; 3.0; 4.0].
    let array (shape: #seq<int>) (elements: #seq<float>) =
        Expr.Constant(NDArray.create shape elements)
