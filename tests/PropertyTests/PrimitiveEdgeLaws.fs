namespace FunctionalGrad.PropertyTests

open System
open FunctionalGrad
open Xunit
open Xunit.Abstractions

/// Laws of every primitive at the edges: NaN, arrays without elements, single precision, linearity.
type PrimitiveEdgeLaws(output: ITestOutputHelper) =
    let forEach law =
        let broken =
            [
                for primitive in Primitives.All do
                    for trial in 1..6 do
                        try
                            law primitive (Random(Law.seed + trial))
                        with problem ->
                            $"{primitive.Name} (trial {trial}): {problem.Message}"
            ]

        Assert.True(broken.IsEmpty, broken |> List.truncate 20 |> String.concat "\n")

    let differentiable primitive =
        (Signature.ofPrimitive primitive).Differentiable

    let gradientOf (application: Application) =
        Differentiate.Gradient(Recipe.weighted application.Node, application.Inputs)

    [<Fact>]
    member _.``NaN propagates through every primitive with a derivative``() =
        forEach (fun primitive random ->
            if differentiable primitive then
                let application = Application.draw random primitive

                let nans =
                    application.Inputs |> Array.map (fun x -> NDArray<float>.Fill(x.Shape, nan))

                let value = (Gradients.values [ application.Node ] application.Inputs nans)[0]

                if value.Span.Length > 0 && not (elements value |> Array.exists Double.IsNaN) then
                    Law.broken $"of NaN alone it makes {value}")

    [<Fact>]
    member _.``NaN in any operand of an elementwise primitive makes its element NaN``() =
        forEach (fun primitive random ->
            let signature = Signature.ofPrimitive primitive

            if
                signature.Differentiable
                && Array.forall id signature.Flows
                && obj.ReferenceEquals(primitive.Shape, ShapeRules.Elementwise)
            then
                let application = Application.draw random primitive

                for i in 0 .. application.Inputs.Length - 1 do
                    let point =
                        application.Point
                        |> Array.updateAt i (NDArray<float>.Fill(application.Inputs[i].Shape, nan))

                    let value = (Gradients.values [ application.Node ] application.Inputs point)[0]

                    if not (elements value |> Array.forall Double.IsNaN) then
                        Law.broken $"with NaN for operand {i} it makes {value}")

    [<Fact>]
    member _.``arrays without elements are as good as others``() =
        let mutable tried = 0

        forEach (fun primitive random ->
            for lengths in [ [| 0 |]; [| 2; 0; 3 |]; [| 0; 5 |] ] do
                match Application.tryDraw random primitive (shapeOf lengths) with
                | Some application when application.Inputs |> Array.exists (fun x -> x.Shape.Size = 0) ->
                    tried <- tried + 1

                    let outputs =
                        if differentiable primitive then
                            [
                                yield application.Node
                                yield! gradientOf application
                                yield Differentiate.Jvp(application.Node, application.Inputs, application.Inputs)
                            ]
                        else
                            [ application.Node ]

                    let values = Gradients.values outputs application.Inputs application.Point

                    for expr, value in Seq.zip outputs values do
                        if
                            not (value.Shape.Equals expr.Shape)
                            || elements value |> Array.exists Double.IsNaN
                        then
                            Law.broken $"{expr.Shape} evaluates to {value}"
                | _ -> ())

        output.WriteLine $"{tried} applications"
        Assert.True(tried > 10 * Primitives.All.Count, $"only {tried} applications")

    [<Fact>]
    member _.``float agrees with double to the precision of float``() =
        forEach (fun primitive random ->
            let application = Application.draw random primitive

            let single = application.Point |> Array.map (fun value -> value.Convert<float32>())

            let outputs =
                if differentiable primitive then
                    Seq.append [ application.Node ] (gradientOf application) |> Array.ofSeq
                else
                    [| application.Node |]

            let inSingle =
                Evaluate.Values<float32>(
                    outputs,
                    Array.map2 (fun (x: Expr) value -> Binding<float32>(x, value)) application.Inputs single
                )
                |> Seq.map (fun value -> value.Convert<float>())
                |> Array.ofSeq

            let point = single |> Array.map (fun value -> value.Convert<float>())

            let largest =
                Gradients.largest (Gradients.allValues outputs application.Inputs point)

            for a, b in Array.zip inSingle (Gradients.values outputs application.Inputs point) do
                for x, y in Array.zip (elements a) (elements b) do
                    if not (abs (x - y) <= 2e-6 * largest + 2e-6 * abs y) then
                        Law.broken $"in float %.9g{x}, in double %.9g{y}: {application.Node}")

    [<Fact>]
    member _.``every pullback is linear in the cotangent``() =
        forEach (fun primitive random ->
            if differentiable primitive then
                let application = Application.draw random primitive
                let y = application.Node
                let u = Expr.Constant((Gradients.direction random [ y.Shape ])[0])
                let v = Expr.Constant((Gradients.direction random [ y.Shape ])[0])

                let pull g =
                    Differentiate.Vjp(y, g, application.Inputs) |> Array.ofSeq

                let left = pull (3.0 * u - 0.3 * v)

                let right =
                    Array.map2 (fun (a: Expr) (b: Expr) -> 3.0 * a - 0.3 * b) (pull u) (pull v)

                let value outputs =
                    Gradients.values outputs application.Inputs application.Point

                Gradients.agree "J'(3 u - 0.3 v)" (Gradients.largest (value right)) (value left) (value right))

    [<Fact>]
    member _.``every primitive has the same bits however often it has run``() =
        // The JIT compiles what runs often once more: the loop goes on for longer than that takes.
        let applications =
            [|
                for primitive in Primitives.All -> Application.draw (Random Law.seed) primitive
            |]

        let values () =
            applications
            |> Array.map (fun application ->
                (Gradients.values [ application.Node ] application.Inputs application.Point)[0])

        let first = values ()

        for round in 1..120 do
            if round % 40 = 0 then
                System.Threading.Thread.Sleep 250

            for i, value in Array.indexed (values ()) do
                Assert.True(Gradients.same first[i] value, $"{applications[i].Node} changed in round {round}")
