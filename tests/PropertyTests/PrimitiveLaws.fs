namespace FunctionalGrad.PropertyTests

open System
open FunctionalGrad
open Xunit
open Xunit.Abstractions

/// One application of a primitive to fresh inputs, at a point inside its domain.
type Application =
    {
        Node: Expr
        Inputs: Expr array
        Point: NDArray<float> array
    }

module Application =
    let private bases =
        [| [||]; [| 2 |]; [| 3 |]; [| 2; 3 |]; [| 3; 5 |]; [| 1; 3 |]; [| 2; 3; 5 |] |]

    /// An application near the given shape; operands that take no gradient are constants.
    let tryDraw (random: Random) (primitive: Primitive) (shape: Shape) =
        let constant shape draw =
            Expr.Constant(arrayOf shape (Array.init shape.Size (fun _ -> draw ()))), None

        let operand i need =
            match need with
            | Index(shape, bound) -> constant shape (fun () -> float (random.Next bound))
            | Condition shape -> constant shape (fun () -> float (random.Next 2))
            | Real shape ->
                let point =
                    Array.init shape.Size (fun _ -> Chance.inside random primitive.Domain[i])

                inputOf $"x{i}" shape, Some(arrayOf shape point)

        let possible =
            function
            | Index(shape, bound) -> bound > 0 || shape.Size = 0
            | _ -> true

        Signature.application random (Signature.ofPrimitive primitive) shape
        |> Option.filter (fst >> List.forall possible)
        |> Option.map (fun (needs, attributes) ->
            let operands = needs |> List.mapi operand |> Array.ofList

            {
                Node = primitive |> applyTo (Array.map fst operands) attributes
                Inputs = operands |> Array.filter (snd >> Option.isSome) |> Array.map fst
                Point = operands |> Array.choose snd
            })

    /// An application on random shapes.
    let draw (random: Random) (primitive: Primitive) =
        Seq.initInfinite (fun _ -> shapeOf (Chance.pick random bases))
        |> Seq.truncate 100
        |> Seq.pick (tryDraw random primitive)

/// Laws that every primitive keeps, found in the table: a new primitive is held to them the moment it is declared.
type PrimitiveLaws(output: ITestOutputHelper) =
    let differentiable =
        Primitives.All
        |> Seq.filter (fun primitive -> (Signature.ofPrimitive primitive).Differentiable)
        |> Array.ofSeq

    let trials = 12

    let forEach (primitives: Primitive seq) (law: Primitive -> Random -> Application -> unit) =
        let broken =
            [
                for primitive in primitives do
                    let random = Random Law.seed

                    for trial in 1..trials do
                        let application = Application.draw random primitive

                        try
                            law primitive random application
                        with problem ->
                            $"{primitive.Name} (trial {trial}): {problem.Message}\n  {application.Node}"
            ]

        Assert.True(broken.IsEmpty, broken |> List.truncate 20 |> String.concat "\n")

    [<Fact>]
    member _.``every primitive's gradient is that of differences``() =
        let tally = Tally()

        forEach differentiable (fun _ random application ->
            Gradients.check tally random (Recipe.weighted application.Node) application.Inputs application.Point)

        output.WriteLine $"{tally}"
        Assert.True(tally.Silent * 20 <= tally.Told, $"{tally}")

    [<Fact>]
    member _.``every primitive's second derivative is that of differences of its first``() =
        let tally = Tally()

        forEach differentiable (fun _ random application ->
            let slope =
                Differentiate.Gradient(Recipe.weighted application.Node, application.Inputs)
                |> Seq.map Recipe.weighted
                |> Seq.reduce (fun a b -> a + b)

            Gradients.check tally random slope application.Inputs application.Point)

        output.WriteLine $"{tally}"
        Assert.True(tally.Silent * 20 <= tally.Told, $"{tally}")

    [<Fact>]
    member _.``forward mode is the adjoint of reverse mode for every primitive``() =
        let tally = Tally()

        forEach differentiable (fun _ random application ->
            Gradients.adjoint tally random application.Node application.Inputs application.Point)

        Assert.Equal(0, tally.Silent)
