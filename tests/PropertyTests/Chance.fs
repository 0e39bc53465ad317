namespace FunctionalGrad.PropertyTests

open System
open FunctionalGrad

/// Small random values, drawn from a seeded generator so that the same seed gives the same draw on every platform.
module Chance =
    /// Lengths of axes: distinct primes, so that exchanged axes cannot pass unnoticed.
    let primes = [| 2; 3; 5; 7 |]

    let pick (random: Random) (choices: 'a array) = choices[random.Next choices.Length]

    let prime random = pick random primes

    /// A signed number of ordinary size, never near 0.
    let signed (random: Random) =
        let size = 0.1 + 1.6 * random.NextDouble()
        if random.Next 2 = 0 then size else -size

    /// A number inside the interval, away from its ends and exceptions.
    let inside (random: Random) (interval: Interval) =
        let away (x: float) =
            interval.Except |> Seq.forall (fun point -> abs (x - point) > 0.05)

        let draw () =
            match Double.IsFinite interval.Low, Double.IsFinite interval.High with
            | true, true ->
                interval.Low
                + (interval.High - interval.Low) * (0.05 + 0.9 * random.NextDouble())
            | true, false -> interval.Low + 0.1 + 2.5 * random.NextDouble()
            | false, true -> interval.High - 0.1 - 2.5 * random.NextDouble()
            | false, false -> signed random

        Seq.initInfinite (fun _ -> draw ()) |> Seq.find away

    let shuffled (random: Random) (values: 'a array) =
        let copy = Array.copy values
        random.Shuffle copy
        copy

/// Shapes, lists of whole numbers and arrays from F#'s own lists and arrays.
[<AutoOpen>]
module Values =
    let shapeOf (lengths: int array) = Shape.Of(ReadOnlySpan lengths)

    let intsOf (values: int array) = Ints.Of(ReadOnlySpan values)

    let arrayOf (shape: Shape) (elements: float array) =
        NDArray<float>.Of(shape, ReadOnlySpan elements)

    let elements (array: NDArray<float>) = array.Span.ToArray()

    let isFinite (array: NDArray<float>) =
        elements array |> Array.forall Double.IsFinite

    let applyTo (inputs: Expr array) (attributes: Attributes) (primitive: Primitive) =
        primitive.Apply(attributes, ReadOnlySpan inputs)

    let inputOf (name: string) (shape: Shape) =
        Expr.Input(name, ReadOnlySpan(Seq.toArray shape))
