namespace FunctionalGrad.Dsl

open FunctionalGrad
open MathNet.Numerics.LinearAlgebra

/// What can stand where a number or an array is asked for; F# chooses the overload from the type it sees.
[<AbstractClass; Sealed>]
type Value =
    /// An array, as it is.
    static member ToNDArray(value: NDArray<float>) = value

    /// A number: rank 0.
    static member ToNDArray(value: float) = NDArray<float>.Scalar value

    /// A whole number: rank 0.
    static member ToNDArray(value: int) = NDArray<float>.Scalar(float value)

    /// A vector.
    static member ToNDArray(value: float list) = NDArray.ofSeq value

    /// A vector.
    static member ToNDArray(value: float[]) = NDArray.ofSeq value

    /// A vector of whole numbers: labels, indices.
    static member ToNDArray(value: int list) = NDArray.ofSeq (List.map float value)

    /// A vector of whole numbers: labels, indices.
    static member ToNDArray(value: int[]) = NDArray.ofSeq (Array.map float value)

    /// A matrix, row by row.
    static member ToNDArray(value: float list list) = NDArray.ofRows value

    /// A matrix, row by row.
    static member ToNDArray(value: float[][]) = NDArray.ofRows value

    /// A matrix.
    static member ToNDArray(value: float[,]) = NDArray.ofArray2D value

    /// A vector of MathNet.Numerics.
    static member ToNDArray(value: Vector<float>) = NDArray.ofVector value

    /// A matrix of MathNet.Numerics.
    static member ToNDArray(value: Matrix<float>) = NDArray.ofMatrix value

/// The conversion of numbers, lists, arrays and MathNet's types to arrays.
[<AutoOpen>]
module Values =
    /// Chooses among the overloads of Value; call ndarray instead.
    let inline convertWith (_: ^Via) (value: ^Value) : NDArray<float> =
        ((^Via or ^Value): (static member ToNDArray: ^Value -> NDArray<float>) value)

    /// An array from a number, list, nested list, array, Array2D, or a Matrix or Vector of MathNet.Numerics.
    let inline ndarray value =
        convertWith Unchecked.defaultof<Value> value
