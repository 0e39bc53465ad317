namespace FunctionalGrad.Dsl

open System
open FunctionalGrad
open FunctionalGrad.Dsl.Sequences
open MathNet.Numerics.LinearAlgebra

/// Arrays made from F#'s collections and MathNet's types, and back.
module NDArray =
    /// An array of the given shape from its elements in row-major order.
    let create (shape: #seq<int>) (elements: #seq<float>) =
        NDArray<float>.Of(shapeOf shape, ReadOnlySpan(Seq.toArray elements))

    /// A vector from numbers.
    let ofSeq (elements: #seq<float>) =
        FunctionalGrad.NDArray.Of(Seq.toArray elements)

    /// A vector from a list.
    let ofList (elements: float list) = ofSeq elements

    /// A vector from an array.
    let ofArray (elements: float[]) = ofSeq elements

    /// A matrix from its rows, which must have one length.
    let ofRows (rows: #seq<#seq<float>>) =
        FunctionalGrad.NDArray.OfRows(Seq.map Seq.cast<float> rows)

    /// A matrix from a two-dimensional array.
    let ofArray2D (elements: float[,]) = FunctionalGrad.NDArray.Of elements

    /// A vector from one of MathNet.Numerics.
    let ofVector (vector: Vector<float>) = FunctionalGrad.NDArray.OfVector vector

    /// A matrix from one of MathNet.Numerics.
    let ofMatrix (matrix: Matrix<float>) = FunctionalGrad.NDArray.OfMatrix matrix

    /// An array drawn as a parameter of that name would start in a run with that seed: NDArray.draw (Initializer.Normal 1.0) 0 "x" [ 64; 1000 ].
    let draw (initializer: Initializer) (seed: int) (name: string) (shape: #seq<int>) =
        initializer.Draw(shapeOf shape, int64 seed, name)

    /// Arrays of one shape as one array, along a new first axis.
    let stack (arrays: #seq<NDArray<float>>) = FunctionalGrad.NDArray.Stack arrays

    /// The lengths of the axes.
    let shape (array: NDArray<float>) = List.ofSeq array.Shape

    /// The same elements in another shape of the same size.
    let reshape (shape: #seq<int>) (array: NDArray<float>) = array.Reshape(shapeOf shape)

    /// The only element of an array that has one.
    let toScalar (array: NDArray<float>) = array.ToScalar()

    /// The elements in row-major order.
    let toArray (array: NDArray<float>) = array.ToArray()

    /// The elements in row-major order.
    let toList (array: NDArray<float>) = List.ofArray (array.ToArray())

    /// A matrix as a two-dimensional array.
    let toArray2D (array: NDArray<float>) = array.To2DArray()

    /// A vector as one of MathNet.Numerics.
    let toVector (array: NDArray<float>) = array.ToVector()

    /// A matrix as one of MathNet.Numerics.
    let toMatrix (array: NDArray<float>) = array.ToMatrix()
