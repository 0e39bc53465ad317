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

    /// Whether a row of local derivatives is that of a router: one winner takes all, or on a tie k of them take 1/k each;
    /// where some input has no gradient, its share, or all of them, may be missing.
    let private routes isTie isPartial (row: float[]) =
        match row |> Array.filter ((<>) 0.0) with
        | [||] -> true
        | shares ->
            let count = Array.length shares

            let sum = Array.sum shares
            let alike = shares |> Array.forall (fun share -> abs (share - shares[0]) < 1e-9)

            alike
            && (count = 1 || isTie)
            && (abs (sum - 1.0) < 1e-9 || (isPartial && isTie && sum > 0.0 && sum < 1.0))

    [<Fact>]
    let ``shares that are not of one are not routed`` () =
        for tie in [ false; true ] do
            for row in [ [| 0.3; 0.3 |]; [| 2.0; -1.5 |]; [| 0.7; 0.3 |]; [| 2.0; 0.0 |]; [| -1.0 |] ] do
                Assert.False(routes tie false row)

        Assert.False(routes false false [| 0.5; 0.5 |])
        Assert.True(routes true false [| 0.5; 0.0; 0.5 |])
        Assert.True(routes false false [| 0.0; 1.0 |])
        Assert.True(routes false false [| 0.0; 0.0 |])

    /// Entry by entry off the diagonal nothing flows.
    let private isDiagonal rows (jacobian: float[], columns) =
        columns = rows
        && jacobian
           |> Seq.indexed
           |> Seq.forall (fun (at, weight) -> weight = 0.0 || at / columns = at % columns)

    let private holds (each: BackwardEvent) (jacobians: (float[] * int) list) =
        let rows = each.Node.Shape.Size
        let entries = jacobians |> Seq.collect fst |> Array.ofSeq

        let row at =
            [|
                for jacobian, columns in jacobians do
                    yield! jacobian[at * columns .. at * columns + columns - 1]
            |]

        let row = Array.init rows row

        let columns =
            [|
                for jacobian, columns in jacobians do
                    for column in 0 .. columns - 1 -> [| for at in 0 .. rows - 1 -> jacobian[at * columns + column] |]
            |]

        let count line =
            line |> Array.filter ((<>) 0.0) |> Array.length

        let ones = entries |> Array.forall (fun weight -> weight = 0.0 || weight = 1.0)
        let some = entries |> Array.exists ((<>) 0.0)
        let diagonal = jacobians |> List.forall (isDiagonal rows)

        let declared =
            match each.Node.Expr with
            | :? Apply as apply -> apply.Primitive.Role = each.Role
            | _ -> false

        match each.Role with
        // Every element of every input gets one upstream, unchanged.
        | GateRole.Distributor -> ones && columns |> Array.forall (fun column -> count column = 1)
        // Each copy gives back to the one that it was made of.
        | GateRole.Adder ->
            ones
            && row |> Array.forall (fun entries -> count entries = 1)
            && columns |> Array.exists (fun column -> count column > 1)
        | GateRole.Mover ->
            ones
            && some
            && row |> Array.forall (fun entries -> count entries <= 1)
            && columns |> Array.forall (fun column -> count column <= 1)
        | GateRole.Router ->
            let isPartial = each.Edges |> Seq.exists (fun edge -> edge.Flow <> EdgeFlow.Flows)

            (some || each.Edges.Count > 1)
            && row
               |> Array.indexed
               |> Array.forall (fun (at, shares) -> routes (each.Node.Kinks |> Seq.contains at) isPartial shares)
        | GateRole.Vanishing -> not some
        | GateRole.SwapMultiplier -> some && isProduct each
        // exp at 0 scales by 1; what is not declared to scale must scale by something else.
        | GateRole.LocalScaler ->
            some
            && diagonal
            && (declared || entries |> Array.exists (fun w -> w <> 0.0 && w <> 1.0))
        | GateRole.Mixer -> some && not diagonal
        | role -> failwith $"no such role: {role}"

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

                let entries = jacobians |> Seq.collect fst |> Array.ofSeq

                // Of an array without elements every role is true.
                if each.RoleIsInferred && entries.Length > 0 && not (holds each jacobians) then
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
        for right in
            [
                @"\frac{a}{b}^2"
                @"\left(a^{2}\right)^\top_1"
                @"\text{a}\_\text{b}\{{<}\hat{\,}"
            ] do
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
                @"\text{a\_b}"
                @"\text{a<b}"
                @"\text{\textbackslash{}}"
                @"\text{a--b}"
                @"a<b"
                @"\&lt;"
                @"\nonsense"
                @"\frac{a}"
            ] do
            Assert.ThrowsAny<exn>(fun () -> LatexSyntax.require wrong) |> ignore
