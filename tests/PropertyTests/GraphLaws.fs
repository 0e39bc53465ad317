namespace FunctionalGrad.PropertyTests

open System
open FunctionalGrad
open Xunit
open Xunit.Abstractions

/// Laws that random graphs keep.
type GraphLaws(output: ITestOutputHelper) =
    [<Fact>]
    member _.``the gradient of a random graph is that of differences``() =
        let tally = Tally()

        Law.forAllGraphs false (fun circuit ->
            Gradients.check tally (Random 5) circuit.Scalar circuit.Inputs circuit.Point)

        output.WriteLine $"{tally}"
        Assert.True(tally.Silent <= tally.Told, $"{tally}")

    [<Fact>]
    member _.``forward mode is the adjoint of reverse mode on random graphs``() =
        let tally = Tally()

        Law.forAllGraphs false (fun circuit ->
            Gradients.adjoint tally (Random 5) circuit.Outputs[0] circuit.Inputs circuit.Point)

        output.WriteLine $"{tally}"
        Assert.True(tally.Silent <= tally.Told, $"{tally}")
