namespace FunctionalGrad.PropertyTests

open System
open System.Xml.Linq
open FunctionalGrad
open FunctionalGrad.Properties
open Xunit

/// What the explanation of any graph must be, and that it can be shown in every form.
module ExplanationLaws =
    let private sameBits (a: NDArray<float>) (b: NDArray<float>) =
        Seq.forall2 (fun (x: float) (y: float) -> x.Equals y || x = y) (a.ToArray()) (b.ToArray())

    let private flowing (trace: BackwardTrace) =
        [
            for each in trace.Events do
                for edge in each.Edges do
                    if edge.Flow = EdgeFlow.Flows then
                        each, edge
        ]

    [<Fact>]
    let ``contributions add up to the gradient`` () =
        Traces.forAll (fun circuit trace at ->
            let wrt =
                circuit.Inputs
                |> Seq.filter (fun x -> (Tape.Of [| circuit.Scalar |]).PositionOf(x).HasValue)
                |> Array.ofSeq

            if
                wrt.Length > 0
                && trace.Events
                   |> Seq.forall (fun e -> e.Edges |> Seq.forall (fun d -> isNull d.Refusal))
            then
                let gradients =
                    Evaluate.Values<float>(Seq.toArray (Differentiate.Gradient(circuit.Scalar, wrt)), at)

                for x, gradient in Seq.zip wrt gradients do
                    let name = (x :?> Input).Name
                    let node = trace.Nodes |> Seq.find (fun node -> node.Name = name)

                    let told =
                        match node.Gradient with
                        | null -> NDArray<float>.Fill(node.Shape, 0.0)
                        | g -> g

                    if not (sameBits told gradient) then
                        Law.broken $"the trace says {told} of {name}, the gradient is {gradient}"

            for into, arriving in flowing trace |> List.groupBy (fun (_, edge) -> edge.Into.Id) do
                let node = trace.Nodes[into]

                let sum =
                    arriving
                    |> List.map (fun (_, edge) -> (nonNull edge.Contribution).ToArray())
                    |> List.reduce (Array.map2 (+))

                if not (sameBits (NDArray<float>.Of(node.Shape, ReadOnlySpan sum)) (nonNull node.Gradient)) then
                    Law.broken $"the contributions to {node.Name} do not add up"

                if arriving.Length <> node.Paths then
                    Law.broken $"{arriving.Length} contributions reach {node.Name}, not {node.Paths}")

    [<Fact>]
    let ``downstream is the Jacobian transposed times upstream`` () =
        Traces.forAll (fun _ trace _ ->
            for each, edge in flowing trace do
                match (nonNull edge.Local).Jacobian with
                | null -> ()
                | jacobian ->
                    let upstream = each.Upstream.ToArray()
                    let columns = edge.Into.Shape.Size
                    let entries = jacobian.ToArray()

                    (nonNull edge.Contribution).ToArray()
                    |> Array.iteri (fun j found ->
                        let terms =
                            [|
                                for i in 0 .. upstream.Length - 1 -> upstream[i] * entries[i * columns + j]
                            |]

                        let expected = Array.sum terms
                        let size = terms |> Array.sumBy abs
                        // Infinities times zeros are where strong zeros differ from products.
                        if
                            Double.IsFinite expected
                            && Double.IsFinite found
                            && (isNull edge.Held || (nonNull edge.Held).ToArray()[j] <> 0.0)
                            && abs (found - expected) > 1e-9 * max 1.0 size
                        then
                            Law.broken
                                $"{each.Node.Expr} hands {found} to element {j} of {edge.Into.Name}, but upstream times local is {expected}"))

    /// Whether a local derivative times its own factor gives the output back: entry by entry, or summed over each factor.
    let private isProduct (each: BackwardEvent) =
        let y = each.Node.Value.ToArray()

        let same (a: float) (b: float) =
            a.Equals b || abs (a - b) <= 1e-9 * max 1.0 (abs b)

        let terms =
            [
                for edge in each.Edges do
                    if edge.Flow = EdgeFlow.Flows then
                        let x = edge.Into.Value.ToArray()
                        let entries = (nonNull (nonNull edge.Local).Jacobian).ToArray()

                        for row in 0 .. y.Length - 1 ->
                            y[row],
                            [|
                                for column in 0 .. x.Length - 1 do
                                    let weight = entries[row * x.Length + column]
                                    weight, weight * x[column]
                            |]
            ]

        terms
        |> List.forall (fun (y, row) -> row |> Array.forall (fun (weight, term) -> weight = 0.0 || same term y))
        || terms |> List.forall (fun (y, row) -> same (Array.sumBy snd row) y)

    [<Fact>]
    let ``roles are true of the Jacobian`` () =
        Traces.forAll (fun _ trace _ ->
            for each in trace.Events do
                let jacobians =
                    [
                        for edge in each.Edges do
                            if edge.Flow = EdgeFlow.Flows then
                                match (nonNull edge.Local).Jacobian with
                                | null -> ()
                                | jacobian -> jacobian.ToArray(), edge.Into.Shape.Size
                    ]

                if each.RoleIsInferred then
                    let entries = jacobians |> Seq.collect fst |> Array.ofSeq

                    let rowSums =
                        [
                            for row in 0 .. each.Node.Shape.Size - 1 ->
                                jacobians |> Seq.sumBy (fun (j, n) -> Seq.sum j[row * n .. row * n + n - 1])
                        ]

                    let holds =
                        match each.Role with
                        | GateRole.Distributor -> entries |> Array.forall (fun w -> w = 0.0 || w = 1.0)
                        | GateRole.Mover
                        | GateRole.Adder -> entries |> Array.forall (fun w -> w = 0.0 || w = 1.0)
                        | GateRole.Router -> rowSums |> List.forall (fun sum -> sum > -1e-9 && sum < 1.0 + 1e-9)
                        | GateRole.Vanishing -> entries |> Array.forall ((=) 0.0)
                        | GateRole.SwapMultiplier -> Array.exists ((<>) 0.0) entries && isProduct each
                        | GateRole.LocalScaler -> Array.exists ((<>) 0.0) entries
                        | role -> failwith $"no such role: {role}"

                    // Of an array without elements every role is true.
                    if not (holds || Array.isEmpty entries) then
                        Law.broken $"{each.Node.Expr} is no {each.RoleName}: its local derivatives are %A{entries}")

    [<Fact>]
    let ``every graph renders in every form`` () =
        let description = XName.Get("desc", "http://www.w3.org/2000/svg")

        Traces.forAThousand (fun trace _ ->
            let text = Explain.Text trace

            if not (text.Contains "check:") then
                Law.broken "the text has no check"

            let document = XDocument.Parse(Explain.Svg trace)

            if Seq.isEmpty (document.Descendants description) then
                Law.broken "the picture has no description"

            XDocument.Parse(Explain.MathML trace) |> ignore

            // Between two pairs of dollars stands a formula.
            (Explain.Latex trace).Split "$$"
            |> Seq.indexed
            |> Seq.iter (fun (i, part) ->
                if i % 2 = 1 then
                    LatexSyntax.require part)

            let json = Text.Json.JsonDocument.Parse(Explain.Json trace)

            if json.RootElement.GetProperty("nodes").GetArrayLength() <> trace.Nodes.Count then
                Law.broken "a node is missing from the JSON")

    [<Fact>]
    let ``what is no LaTeX is noticed`` () =
        for right in [ @"\frac{a}{b}^2"; @"\left(a^{2}\right)^\top_1"; @"\text{a\_b\{}" ] do
            LatexSyntax.require right

        for wrong in
            [
                "{a"
                "a}"
                @"\left(a"
                @"\begin{bmatrix} a"
                "a^2^3"
                @"a^\top^2"
                "_1"
                @"\text{a_b}"
                @"\nonsense"
                @"\frac{a}"
            ] do
            Assert.ThrowsAny<exn>(fun () -> LatexSyntax.require wrong) |> ignore
