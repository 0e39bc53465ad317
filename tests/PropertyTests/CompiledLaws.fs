namespace FunctionalGrad.PropertyTests

open System
open System.Threading.Tasks
open FunctionalGrad
open Xunit

/// Laws of compiled programs: on every graph they compute what the interpreter computes.
type CompiledLaws() =
    /// The graph's outputs, its gradients, and what needs no computing at all: an input, a constant, one value twice.
    let everything (circuit: Circuit) =
        [|
            circuit.Scalar
            yield! Differentiate.Gradient(circuit.Scalar, circuit.Inputs)
            yield! circuit.Outputs
            circuit.Inputs[0]
            Expr.Fill(Shape.Scalar, 2.5)
        |]

    /// The point, and two others: of the opposite sign, and with the elements of each input in another order.
    let points (circuit: Circuit) =
        [|
            circuit.Point
            circuit.Point
            |> Array.map (fun x -> arrayOf x.Shape (elements x |> Array.map (fun v -> 0.75 - v)))
            circuit.Point |> Array.map (fun x -> arrayOf x.Shape (Array.rev (elements x)))
        |]

    let same what (expected: NDArray<float> seq) (found: NDArray<float> seq) =
        Seq.zip expected found
        |> Seq.iteri (fun i (a, b) ->
            if not (Gradients.same a b) then
                Law.broken $"{what}: output {i} is {b}, by the interpreter {a}")

    /// The values by the interpreter.
    let interpreted outputs (circuit: Circuit) point =
        let bindings =
            Array.map2 (fun (x: Expr) v -> Binding<float>(x, v)) circuit.Inputs point

        Evaluate.Values<float>(Tape.Of outputs, bindings, false)

    let single (x: NDArray<float>) = x.Convert<float32>()

    [<Fact>]
    member _.``a program computes what the interpreter computes, again and again``() =
        Law.forAllGraphs true (fun circuit ->
            let outputs = everything circuit
            let program = Compile.Of outputs

            for point in points circuit do
                let bindings =
                    Array.map2 (fun (x: Expr) v -> Binding<float>(x, v)) circuit.Inputs point

                same "double" (interpreted outputs circuit point) (program.Run bindings)

            let bindings =
                Array.map2 (fun (x: Expr) v -> Binding<float32>(x, single v)) circuit.Inputs circuit.Point

            let widened (values: NDArray<float32> seq) =
                values |> Seq.map (fun x -> x.Convert<float>())

            same
                "float"
                (widened (Evaluate.Values<float32>(Tape.Of outputs, bindings, false)))
                (widened (program.Run<float32> bindings)))

    [<Fact>]
    member _.``several threads may run one program``() =
        Law.forAllGraphs true (fun circuit ->
            let outputs = everything circuit
            let program = Compile.Of outputs

            let work =
                [|
                    for point in Array.append (points circuit) (points circuit) ->
                        Task.Run(fun () ->
                            let bindings =
                                Array.map2 (fun (x: Expr) v -> Binding<float>(x, v)) circuit.Inputs point

                            point, program.Run bindings)
                |]

            for point, found in Task.WhenAll(work).Result do
                same "threads" (interpreted outputs circuit point) found)
