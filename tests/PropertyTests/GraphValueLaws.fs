namespace FunctionalGrad.PropertyTests

open System.Collections.Generic
open System.Threading.Tasks
open FunctionalGrad
open Xunit

/// Laws of the values of random graphs, infinities and NaN included.
type GraphValueLaws() =
    let everything (circuit: Circuit) =
        Seq.append [ circuit.Scalar ] (Differentiate.Gradient(circuit.Scalar, circuit.Inputs))

    let require sentence same =
        if not same then
            Law.broken sentence

    /// The value of a graph computed node by node, nothing merged: each application alone, on constants.
    let alone (circuit: Circuit) (output: Expr) =
        let known = Dictionary<Expr, NDArray<float>>(HashIdentity.Reference)

        let rec value (node: Expr) : NDArray<float> =
            match known.TryGetValue node with
            | true, found -> found
            | _ ->
                let found =
                    match node with
                    | :? Apply as apply ->
                        let inputs = apply.Inputs.ToArray() |> Array.map (fun x -> Expr.Constant(value x))

                        Evaluate.Value(apply.Primitive |> applyTo inputs apply.Attributes)
                    | :? Constant as constant -> constant.Value
                    | input -> circuit.Point[circuit.Inputs |> Array.findIndex (fun x -> obj.ReferenceEquals(x, input))]

                known[node] <- found
                found

        value output

    [<Fact>]
    member _.``evaluating twice gives the same bits``() =
        Law.forAllGraphs true (fun circuit ->
            let values () =
                Gradients.values (everything circuit) circuit.Inputs circuit.Point

            require "two evaluations differ" (Array.forall2 Gradients.same (values ()) (values ())))

    [<Fact>]
    member _.``two concurrent gradients agree``() =
        Law.forAllGraphs true (fun circuit ->
            let gradients =
                Array.init 2 (fun _ ->
                    Task.Run(fun () -> Gradients.values (everything circuit) circuit.Inputs circuit.Point))

            require "two threads disagree" (Array.forall2 Gradients.same gradients[0].Result gradients[1].Result))

    [<Fact>]
    member _.``merging equal nodes keeps every bit``() =
        Law.forAllGraphs true (fun circuit ->
            let outputs = Array.ofSeq (everything circuit)

            require
                "merged and unmerged values differ"
                (Array.forall2
                    Gradients.same
                    (Gradients.values outputs circuit.Inputs circuit.Point)
                    (Array.map (alone circuit) outputs)))
