namespace FunctionalGrad.PropertyTests

open System.Collections.Generic
open System.Threading.Tasks
open FunctionalGrad
open FunctionalGrad.Dsl
open FunctionalGrad.Properties
open Xunit

/// Laws of the values of random graphs, infinities and NaN included.
type GraphValueLaws() =
    let everything (circuit: Circuit) =
        Seq.append [ circuit.Scalar ] (gradientOf circuit circuit.Scalar)

    let require sentence holds =
        if not holds then
            Law.broken sentence

    /// The value of a graph computed node by node, nothing merged: each application alone, on constants.
    let alone (circuit: Circuit) (output: Expr) =
        let known = Dictionary<Expr, NDArray<float>>(HashIdentity.Reference)

        for x, value in Seq.zip circuit.Inputs circuit.Point do
            known[x] <- value

        let rec value (node: Expr) : NDArray<float> =
            match known.TryGetValue node with
            | true, found -> found
            | _ ->
                let found =
                    match node with
                    | :? Apply as node ->
                        let inputs = [ for x in node.Inputs.ToArray() -> Expr.Constant(value x) ]
                        evalClosed (applyWith node.Primitive node.Attributes inputs)
                    | node -> (node :?> Constant).Value

                known[node] <- found
                found

        value output

    [<Fact>]
    member _.``evaluating twice gives the same bits``() =
        Law.ofWildGraphs (fun circuit ->
            let values () = valuesAt circuit (everything circuit)
            require "two evaluations differ" (same (values ()) (values ())))

    [<Fact>]
    member _.``one tape at two points is as good as two``() =
        Law.ofWildGraphs (fun circuit ->
            let outputs = Array.ofSeq (everything circuit)
            let tape = Tape.Of outputs
            let elsewhere = direction 8 (shapesOf circuit.Inputs)

            let at point =
                Seq.map2 (fun (x: Expr) value -> Binding<float>(x, value)) circuit.Inputs point

            Evaluate.Values<float>(tape, at elsewhere) |> ignore

            require
                "a run left something behind"
                (same (Evaluate.Values<float>(tape, circuit.Bindings)) (valuesAt circuit outputs)))

    [<Fact>]
    member _.``two concurrent gradients agree``() =
        Law.ofWildGraphs (fun circuit ->
            let gradients =
                Array.init 2 (fun _ -> Task.Run(fun () -> valuesAt circuit (everything circuit)))

            require "two threads disagree" (same gradients[0].Result gradients[1].Result))

    [<Fact>]
    member _.``merging equal nodes keeps every bit``() =
        Law.ofWildGraphs (fun circuit ->
            let outputs = Array.ofSeq (everything circuit)

            require
                "merged and unmerged values differ"
                (same (valuesAt circuit outputs) (Array.map (alone circuit) outputs)))
