namespace FunctionalGrad.PropertyTests

open FunctionalGrad
open Xunit

/// Laws of rewriting random graphs: the meaning stays.
type GraphRewriteLaws() =
    let gradient (circuit: Circuit) f =
        Differentiate.Gradient(f, circuit.Inputs) |> Array.ofSeq

    [<Fact>]
    member _.``renaming inputs commutes with the gradient``() =
        Law.forAllGraphs false (fun circuit ->
            let renamed =
                circuit.Inputs |> Array.mapi (fun i x -> inputOf $"renamed{i}" x.Shape)

            let rename (f: Expr) =
                Substitute.In(f, Array.map2 (fun x y -> struct (x, y)) circuit.Inputs renamed)

            let after = Differentiate.Gradient(rename circuit.Scalar, renamed) |> Array.ofSeq

            let before = gradient circuit circuit.Scalar |> Array.map rename

            if not (Array.forall2 (fun (a: Expr) b -> a.SameAs b) after before) then
                Law.broken "the gradient of the renamed graph is not the renamed gradient")

    [<Fact>]
    member _.``a graph and its copy are one graph``() =
        Law.forAllRecipes true (fun recipe ->
            let one, other = Recipe.build recipe, Recipe.build recipe
            let alone = (Tape.Of [| one.Scalar |]).Nodes.Count
            let together = (Tape.Of [| one.Scalar; other.Scalar |]).Nodes.Count

            if together <> alone then
                Law.broken $"{alone} nodes, but {together} together with an equal graph"

            if
                not (one.Scalar.SameAs other.Scalar)
                || one.Scalar.StructuralHash() <> other.Scalar.StructuralHash()
            then
                Law.broken "equal graphs differ"

            let pairs = Array.zip (gradient one one.Scalar) (gradient one other.Scalar)

            if pairs |> Array.exists (fun (a, b) -> not (a.SameAs b)) then
                Law.broken "equal graphs have different gradients")

    [<Fact>]
    member _.``printed and read back a graph is the same graph``() =
        Law.forAllGraphs true (fun circuit ->
            let all = Array.append [| circuit.Scalar |] (gradient circuit circuit.Scalar)
            let read = Source.ReadAll(Source.Of all, [||]) |> Array.ofSeq

            if not (Array.forall2 (fun (a: Expr) b -> a.SameAs b) all read) then
                Law.broken $"read back it is {Source.Of read}")

    [<Fact>]
    member _.``simplifying keeps every bit, and never adds a node``() =
        let mutable fewer = 0

        Law.forAllGraphs true (fun circuit ->
            let all = Array.append [| circuit.Scalar |] (gradient circuit circuit.Scalar)
            let simple = Simplify.Graph all |> Array.ofSeq
            let nodes (outputs: Expr array) = (Tape.Of outputs).Nodes.Count

            let value outputs =
                Gradients.values outputs circuit.Inputs circuit.Point

            if nodes simple > nodes all then
                Law.broken $"{nodes all} nodes became {nodes simple}"

            if nodes simple < nodes all then
                fewer <- fewer + 1

            if not (Array.forall2 Gradients.same (value all) (value simple)) then
                Law.broken $"simplified to {Source.Of simple} it has another value"

            if not (Array.forall2 (fun (a: Expr) b -> a.SameAs b) simple (Array.ofSeq (Simplify.Graph simple))) then
                Law.broken $"simplified twice it is simpler still than {Source.Of simple}")

        Assert.True(fewer * 10 > Law.graphs, $"only {fewer} graphs became simpler")

    [<Fact>]
    member _.``simplifying keeps the gradient, at ties and kinks too``() =
        Law.forAllGraphs true (fun circuit ->
            let value outputs =
                Gradients.values outputs circuit.Inputs circuit.Point

            let before = value (gradient circuit circuit.Scalar)
            let after = value (gradient circuit (Simplify.Graph circuit.Scalar))

            for a, b in Array.zip before after do
                let agree (x: float) (y: float) = x.Equals y || Gradients.near 1.0 x y

                if not (Array.forall2 agree (elements a) (elements b)) then
                    Law.broken $"the gradient was {a}, of {Source.Of(Simplify.Graph circuit.Scalar)} it is {b}")
