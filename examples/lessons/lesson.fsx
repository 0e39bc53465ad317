// The words that the lessons share. A lesson keeps its promises: where a number or a law is not as promised, it stops with exit code 1.
#load "../load.fsx"

open System
open System.Globalization
open System.IO
open FunctionalGrad
open FunctionalGrad.Dsl

let private six = "0.######;-0.######;0"

/// A number as the lessons print it: six digits after the point, and 0 where they are all zeros.
let number (x: float) =
    x.ToString(six, CultureInfo.InvariantCulture)

/// Several numbers as the lessons print them: (1, 0.5), but 1 where it is alone.
let numbers (xs: seq<float>) =
    match [ for x in xs -> number x ] with
    | [ alone ] -> alone
    | several -> "(" + String.concat ", " several + ")"

/// Prints a sentence that must be true; the lesson ends where it is not.
let promise (sentence: string) (isTrue: bool) =
    if not isTrue then
        failwith $"not as promised: {sentence}"

    printfn "  %s" sentence

let private agree (promised: float) (found: float) =
    abs (found - promised) <= 1e-6 * Operators.max 1.0 (abs promised)

/// Prints a number that the library computed; the lesson ends where it is not the promised one.
let expect what (promised: float) (found: NDArray<float>) =
    let found = NDArray.toScalar found

    if not (agree promised found) then
        failwith $"{what} is {number found}, promised was {number promised}"

    printfn "  %s = %s" what (number found)

/// The same for the elements of an array, or of several, in order.
let expectAll what (promised: float list) (found: #seq<NDArray<float>>) =
    let found = found |> List.ofSeq |> List.collect NDArray.toList

    if promised.Length <> found.Length || not (List.forall2 agree promised found) then
        failwith $"{what} is {numbers found}, promised was {numbers promised}"

    printfn "  %s = %s" what (numbers found)

/// Prints a question. Cover what follows, and answer it yourself first.
let predict (question: string) =
    printfn ""
    printfn "Predict it first: %s" question
    printfn "  ... think before you read on ..."

/// Writes a picture to the folder out/ of the repository, which git ignores, and says where.
let draw (name: string) (svg: string) =
    let folder = Path.Combine(__SOURCE_DIRECTORY__, "..", "..", "out")
    Directory.CreateDirectory folder |> ignore
    File.WriteAllText(Path.Combine(folder, name), svg)
    printfn "  picture: out/%s" name

/// Tries a law in 100 random cases, the same ones in every run; the lesson ends where one breaks it.
let law (statement: string) (holds: Random -> bool) =
    let random = Random 2026

    match List.tryFind (fun _ -> not (holds random)) [ 1..100 ] with
    | Some case -> failwith $"law: {statement} is broken by case {case}"
    | None -> printfn "law: %s: holds in 100 cases" statement

/// A random number between two.
let between low high (random: Random) =
    low + (high - low) * random.NextDouble()

/// Whether two numbers are equal up to rounding.
let close (a: float) (b: float) =
    abs (a - b) <= 1e-9 * Operators.max 1.0 (abs a + abs b)

/// Prints what a gradient check found; the lesson ends where it did not pass.
let gradientCheck (report: GradientReport) =
    if not report.Passed then
        failwith $"{report}"

    let bound =
        [ 1e-9; 1e-7; 1e-5 ]
        |> List.find (fun bound -> report.WorstRelativeError < bound)

    let bound = bound.ToString("0e-0", CultureInfo.InvariantCulture)

    printfn
        "gradient check: %O, %d of %d derivatives, worst relative error below %s"
        report.Verdict
        report.PassedCount
        report.Entries.Count
        bound
