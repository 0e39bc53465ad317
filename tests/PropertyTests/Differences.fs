namespace FunctionalGrad.PropertyTests

open System
open FunctionalGrad

/// What central differences can say about a derivative.
type Estimate =
    /// Its value, and by how much that may be wrong.
    | Slope of value: float * error: float
    /// The point lies on a kink or tie: there is no two-sided derivative.
    | OnKink
    /// A value on the way is not finite, or lies outside the domain that a primitive declares.
    | OutsideDomain
    /// The function varies so much near the point that differences do not settle.
    | Rough

/// Everything that one evaluation shows: the value, the branches taken, and the largest number on the way.
type private Look =
    {
        Value: float
        Branches: int array
        Largest: float
        Inside: bool
    }

/// Numeric derivatives of a scalar expression: Richardson-extrapolated central differences in double.
type Differences(scalar: Expr, inputs: Expr array) =
    let tape = Tape.Of [| scalar |]
    let everything = Tape.Of(Seq.toArray tape.Nodes)

    let bind (point: NDArray<float> array) =
        Array.map2 (fun (x: Expr) value -> Binding<float>(x, value)) inputs point

    let branches (values: NDArray<float> array) position (node: Apply) =
        let operands = [| for input in tape.InputsOf(position).ToArray() -> values[input] |]
        let branch = Array.zeroCreate<int> node.Shape.Size
        node.Primitive.Branch.Invoke(Operands<float>(ReadOnlySpan operands, node), Span branch)
        branch

    let insideDomain (values: NDArray<float> array) position (node: Apply) =
        tape.InputsOf(position).ToArray()
        |> Seq.indexed
        |> Seq.forall (fun (i, input) ->
            let interval = node.Primitive.Domain[i]

            (interval.Low = -infinity && interval.High = infinity)
            || elements values[input]
               |> Array.forall (fun x -> x > interval.Low && x < interval.High))

    let look point =
        let values = Evaluate.Values<float>(everything, bind point) |> Array.ofSeq

        let applications =
            tape.Nodes
            |> Seq.indexed
            |> Seq.choose (fun (i, node) ->
                match node with
                | :? Apply as node -> Some(i, node)
                | _ -> None)
            |> Array.ofSeq

        {
            Value = values[tape.Outputs[0]].ToScalar()
            Branches =
                applications
                |> Array.filter (fun (_, node) -> not (isNull node.Primitive.Branch))
                |> Array.collect (fun (i, node) -> branches values i node)
            Largest = values |> Seq.collect elements |> Seq.map abs |> Seq.fold max 0.0
            Inside =
                Array.forall isFinite values
                && applications |> Array.forall (fun (i, node) -> insideDomain values i node)
        }

    let moved (point: NDArray<float> array) (direction: NDArray<float> array) t =
        Array.map2
            (fun (x: NDArray<float>) (v: NDArray<float>) ->
                arrayOf x.Shape (Array.map2 (fun a b -> a + t * b) (elements x) (elements v)))
            point
            direction

    // The largest step is near eps^(1/5), the best for an error of h^4; powers of 4, so that dividing is exact.
    let steps = [| for k in 0..7 -> Math.ScaleB(1.0, -10 - 2 * k) |]

    /// The derivative at the point in the given direction.
    member _.Along(point: NDArray<float> array, direction: NDArray<float> array) =
        let here = look point

        if not here.Inside then
            OutsideDomain
        else
            let size = point |> Seq.collect elements |> Seq.map abs |> Seq.fold max 1.0

            let sides =
                [|
                    for h in steps -> look (moved point direction (h * size)), look (moved point direction (-h * size))
                |]

            let usable (after, before) =
                after.Inside
                && before.Inside
                && after.Branches = here.Branches
                && before.Branches = here.Branches

            let slope k =
                let after, before = sides[k]
                (after.Value - before.Value) / (2.0 * steps[k] * size)

            let noise k =
                10.0 * Math.ScaleB(1.0, -52) * here.Largest / (steps[k] * size)

            let extrapolated =
                [|
                    for k in 0 .. steps.Length - 2 do
                        if usable sides[k] && usable sides[k + 1] then
                            let value = (16.0 * slope (k + 1) - slope k) / 15.0
                            k + 1, value, abs (value - slope (k + 1))
                |]

            // Two neighbours must agree: a single extrapolation of something that oscillates may look good by chance.
            let candidates =
                [
                    for (_, value, _), (k, next, nextError) in Array.pairwise extrapolated do
                        next, 10.0 * max (abs (next - value)) nextError + noise k
                ]

            match candidates with
            | [] ->
                let blind (after, before) = not (after.Inside && before.Inside)
                if Array.forall blind sides then OutsideDomain else OnKink
            | some ->
                let value, error = List.minBy snd some

                if error > 0.01 * max 1.0 (abs value) then
                    Rough
                else
                    Slope(value, error)

module Differences =
    /// Whether a derivative agrees with its estimate; true where there is none.
    let agrees (analytic: float) estimate =
        match estimate with
        | Slope(value, error) -> abs (analytic - value) <= 1e-9 + 1e-7 * max (abs analytic) (abs value) + error
        | _ -> true
