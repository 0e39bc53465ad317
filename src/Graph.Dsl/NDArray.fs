namespace FunctionalGrad.Dsl

open System
open FunctionalGrad
open MathNet.Numerics.LinearAlgebra

/// Arrays made from F#'s collections and MathNet's types, and back.
module NDArray =
    /// An array of the given shape from its elements in row-major order.
    let create (shape: #seq<int>) (elements: #seq<float>) =
        NDArray<float>.Of(Shape.Of(ReadOnlySpan(Seq.toArray shape)), ReadOnlySpan(Seq.toArray elements))

    /// A vector from numbers.
    let ofSeq (elements: #seq<float>) =
        let elements = Seq.toArray elements
        create [ elements.Length ] elements

    /// A vector from a list.
    let ofList (elements: float list) = ofSeq elements

    /// A vector from an array.
    let ofArray (elements: float[]) = ofSeq elements

    /// A matrix from its rows, which must have one length.
    let ofRows (rows: #seq<#seq<float>>) =
        let rows = rows |> Seq.map Seq.toArray |> Seq.toArray
        let columns = if rows.Length = 0 then 0 else rows[0].Length

        rows
        |> Array.iteri (fun i row ->
            if row.Length <> columns then
                raise (
                    ShapeException
                        $"ofRows: row 0 has {columns} numbers, row {i} has {row.Length}: the rows of a matrix have one length."
                ))

        create [ rows.Length; columns ] (Array.concat rows)

    /// A matrix from a two-dimensional array.
    let ofArray2D (elements: float[,]) =
        create [ Array2D.length1 elements; Array2D.length2 elements ] (Seq.cast<float> elements)

    /// A vector from one of MathNet.Numerics.
    let ofVector (vector: Vector<float>) = ofSeq (vector.ToArray())

    /// A matrix from one of MathNet.Numerics.
    let ofMatrix (matrix: Matrix<float>) =
        create [ matrix.RowCount; matrix.ColumnCount ] (matrix.ToRowMajorArray())

    /// The lengths of the axes.
    let shape (array: NDArray<float>) = List.ofSeq array.Shape

    /// The only element of an array that has one.
    let toScalar (array: NDArray<float>) = array.ToScalar()

    /// The elements in row-major order.
    let toArray (array: NDArray<float>) = array.Span.ToArray()

    /// The elements in row-major order.
    let toList (array: NDArray<float>) = List.ofArray (toArray array)
