namespace FunctionalGrad.PropertyTests

open System
open System.Text.RegularExpressions
open FunctionalGrad
open Xunit

/// What a declaration says about its primitive in words and numbers is so: gate role, domain, branches, notation.
type DeclarationLaws() =
    let differentiable primitive =
        (Signature.ofPrimitive primitive).Differentiable

    let each law =
        let broken =
            [
                for primitive in Primitives.All do
                    for trial in 1..6 do
                        try
                            law primitive (Application.draw (Random(Law.seed + trial)) primitive)
                        with problem ->
                            $"{primitive.Name} (trial {trial}): {problem.Message}"
            ]

        Assert.True(broken.IsEmpty, broken |> List.truncate 20 |> String.concat "\n")

    let at application outputs =
        Gradients.values outputs application.Inputs application.Point
        |> Seq.collect elements
        |> Array.ofSeq

    /// What flows back to all inputs when 1 flows into each element of the output.
    let downstream application =
        let y = application.Node

        Differentiate.Vjp(y, Expr.Ones y.Shape, application.Inputs)
        |> Array.ofSeq
        |> at application

    let require holds sentence (numbers: float[]) =
        if not (Array.forall holds numbers) then
            Law.broken $"{sentence}: %A{numbers}"

    /// The second derivatives of the weighted sum of the output by one and the same element.
    let curvatures application =
        [|
            for x in application.Inputs do
                let size = x.Shape.Size

                let hessian =
                    at application [| Differentiate.Hessian(Recipe.weighted application.Node, x) |]

                for i in 0 .. size - 1 -> hessian[i * size + i]
        |]

    [<Fact>]
    member _.``A gate does to a gradient what its role says``() =
        each (fun primitive application ->
            match primitive.Role with
            | GateRole.Blocker ->
                if differentiable primitive then
                    require ((=) 0.0) "a blocker lets through" (downstream application)
            | GateRole.Distributor -> require (fun g -> abs g = 1.0) "a distributor hands on" (downstream application)
            | GateRole.Router -> require (fun g -> g = 0.0 || g = 1.0) "a router hands on" (downstream application)
            | GateRole.Mover
            | GateRole.Adder ->
                require (fun g -> g >= 0.0 && g = Math.Floor g) "it counts copies" (downstream application)
            | GateRole.SwapMultiplier ->
                require ((=) 0.0) "a product is curved along a factor" (curvatures application)
            | GateRole.LocalScaler -> ()
            | role -> Law.broken $"the role {role} has no law")

    [<Fact>]
    member _.``A local scaler is no blocker``() =
        // One trial may have the slope 0 among its parameters.
        for primitive in Primitives.All |> Seq.filter (fun each -> each.Role = GateRole.LocalScaler) do
            let flows trial =
                let application = Application.draw (Random(Law.seed + trial)) primitive

                Differentiate.Gradient(Recipe.weighted application.Node, application.Inputs)
                |> Array.ofSeq
                |> at application
                |> Array.exists ((<>) 0.0)

            Assert.True(Seq.exists flows [ 1..6 ], primitive.Name)

    [<Fact>]
    member _.``An adder gathers all of the gradient of its copies``() =
        each (fun primitive application ->
            if primitive.Role = GateRole.Adder then
                let copies = float application.Node.Shape.Size
                Assert.Equal(copies, Array.sum (downstream application)))

    /// Value, first and second derivative and branch of an elementwise primitive of one input.
    member private _.Local (primitive: Primitive) attributes (point: float) =
        let x = inputOf "x" Shape.Scalar
        let y = primitive |> applyTo [| x |] attributes
        let slope = Differentiate.Gradient(y, [| x |])[0]
        let point = NDArray<float>.Scalar point

        let values =
            Gradients.values [| y; slope; Differentiate.Gradient(slope, [| x |])[0] |] [| x |] [| point |]
            |> Array.map _.ToScalar()

        let branch =
            match primitive.Branch with
            | null -> 0
            | signature ->
                let branch = [| 0 |]
                signature.Invoke(Operands<float>(ReadOnlySpan [| point |], (y :?> Apply)), Span branch)
                branch[0]

        values, branch

    [<Fact>]
    member laws.``A domain ends, or is pierced, where the function ends or has a kink``() =
        let mutable edges = 0

        for primitive in Primitives.All do
            let signature = Signature.ofPrimitive primitive

            if
                signature.Differentiable
                && primitive.Arity.Most = 1
                && obj.ReferenceEquals(primitive.Shape, ShapeRules.Elementwise)
            then
                let domain = primitive.Domain[0]

                for edge in
                    Seq.append domain.Except [ domain.Low; domain.High ]
                    |> Seq.filter Double.IsFinite do
                    edges <- edges + 1

                    // A parameter may smooth it: the exponent 2, the slope 1.
                    let rough =
                        primitive.Samples
                        |> Seq.exists (fun attributes ->
                            let values, on = laws.Local primitive attributes edge
                            let _, left = laws.Local primitive attributes (edge - 0.01)
                            let _, right = laws.Local primitive attributes (edge + 0.01)
                            let finite = Array.forall Double.IsFinite values
                            not finite || (on <> left && on <> right && left <> right))

                    Assert.True(rough, $"{primitive.Name} is smooth at {edge}, but its domain leaves that out")

        Assert.True(edges >= 9, $"only {edges} edges")

    [<Fact>]
    member _.``A primitive that chooses or jumps tells its branches``() =
        for primitive in Primitives.All do
            let jumps =
                match primitive.Role with
                | GateRole.Router -> true
                | GateRole.Blocker -> primitive.Convention <> "derivative 0 everywhere, by decree"
                | _ -> false

            if jumps then
                Assert.False(isNull primitive.Branch, $"{primitive.Name} has no branch signature")

    [<Fact>]
    member _.``Notation names every input, and its braces pair``() =
        for primitive in Primitives.All do
            for template in [ primitive.Notation.Text; primitive.Notation.Latex ] do
                let named =
                    Regex.Matches(template, @"\{\{|\}\}|\{(\d|\*|a)\}")
                    |> Seq.map _.Value
                    |> List.ofSeq

                let inputs = [ for i in 0 .. primitive.Arity.Least - 1 -> $"{{{i}}}" ]

                Assert.True(
                    List.contains "{*}" named
                    || inputs |> List.forall (fun i -> List.contains i named),
                    $"{primitive.Name}: {template} leaves an input out"
                )

                let depths =
                    named
                    |> List.scan
                        (fun depth brace ->
                            match brace with
                            | "{{" -> depth + 1
                            | "}}" -> depth - 1
                            | _ -> depth)
                        0

                Assert.True(List.last depths = 0 && List.min depths = 0, $"{primitive.Name}: {template}")

                let rest = Regex.Replace(template, @"\{\{|\}\}|\{(\d|\*|a)\}", "")
                Assert.False(rest.Contains '{' || rest.Contains '}', $"{primitive.Name}: {template}")
