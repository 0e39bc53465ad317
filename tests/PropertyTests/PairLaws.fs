namespace FunctionalGrad.PropertyTests

open FsCheck
open FsCheck.FSharp
open FunctionalGrad
open FunctionalGrad.Properties
open global.Xunit
open global.Xunit.Abstractions

/// Every primitive on what every other has made: a rule that is right alone may get in the way of another's.
type PairLaws(output: ITestOutputHelper) =
    let options = GradientCheckOptions(SecondOrder = false, Cost = CheckCost.Cheap)

    [<Fact>]
    member _.``the gradient of every pair of primitives is right``() =
        let mutable told, silent = 0, 0

        let circuits =
            [
                for consumer in Primitives.All do
                    for producer in Primitives.All do
                        for recipe in
                            Recipes.OfPair(consumer, producer)
                            |> Gen.sampleWithSeed (Rnd(uint64 Law.seed)) 50 1 do
                            recipe.Build()
            ]

        let missing = (Coverage.Of circuits).RarePairs 1
        Assert.True((missing.Count = 0), $"not applied to what the other made: %A{List.ofSeq missing}")

        let broken =
            [
                for circuit in circuits do
                    let report = GradientCheck.Of(circuit.Scalar, circuit.Bindings, options)

                    match report.Verdict with
                    | :? Verdict.Fail as fail -> $"{fail.Reason}\n{circuit}"
                    | :? Verdict.Inconclusive -> silent <- silent + 1
                    | _ -> told <- told + 1
            ]

        output.WriteLine $"{told} pairs told, {silent} not, {broken.Length} broken"
        Assert.True(broken.IsEmpty, broken |> List.truncate 10 |> String.concat "\n\n")
        Assert.True(silent * 20 <= told, $"{told} pairs told, {silent} not")
