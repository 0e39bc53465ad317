namespace FunctionalGrad.PropertyTests

open FsCheck
open FsCheck.FSharp
open FunctionalGrad
open global.Xunit
open global.Xunit.Abstractions

/// The random graphs are worth their name: every primitive of the table occurs in them, often enough.
type CoverageTests(output: ITestOutputHelper) =
    [<Fact>]
    member _.``every primitive occurs in the random graphs``() =
        let graphs =
            Gen.sampleWithSeed (Rnd(uint64 Law.seed)) 50 Law.graphs (Recipes.gen false)
            |> Array.map (fun recipe -> (Tape.Of [| (Recipe.build recipe).Scalar |]).Nodes)

        let occurrences (primitive: Primitive) =
            graphs
            |> Array.filter (fun nodes ->
                nodes
                |> Seq.exists (fun node ->
                    match node with
                    | :? Apply as apply -> obj.ReferenceEquals(apply.Primitive, primitive)
                    | _ -> false))
            |> Array.length

        let counts =
            Primitives.All |> Seq.map (fun p -> p.Name, occurrences p) |> List.ofSeq

        let sizes = graphs |> Array.map (fun nodes -> float nodes.Count)
        output.WriteLine $"{graphs.Length} graphs of %.1f{Array.average sizes} nodes on average; %A{counts}"
        let rare = counts |> List.filter (fun (_, count) -> count * 60 < graphs.Length)
        Assert.True(rare.IsEmpty, $"of {graphs.Length} random graphs too few have %A{rare}")

    [<Fact>]
    member _.``whatever a recipe shrinks to can be built``() =
        for recipe in Gen.sampleWithSeed (Rnd(uint64 Law.seed)) 50 30 (Recipes.gen true) do
            for smaller in Recipes.shrink recipe do
                Assert.Equal(0, (Recipe.build smaller).Scalar.Shape.Rank)

    [<Fact>]
    member _.``an error shrinks to the one step that has it``() =
        let recipe =
            Gen.sampleWithSeed (Rnd(uint64 Law.seed)) 50 Law.graphs (Recipes.gen false)
            |> Array.maxBy (fun recipe ->
                if CoverageTests.Uses "tanh" recipe then
                    recipe.Steps.Length
                else
                    0)

        let rec smallest recipe =
            match Recipes.shrink recipe |> Seq.tryFind (CoverageTests.Uses "tanh") with
            | Some smaller -> smallest smaller
            | None -> recipe

        Assert.Equal("tanh x0", string (Recipe.build (smallest recipe)).Scalar)

    static member Uses name recipe =
        (Tape.Of [| (Recipe.build recipe).Scalar |]).Nodes
        |> Seq.exists (fun node ->
            match node with
            | :? Apply as apply -> apply.Primitive.Name = name
            | _ -> false)
