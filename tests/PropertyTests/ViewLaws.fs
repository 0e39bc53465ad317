namespace FunctionalGrad.PropertyTests

open System
open System.Text.Json
open FunctionalGrad
open Xunit

/// All views of a trace say the same numbers: values, gradients and contributions, of scalars, vectors and matrices.
module ViewLaws =
    let private isNumber (node: TraceNode) =
        match node.Expr with
        | :? Constant as constant -> constant.Uniform.HasValue
        | _ -> false

    let private flowing (each: BackwardEvent) =
        each.Edges |> Seq.filter (fun edge -> edge.Flow = EdgeFlow.Flows) |> List.ofSeq

    let private require view what (array: NDArray<float>) text =
        if not (ViewNumbers.says array text) then
            Law.broken $"{view} says {text} of {what}, the trace {array}"

    /// What flows from a gate into a node, along all edges between them.
    let private flows (trace: BackwardTrace) =
        [
            for each in trace.Events do
                for edge in flowing each do
                    (each.Node.Name, edge.Into.Name), nonNull edge.Contribution
        ]
        |> List.groupBy fst
        |> List.map (fun (ends, found) -> ends, List.map snd found)

    let private requirePicture view (told: ViewNumbers.Told) isWhole (trace: BackwardTrace) =
        for node in trace.Nodes do
            if not (isNumber node) || node.Id = trace.Output.Id then
                require view $"the value of {node.Name}" node.Value told.Values[node.Name]
                let gradient = told.Gradients[node.Name]

                match node.Gradient with
                | null ->
                    if gradient <> "constant" && gradient <> "not differentiated" then
                        Law.broken $"{view} says {gradient} of the gradient of {node.Name}, which has none"
                | array -> require view $"the gradient of {node.Name}" array gradient

        for (gate, into), arrays in flows trace do
            match Map.tryFind (gate, into) told.Flows with
            | Some text ->
                if not (ViewNumbers.saysAll arrays text) then
                    Law.broken $"{view} says that {text} flows from {gate} into {into}, the trace %A{arrays}"
            | None ->
                // Where one path brings all, the gradient says it.
                let paths = (trace.Nodes |> Seq.find (fun node -> node.Name = into)).Paths

                if isWhole || paths <> 1 then
                    Law.broken $"{view} says nothing of what flows from {gate} into {into}"

    /// Bit by bit.
    let private requireJson (trace: BackwardTrace) =
        let json = JsonDocument.Parse(Explain.Json(trace, Int32.MaxValue)).RootElement

        let same what (array: NDArray<float> | null) (told: JsonElement) =
            match array with
            | null ->
                if told.ValueKind <> JsonValueKind.Null then
                    Law.broken $"JSON says {told} of {what}"
            | array ->
                let found =
                    [|
                        for each in told.GetProperty("elements").EnumerateArray() ->
                            if each.ValueKind = JsonValueKind.String then
                                ViewNumbers.parsed (string each)
                            else
                                each.GetDouble()
                    |]

                let shape =
                    [
                        for length in told.GetProperty("shape").EnumerateArray() -> length.GetInt32()
                    ]

                if
                    shape <> List.ofSeq array.Shape
                    || not (Array.forall2 (fun (a: float) b -> a.Equals b || a = b) (array.ToArray()) found)
                then
                    Law.broken $"JSON says {told} of {what}, the trace {array}"

        for node in trace.Nodes do
            let told = json.GetProperty("nodes").[node.Id]
            same $"the value of {node.Name}" node.Value (told.GetProperty "value")
            same $"the gradient of {node.Name}" node.Gradient (told.GetProperty "gradient")

        for each, told in Seq.zip trace.Events (json.GetProperty("events").EnumerateArray()) do
            same $"upstream of {each.Node.Name}" each.Upstream (told.GetProperty "upstream")

            for edge, told in Seq.zip each.Edges (told.GetProperty("edges").EnumerateArray()) do
                same $"what flows into {edge.Into.Name}" edge.Contribution (told.GetProperty "contribution")
                same $"the sum at {edge.Into.Name}" edge.RunningSum (told.GetProperty "runningSum")

    let private requireTable (trace: BackwardTrace) =
        let values, rows = ViewNumbers.ofTable (Explain.Text trace)

        for node in trace.Nodes do
            if not (values[node.Name].Equals(ViewNumbers.rounded (node.Value.ToScalar()))) then
                Law.broken $"the text says {values[node.Name]} of {node.Name}, the trace {node.Value}"

        let edges =
            [
                for each in trace.Events do
                    for edge in each.Edges do
                        if edge.Flow <> EdgeFlow.Constant then
                            each, edge
            ]

        if rows.Length <> edges.Length then
            Law.broken $"the text has {rows.Length} rows for {edges.Length} edges:\n{Explain.Text trace}"

        for (up, down, into, sum), (each, edge) in List.zip rows edges do
            let same what (array: NDArray<float> | null) (text: string) =
                match array with
                | null ->
                    if text <> "-" then
                        Law.broken $"the text says {text} of {what}"
                | array -> require "the text" what array text

            if into <> edge.Into.Name then
                Law.broken $"the text says {into}, the trace {edge.Into.Name}"

            same $"upstream of {each.Node.Name}" each.Upstream up
            same $"what flows into {into}" edge.Contribution down
            same $"the sum at {into}" edge.RunningSum sum

    let private requireParagraphs (trace: BackwardTrace) =
        let expected =
            [
                for node in trace.Nodes do
                    yield node.Value

                for each in trace.Events do
                    yield each.Upstream

                    for edge in flowing each do
                        yield nonNull edge.Contribution

                        if edge.Path > 1 then
                            yield nonNull edge.RunningSum

                for input in trace.Inputs do
                    match input.Gradient with
                    | null -> ()
                    | gradient -> yield gradient
            ]

        let told =
            ViewNumbers.ofParagraphs (Explain.Text trace)
            |> List.filter (fun (head, _) ->
                not (head.StartsWith("local", StringComparison.Ordinal) || head.StartsWith "Jacobian"))

        if told.Length <> expected.Length then
            Law.broken $"the text has {told.Length} arrays, not {expected.Length}:\n{Explain.Text trace}"

        for (head, text), array in List.zip told expected do
            require "the text" head array text

    let private requireFormulas (trace: BackwardTrace) =
        let latex = Explain.Latex trace
        let derivations = Explain.Derivations trace |> List.ofSeq
        let mathML = ViewNumbers.ofMathML (Explain.MathML trace)

        let sayLatex what (array: NDArray<float>) (formula: string) =
            let found = ViewNumbers.elementsOf formula

            let isShape =
                array.Shape.Rank > 2
                || array.Shape |> Seq.exists (fun length -> length = 0 || length > 6)

            let expected =
                if isShape then
                    [ for length in array.Shape -> float length ]
                else
                    [ for each in array.ToArray() -> ViewNumbers.rounded each ]

            if
                found.Length <> expected.Length
                || not (List.forall2 (fun (a: float) b -> a.Equals b) found expected)
            then
                Law.broken $"LaTeX says {formula} of {what}, the trace {array}"

        for derivation, formula in List.zip derivations mathML do
            let name = derivation.Node.Name

            if not (latex.Contains derivation.Latex) then
                Law.broken $"LaTeX lacks the derivation of {name}"

            match derivation.Node.Gradient with
            | null ->
                if derivation.Result <> "0" then
                    Law.broken $"LaTeX says {derivation.Result} of {name}, which has no gradient"
            | gradient -> sayLatex $"the gradient of {name}" gradient derivation.Result

            let arriving =
                [
                    for each in trace.Events do
                        for edge in flowing each do
                            if edge.Into.Id = derivation.Node.Id then
                                nonNull edge.Contribution
                ]

            for path, contribution in List.zip (List.ofSeq derivation.Paths) arriving do
                sayLatex $"what flows into {name}" contribution path.Result

            let written =
                ViewNumbers.ofLatex derivation.Latex
                @ [
                    for path in derivation.Paths do
                        match path.Shapes with
                        | null -> ()
                        | shapes -> yield! ViewNumbers.ofLatex shapes
                ]

            if written <> formula then
                Law.broken $"MathML says %A{formula} of {name}, LaTeX %A{written}"

    let private requireAll (trace: BackwardTrace) =
        if trace.Nodes.Count <= Explain.MostBoxes then
            requirePicture "DOT" (ViewNumbers.ofDot (Explain.Dot trace)) true trace
            requirePicture "Mermaid" (ViewNumbers.ofMermaid (Explain.Mermaid trace)) true trace
            requirePicture "SVG" (ViewNumbers.ofSvg (Explain.Svg(trace, Explain.MostBoxes))) false trace

        requireJson trace

        if trace.Nodes |> Seq.forall (fun node -> node.Shape.Rank = 0) then
            requireTable trace
        else
            requireParagraphs trace

        requireFormulas trace

    [<Fact>]
    let ``all views of a thousand graphs say the same numbers`` () =
        let told = Tally()
        let arrays = Tally()

        Traces.forAThousand (fun trace _ ->
            told.Compared()

            if
                trace.Nodes
                |> Seq.exists (fun node -> node.Shape.Rank > 0 && node.Shape.Size > 1)
            then
                arrays.Compared()

            requireAll trace)

        Assert.True(told.Told > 900, string told)
        Assert.True(arrays.Told > 300, string arrays)

    [<Fact>]
    let ``a number that is not the array's is noticed`` () =
        let array =
            NDArray<float>.Of(Shape.Of(ReadOnlySpan [| 3 |]), ReadOnlySpan [| 1.0; -2.5; 1e-7 |])

        for right in [ "[1, -2.5, 1e-07]"; "[3] norm 2.69258"; "norm 2.69258" ] do
            Assert.True(ViewNumbers.says array right, right)

        for wrong in
            [
                "[1, 2.5, 1e-07]"
                "[1, -2.5]"
                "norm 2.692"
                "norm 0"
                ""
                "[1, 1e-07, -2.5]"
            ] do
            Assert.False(ViewNumbers.says array wrong, wrong)

        Assert.True(ViewNumbers.saysAll [ array; array ] "[1, -2.5, 1e-07] + [1, -2.5, 1e-07]")
        Assert.False(ViewNumbers.saysAll [ array; array ] "[1, -2.5, 1e-07]")
        Assert.False(ViewNumbers.saysAll [ array; array; array ] "3 paths, [1, -2.5, 1e-07]")
        Assert.True(ViewNumbers.saysAll [ array; array; array ] "3 paths, [3, -7.5, 3e-07]")
