// The words that the lessons on vectors and matrices share, beside those of lesson.fsx.
#load "../load.fsx" "lesson.fsx"

open System
open FunctionalGrad
open FunctionalGrad.Dsl
open Lesson

/// A small number as the lessons print it: 1.5e-5.
let scientific (x: float) =
    x.ToString("0.0e-0", Globalization.CultureInfo.InvariantCulture)

/// Whether two arrays have one shape, and equal numbers up to rounding.
let same (a: NDArray<float>) (b: NDArray<float>) =
    NDArray.shape a = NDArray.shape b
    && List.forall2 close (NDArray.toList a) (NDArray.toList b)

/// Prints a vector that the library computed; the lesson ends where it is not the promised one.
let expectVector what promised (found: NDArray<float>) = expectAll what promised [ found ]

/// The rows of a matrix as the lessons print them, in columns of one width.
let rows (matrix: NDArray<float>) =
    let cells = matrix |> NDArray.toArray2D |> Array2D.map number
    let width = cells |> Seq.cast<string> |> Seq.map String.length |> Seq.max

    [
        for i in 0 .. Array2D.length1 cells - 1 ->
            let row = cells[i, *] |> Array.map _.PadLeft(width) |> String.concat "  "
            $"[ {row} ]"
    ]

/// Prints a matrix that the library computed; the lesson ends where it is not the promised one, up to six digits after the point.
let expectMatrix what (promised: float list list) (found: NDArray<float>) =
    let promised = NDArray.ofRows promised

    let near (a: float) (b: float) =
        abs (a - b) <= 1e-6 * Operators.max 1.0 (abs b)

    if
        NDArray.shape found <> NDArray.shape promised
        || not (List.forall2 near (NDArray.toList found) (NDArray.toList promised))
    then
        failwith $"{what} is {found}, promised was {promised}"

    printfn "  %s =" what
    rows found |> List.iter (printfn "    %s")

/// An array of the given shape with random numbers between -2 and 2.
let randomArray (random: Random) shape =
    NDArray.create shape [ for _ in 1 .. List.fold (*) 1 shape -> between -2.0 2.0 random ]
