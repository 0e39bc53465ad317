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

    /// An application on random shapes; operands that take no gradient are constants.
    let draw (random: Random) (primitive: Primitive) =
        let shapes = Seq.initInfinite (fun _ -> shapeOf (Chance.pick random bases))

        let needs, attributes =
            shapes
            |> Seq.truncate 100
            |> Seq.pick (Signature.application random (Signature.ofPrimitive primitive))

        let constant shape draw =
            Expr.Constant(arrayOf shape (Array.init shape.Size (fun _ -> draw ()))), None

        let operands =
            needs
            |> List.mapi (fun i need ->
                match need with
                | Index(shape, bound) -> constant shape (fun () -> float (random.Next(max 1 bound)))
                | Condition shape -> constant shape (fun () -> float (random.Next 2))
                | Real shape ->
                    let point =
                        Array.init shape.Size (fun _ -> Chance.inside random primitive.Domain[i])

                    inputOf $"x{i}" shape, Some(arrayOf shape point))
            |> Array.ofList

        {
            Node = primitive |> applyTo (Array.map fst operands) attributes
            Inputs = operands |> Array.filter (snd >> Option.isSome) |> Array.map fst
            Point = operands |> Array.choose snd
        }

/// Laws that every primitive keeps, found in the table: a new primitive is held to them the moment it is declared.
type PrimitiveLaws(output: ITestOutputHelper) =
    static let differentiable =
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

        Assert.True(broken.IsEmpty, String.concat "\n" broken)

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
