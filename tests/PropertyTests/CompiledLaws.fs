namespace FunctionalGrad.PropertyTests

open System.Threading.Tasks
open FunctionalGrad
open FunctionalGrad.Dsl
open FunctionalGrad.Properties
open Xunit

/// Laws of compiled programs: on every graph they compute what the interpreter computes.
type CompiledLaws() =
    /// The graph's outputs, its gradients, and what needs no computing at all: an input, a constant, one value twice.
    let everything (circuit: Circuit) =
        [|
            circuit.Scalar
            yield! gradientOf circuit circuit.Scalar
            yield! circuit.Outputs
            circuit.Inputs[0]
            Expr.Fill(Shape.Scalar, 2.5)
        |]

    /// The point, and two others: of the opposite sign, and with the elements of each input in another order.
    let points (circuit: Circuit) =
        let changed change =
            [ for x in circuit.Point -> NDArray.create x.Shape (change (elements x)) ]

        [|
            List.ofSeq circuit.Point
            changed (Array.map (fun v -> 0.75 - v))
            changed Array.rev
        |]

    let bindings (circuit: Circuit) (point: NDArray<float> list) =
        [| for x, value in Seq.zip circuit.Inputs point -> Binding<float>(x, value) |]

    let requireSame what (expected: NDArray<float> seq) (found: NDArray<float> seq) =
        if not (same expected found) then
            Law.broken $"{what}: %A{List.ofSeq found}, by the interpreter %A{List.ofSeq expected}"

    /// The values by the interpreter.
    let interpreted outputs circuit point =
        Evaluate.Values<float>(Tape.Of outputs, bindings circuit point, false)

    let widened (values: NDArray<float32> seq) =
        values |> Seq.map (fun x -> x.Convert<float>())

    [<Fact>]
    member _.``a program computes what the interpreter computes, again and again``() =
        Law.ofWildGraphs (fun circuit ->
            let outputs = everything circuit
            let program = Compile.Of outputs

            for point in points circuit do
                requireSame "double" (interpreted outputs circuit point) (program.Run(bindings circuit point))

            let single =
                [|
                    for x, value in Seq.zip circuit.Inputs circuit.Point ->
                        Binding<float32>(x, value.Convert<float32>())
                |]

            requireSame
                "float"
                (widened (Evaluate.Values<float32>(Tape.Of outputs, single, false)))
                (widened (program.Run<float32> single)))

    [<Fact>]
    member _.``several threads may run one program``() =
        Law.ofWildGraphs (fun circuit ->
            let outputs = everything circuit
            let program = Compile.Of outputs

            let work =
                [|
                    for point in Array.append (points circuit) (points circuit) ->
                        Task.Run(fun () -> point, program.Run(bindings circuit point))
                |]

            for point, found in Task.WhenAll(work).Result do
                requireSame "threads" (interpreted outputs circuit point) found)
