namespace FunctionalGrad.PropertyTests

open FunctionalGrad

/// Graphs made anew from the nodes of others.
module Rebuild =
    /// The outputs with some nodes changed, and everything above those applied again.
    let changing (change: Expr -> Expr option) (outputs: Expr array) =
        let tape = Tape.Of outputs
        let made = Array.zeroCreate<Expr> tape.Nodes.Count

        for position in 0 .. made.Length - 1 do
            let node = tape.Nodes[position]

            made[position] <-
                match change node, node with
                | Some other, _ -> other
                | None, (:? Apply as apply) ->
                    let inputs = [| for input in tape.InputsOf(position).ToArray() -> made[input] |]

                    apply.Primitive |> applyTo inputs apply.Attributes
                | None, leaf -> leaf

        [| for output in tape.Outputs -> made[output] |]

    /// Whether the node is one that no gradient passes by decree.
    let stops (node: Expr) =
        match node with
        | :? Apply as apply -> obj.ReferenceEquals(apply.Primitive, Primitives.StopGradient)
        | _ -> false

    /// The scalar with every stopGradient held at its value at the point, so that differences see what the gradient sees.
    let frozen (scalar: Expr) (inputs: Expr array) (point: NDArray<float> array) =
        let stopped = Tape.Of([| scalar |]).Nodes |> Seq.filter stops |> Array.ofSeq

        if stopped.Length = 0 then
            scalar
        else
            let bindings =
                Array.map2 (fun (x: Expr) value -> Binding<float>(x, value)) inputs point

            let held =
                Seq.zip stopped (Evaluate.Values<float>(stopped, bindings))
                |> Seq.map (fun (node, value) -> node, Expr.Constant value)
                |> dict

            let change node =
                match held.TryGetValue node with
                | true, constant -> Some constant
                | _ -> None

            (changing change [| scalar |])[0]
