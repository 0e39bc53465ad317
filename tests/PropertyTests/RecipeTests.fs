namespace FunctionalGrad.PropertyTests

open FsCheck
open FsCheck.FSharp
open FunctionalGrad
open FunctionalGrad.Properties
open global.Xunit
open global.Xunit.Abstractions

/// The random graphs are worth their name: they hold every primitive, shrink to the step that is wrong, and print as source.
type RecipeTests(output: ITestOutputHelper) =
    let drawn count gen =
        Gen.sampleWithSeed (Rnd(uint64 Law.seed)) 50 count gen

    let nodes (recipe: Recipe) =
        (Tape.Of [| recipe.Build().Scalar |]).Nodes

    let uses name recipe =
        nodes recipe
        |> Seq.exists (function
            | :? Apply as node -> node.Primitive.Name = name
            | _ -> false)

    /// A primitive that computes the same under the same name.
    let twin (original: Primitive) =
        Primitive(
            original.Name,
            Arity = original.Arity,
            Shape = original.Shape,
            Kernel = original.Kernel,
            Derivative = original.Derivative,
            Notation = original.Notation,
            Samples = original.Samples,
            ReadAttributes = original.ReadAttributes
        )

    [<Fact>]
    member _.``every primitive occurs often in the random graphs, and every one on every other``() =
        let coverage =
            drawn (max 8000 Law.graphs) Recipes.Ordinary |> Seq.map _.Build() |> Coverage.Of

        output.WriteLine $"{coverage}"
        let rare = coverage.Rare(coverage.Graphs / 60)
        Assert.True((rare.Count = 0), $"of {coverage.Graphs} random graphs too few have %A{List.ofSeq rare}")
        let rare = coverage.RarePairs(coverage.Graphs / 8000)
        let pairs = Primitives.All.Count * Primitives.All.Count
        Assert.True((rare.Count * 50 < pairs), $"of {coverage.Graphs} random graphs too few have %A{List.ofSeq rare}")

    [<Fact>]
    member _.``whatever a recipe shrinks to can be built``() =
        for recipe in drawn 30 Recipes.Wild do
            for smaller in Recipes.Shrink recipe do
                Assert.Equal(0, smaller.Build().Scalar.Shape.Rank)

    [<Fact>]
    member _.``an error shrinks to the one step that has it``() =
        let recipe =
            drawn (max 400 Law.graphs) Recipes.Ordinary
            |> Array.filter (uses "tanh")
            |> Array.maxBy _.Steps.Count

        let rec smallest recipe =
            match Recipes.Shrink recipe |> Seq.tryFind (uses "tanh") with
            | Some smaller -> smallest smaller
            | None -> recipe

        Assert.Equal("let x0 = input \"x0\" []\ntanh x0\n// at [ x0 => 1.0 ]", string (smallest recipe))

    [<Fact>]
    member _.``recipes are equal by value``() =
        let again () = drawn 40 Recipes.Wild

        for one, other in Array.zip (again ()) (again ()) do
            Assert.Equal(one, other)
            Assert.Equal(one.GetHashCode(), other.GetHashCode())
            Assert.All(Recipes.Shrink one, fun smaller -> Assert.NotEqual(one, smaller))

    [<Fact>]
    member _.``a replaced primitive is replaced everywhere, and nothing else is``() =
        let twins = dict [ for primitive in Primitives.All -> primitive, twin primitive ]

        let replace (primitive: Primitive) = twins[primitive]

        for recipe in drawn 60 Recipes.Wild do
            let circuit, other = recipe.Build(), recipe.Build replace

            let value (c: Circuit) =
                Evaluate.Value(c.Scalar, Array.ofSeq c.Bindings)

            Assert.True((value circuit).SameBits(value other))

            for node in (Tape.Of(Seq.toArray other.Outputs)).Nodes do
                match node with
                | :? Apply as node -> Assert.Contains(node.Primitive, twins.Values)
                | _ -> ()
