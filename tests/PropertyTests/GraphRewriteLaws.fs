namespace FunctionalGrad.PropertyTests

open System
open FunctionalGrad
open FunctionalGrad.Dsl
open FunctionalGrad.Properties
open Xunit

/// Laws of rewriting random graphs: the meaning stays.
type GraphRewriteLaws() =
    let whole (circuit: Circuit) =
        Array.append [| circuit.Scalar |] (gradientOf circuit circuit.Scalar)

    let areSame (a: Expr seq) (b: Expr seq) =
        Seq.length a = Seq.length b && Seq.forall2 (fun (a: Expr) b -> a.SameAs b) a b

    let count (outputs: Expr seq) =
        (Tape.Of(Array.ofSeq outputs)).Nodes.Count

    [<Fact>]
    member _.``renaming inputs commutes with everything``() =
        Law.ofGraphs (fun circuit ->
            let inputs = Array.ofSeq circuit.Inputs
            let renamed = [| for i, x in Seq.indexed inputs -> input $"renamed{i}" x.Shape |]
            let pairs = Array.map2 (fun x y -> struct (x, y)) inputs renamed
            let rename (f: Expr) = Substitute.In(f, pairs)
            let tangents = constants (direction 9 (shapesOf inputs))

            // Each is made of the renamed graph, and of the graph and then renamed.
            let commutes what (made: Expr[] -> Expr -> Expr list) =
                if
                    not (
                        areSame (made renamed (rename circuit.Scalar)) (made inputs circuit.Scalar |> List.map rename)
                    )
                then
                    Law.broken $"{what} of the renamed graph is not the same renamed"

            commutes "the gradient" grad
            commutes "forward mode" (fun xs f -> [ jvp (Seq.zip xs tangents) f ])
            commutes "the Hessian times a vector" (fun xs f -> hvp (Seq.zip xs tangents) f |> List.ofSeq)
            commutes "the simplified gradient" (fun xs f -> Simplify.Graph(f :: grad xs f) |> List.ofSeq)
            commutes "what is printed and read back" (fun _ f -> [ Source.Read(Source.Of f, [||]) ])

            let values (xs: Expr[]) (f: Expr) =
                Compile
                    .Of([| f; yield! grad xs f |])
                    .Run([| for x, value in Seq.zip xs circuit.Point -> Binding<float>(x, value) |])

            if not (same (values inputs circuit.Scalar) (values renamed (rename circuit.Scalar))) then
                Law.broken "the renamed graph has other values")

    [<Fact>]
    member _.``a graph and its copy are one graph``() =
        Law.ofWildGraphs (fun one ->
            // Read back from its source it is another object that says the same.
            let other = Source.Read(Source.Of one.Scalar, [||])

            if count [ one.Scalar; other ] <> count [ one.Scalar ] then
                Law.broken $"{count [ one.Scalar ]} nodes became {count [ one.Scalar; other ]} beside an equal graph"

            if
                not (one.Scalar.SameAs other)
                || one.Scalar.StructuralHash() <> other.StructuralHash()
            then
                Law.broken "equal graphs differ"

            if not (areSame (gradientOf one one.Scalar) (gradientOf one other)) then
                Law.broken "equal graphs have different gradients")

    [<Fact>]
    member _.``printed and read back a graph is the same graph``() =
        Law.ofWildGraphs (fun circuit ->
            let all = whole circuit
            let read = Source.ReadAll(Source.Of all, [||])

            if not (areSame all read) then
                Law.broken $"read back it is {Source.Of read}")

    [<Fact>]
    member _.``simplifying keeps every bit, and never adds a node``() =
        let mutable fewer = 0

        Law.ofWildGraphs (fun circuit ->
            let all = whole circuit
            let simple = Simplify.Graph all

            if count simple > count all then
                Law.broken $"{count all} nodes became {count simple}"

            if count simple < count all then
                fewer <- fewer + 1

            if not (same (valuesAt circuit all) (valuesAt circuit simple)) then
                Law.broken $"simplified to {Source.Of simple} it has another value"

            if not (areSame simple (Simplify.Graph simple)) then
                Law.broken $"simplified twice it is simpler still than {Source.Of simple}")

        Assert.True(fewer * 10 > Law.graphs, $"only {fewer} graphs became simpler")

    [<Fact>]
    member _.``simplifying keeps the gradient, at ties and kinks too``() =
        Law.ofWildGraphs (fun circuit ->
            let before = valuesAt circuit (gradientOf circuit circuit.Scalar)
            let simple = Simplify.Graph circuit.Scalar

            for a, b in Seq.zip before (valuesAt circuit (gradientOf circuit simple)) do
                // Where equal nodes merge, paths join before a product that they joined after: inf * 0 + inf may become (0 + 1) * inf.
                let agree (x: float) (y: float) =
                    x.Equals y || near 1.0 x y || not (Double.IsFinite x || Double.IsFinite y)

                if not (Array.forall2 agree (elements a) (elements b)) then
                    Law.broken $"the gradient was {a}, of {Source.Of simple} it is {b}")
